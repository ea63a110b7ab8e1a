import type { SessionApp } from '../../rules/app';
import { defaultAssumptions } from '../../rules/assumptions';
import { cascadeOf } from '../../rules/cascade';
import type { JsonValue, KeyRef, Namespaces, Write } from '../../rules/session';
import { appWith, namespacesOf, textAt } from '../../rules/testing/plain';
import { explanationOf } from './explanation';
import { type WriteLog, type WriteRecord, writeLog } from './write-log';

const store = appWith({
  name: 'store',
  runOnCreate: true,
  input: { public: ['sc'] },
  output: { store: ['channel'] },
  transform: (input) => namespacesOf({ store: { channel: textAt(input, 'public', 'sc') } }),
});

const writer = (name: string, value: string) =>
  appWith({
    name,
    input: { public: ['sc'] },
    output: { public: ['color'] },
    transform: () => namespacesOf({ public: { color: value }, other: { key: 'x' } }),
  });

const write = (source: Write['source'], namespace: string, key: string, value: JsonValue): Write => ({
  namespace,
  key,
  entry: { value },
  source,
});

interface Step {
  readonly writes?: readonly Write[];
  readonly removals?: readonly KeyRef[];
}

/** The records of some writes to one session, and its final namespaces. */
async function written(apps: readonly SessionApp[], steps: readonly Step[], reversed = false) {
  const order = reversed ? <T>(list: readonly T[]) => list.toReversed() : <T>(list: readonly T[]) => list;
  const cascade = cascadeOf(apps, defaultAssumptions, { order });
  let namespaces: Namespaces = namespacesOf({ account: { accountName: 'acme' } });
  const records: WriteRecord[] = [];
  for (const [index, { writes = [], removals = [] }] of steps.entries()) {
    const before = namespaces;
    const result = await cascade({ namespaces: before, writes, removals, creating: index === 0 });
    namespaces = result.namespaces;
    const draft = { ...result, id: 'id', version: 2 + index, ignored: [], writes, removals };
    const outcome = index === 0 ? 'created' : 'edited';
    records.push({ at: 0, operation: 'editSession', outcome, before, draft });
  }
  return explanationOf('id', 1 + steps.length, namespaces, records);
}

describe('each key names what wrote it', () => {
  test('the account, the body, the query, a cookie', async () => {
    const writes = [
      write('body', 'public', 'a', '1'),
      write('query', 'public', 'b', '2'),
      write('cookie', 'cookie', 'Auth', 'secret'),
    ];
    expect((await written([], [{ writes }])).keys).toEqual({
      'account.accountName': { value: 'acme', by: 'account' },
      'public.a': { value: '1', by: 'body', version: 2 },
      'public.b': { value: '2', by: 'query', version: 2 },
      'cookie.Auth': { value: '<redacted>', by: 'cookie', version: 2 },
    });
  });

  test('an app, with round, version, inputs and previous value', async () => {
    const { keys } = await written([store], [{}, { writes: [write('body', 'public', 'sc', '2')] }]);
    expect(keys['store.channel']).toEqual({
      value: '2',
      by: 'app',
      app: 'store',
      round: 1,
      version: 3,
      inputs: { 'public.sc': '2' },
      replaced: '-',
    });
  });

  test('the value that an app replaced within one write', async () => {
    const { keys } = await written([store], [{ writes: [write('body', 'public', 'sc', '2')] }]);
    expect(keys['store.channel']).toMatchObject({ round: 1, version: 2, value: '2', replaced: '-' });
  });

  test('a later write that does not change a key keeps its earlier origin', async () => {
    const same = write('query', 'public', 'a', '1');
    const { keys } = await written([], [{ writes: [write('body', 'public', 'a', '1')] }, { writes: [same] }]);
    expect(keys['public.a']).toEqual({ value: '1', by: 'body', version: 2 });
  });

  test('the winner of two conflicting apps', async () => {
    const steps = [{ writes: [write('body', 'public', 'sc', '2')] }];
    const apps = [writer('first', 'red'), writer('second', 'blue')];
    expect((await written(apps, steps)).keys['public.color']).toMatchObject({ app: 'second', value: 'blue' });
    const other = await written(apps, steps, true);
    expect(other.keys['public.color']).toMatchObject({ app: 'first', value: 'red' });
    expect(other.writes[0]?.rounds.at(-1)?.conflicts).toEqual([
      {
        key: 'public.color',
        values: [
          { app: 'first', value: 'red' },
          { app: 'second', value: 'blue' },
        ],
        winner: 'first',
        declaredWinner: 'second',
      },
    ]);
  });

  test('not recorded, when the write is older than the log', () => {
    const namespaces = namespacesOf({ public: { a: '1' } });
    expect(explanationOf('id', 9, namespaces, []).keys).toEqual({
      'public.a': { value: '1', by: 'not recorded' },
    });
  });
});

test('each write lists its rounds, with calls, answers and undeclared outputs', async () => {
  const { writes } = await written(
    [store, writer('painter', 'red')],
    [{ writes: [write('body', 'public', 'sc', '2')] }],
  );
  const milliseconds = 0;
  expect(writes).toEqual([
    {
      at: '1970-01-01T00:00:00.000Z',
      operation: 'editSession',
      outcome: 'created',
      version: 2,
      sent: [{ key: 'public.sc', by: 'body', value: '2' }],
      changes: [
        { key: 'store.channel', after: '2' },
        { key: 'public.sc', after: '2' },
        { key: 'public.color', after: 'red' },
      ],
      ignored: [],
      rounds: [
        {
          round: 0,
          call: 'create',
          calls: [
            { app: 'store', inputs: {}, outputs: { 'store.channel': '-' }, undeclared: [], milliseconds },
          ],
          changed: ['store.channel'],
          conflicts: [],
        },
        {
          round: 1,
          call: 'transform',
          calls: [
            {
              app: 'store',
              inputs: { 'public.sc': '2' },
              outputs: { 'store.channel': '2' },
              undeclared: [],
              milliseconds,
            },
            {
              app: 'painter',
              inputs: { 'public.sc': '2' },
              outputs: { 'public.color': 'red' },
              undeclared: ['other.key'],
              milliseconds,
            },
          ],
          changed: ['store.channel', 'public.color'],
          conflicts: [],
        },
      ],
    },
  ]);
});

describe('the log keeps', () => {
  const logOf = (maxWrites: number, maxCharacters?: number) =>
    writeLog(
      () => 0,
      () => 1,
      maxWrites,
      maxCharacters,
    );

  const edit = (log: WriteLog, id: string, version = 2, value = '') => {
    const namespaces = new Map([['public', new Map([['utm_source', { value }]])]]);
    const session = { id, version, namespaces, token: '', expiresAt: 0 };
    const nothing = { writes: [], removals: [], ignored: [], rounds: [] };
    const draft = { id, version, namespaces, changed: true, ...nothing };
    log.write('editSession', { session, before: session, draft, generation: 1 });
  };

  const keptIn = (log: WriteLog) =>
    ['a', 'b', 'c', 'd'].flatMap(
      (id) => log.of(id)?.map(({ draft: { version } }) => `${id}${version}`) ?? [],
    );

  test('the newest writes, oldest first', () => {
    const log = logOf(2);
    for (const version of [2, 3, 4]) edit(log, 'a', version);
    expect(keptIn(log)).toEqual(['a3', 'a4']);
    expect(log.of('b')).toBeUndefined();
  });

  test('all writes of the sessions written last', () => {
    const log = logOf(4);
    for (const id of ['a', 'b', 'c']) for (const version of [2, 3]) edit(log, id, version);
    expect(keptIn(log)).toEqual(['b2', 'b3', 'c2', 'c3']);
    edit(log, 'b', 4);
    expect(keptIn(log)).toEqual(['b2', 'b3', 'b4', 'c3']);
    edit(log, 'd');
    expect(keptIn(log)).toEqual(['b2', 'b3', 'b4', 'd2']);
  });

  test('fewer writes of large sessions', () => {
    const log = logOf(200, 100);
    for (const version of [2, 3, 4]) edit(log, 'a', version, 'x'.repeat(40));
    expect(keptIn(log)).toEqual(['a3', 'a4']);
    edit(log, 'b', 2, 'x'.repeat(101));
    expect(keptIn(log)).toEqual([]);
    edit(log, 'b', 3, 'x'.repeat(40));
    expect(keptIn(log)).toEqual(['b3']);
  });

  test('as many writes after it was cleared', () => {
    const log = logOf(2);
    for (const version of [2, 3, 4]) edit(log, 'a', version);
    log.clear();
    expect(keptIn(log)).toEqual([]);
    for (const version of [5, 6]) edit(log, 'b', version);
    expect(keptIn(log)).toEqual(['b5', 'b6']);
  });

  test('writes in the order of their versions, whichever answer comes first', () => {
    const log = logOf(4);
    for (const version of [3, 5, 4]) edit(log, 'a', version);
    expect(keptIn(log)).toEqual(['a3', 'a4', 'a5']);
  });

  test('no write of sessions that a reset has dropped', () => {
    const generations = [1, 2];
    const log = writeLog(
      () => 0,
      () => generations.shift() as number,
    );
    for (const version of [3, 4]) edit(log, 'a', version);
    expect(keptIn(log)).toEqual(['a3']);
  });
});
