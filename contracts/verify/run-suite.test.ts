import { NotTried } from '../harness/claim';
import { asks, behaviourMade, segment, targetMade } from './testing/made';
import { type Limits, trierOf } from './trier';
import { runSuite } from './verify';

const soon: Limits = { request: 50, behaviour: 400 };
const never = () => new Promise<never>(() => undefined);

async function outcomesOf(
  ...[behaviours, target]: [Parameters<typeof runSuite>[0], Parameters<typeof runSuite>[1]]
) {
  const results = await runSuite(behaviours, target, { trier: trierOf(target, soon) });
  return results.map(({ behaviour, trial }) => {
    const { outcome } = trial;
    if (outcome === 'passed') return [behaviour.id, outcome];
    return [behaviour.id, outcome, outcome === 'failed' ? trial.message : trial.reason];
  });
}

test('a failure does not stop the run, and each result is reported at once', async () => {
  const seen: string[] = [];
  const behaviours = [
    behaviourMade('a.a.passes', asks),
    behaviourMade('a.a.fails', async ({ visitor, expect }) => {
      expect((await visitor.segment()).json()).toEqual({ channel: '2' });
    }),
    behaviourMade('a.a.throws', () => Promise.reject(new Error('no such thing'))),
    behaviourMade('a.a.passes-too', asks),
  ];
  const results = await runSuite(behaviours, targetMade(), {
    onResult: ({ behaviour, trial }) => seen.push(`${behaviour.id} ${trial.outcome}`),
  });
  expect(seen).toEqual([
    'a.a.passes passed',
    'a.a.fails failed',
    'a.a.throws failed',
    'a.a.passes-too passed',
  ]);
  expect(results[1]?.trial).toMatchObject({
    after: 'GET /api/segments: 200',
    differences: expect.arrayContaining([{ path: '$.channel', expected: '"2"', actual: '"1"' }]),
  });
  expect(results[2]?.trial).toMatchObject({ message: 'no such thing', differences: [], after: undefined });
});

test('a behaviour that does not call its operation fails', async () => {
  const [[, outcome, message] = []] = await outcomesOf(
    [behaviourMade('a.a.idle', async () => undefined)],
    targetMade(),
  );
  expect([outcome, message]).toEqual(['failed', 'a.a.idle is about GET /api/segments and never called it']);
});

test('a behaviour that the target cannot show is not tried, also if that turns out in the run', async () => {
  const behaviours = [
    behaviourMade('a.a.later', asks, { needs: ['later'] }),
    behaviourMade('a.a.ours', asks, { marker: { emulatorOnly: 'of ours alone' } }),
    behaviourMade('a.a.halfway', async ({ visitor }) => {
      await visitor.segment();
      throw new NotTried('there is no such policy');
    }),
  ];
  expect(await outcomesOf(behaviours, targetMade())).toEqual([
    ['a.a.later', 'not tried', 'it needs a clock that can be moved'],
    ['a.a.ours', 'not tried', 'it applies to the emulator only: of ours alone'],
    ['a.a.halfway', 'not tried', 'there is no such policy'],
  ]);
});

test('a request without an answer is aborted', async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const target = targetMade(async ({ signal }) => {
    signals.push(signal);
    return signals.length === 1 ? never() : segment;
  });
  expect(
    await outcomesOf([behaviourMade('a.a.hangs', asks), behaviourMade('a.a.goes-on', asks)], target),
  ).toEqual([
    ['a.a.hangs', 'failed', 'made gave no answer to GET /api/segments within 0.05 s'],
    ['a.a.goes-on', 'passed'],
  ]);
  expect(signals[0]?.aborted).toBe(true);
});

test('a behaviour that does not end is stopped and sends nothing more', async () => {
  let asked = 0;
  const target = targetMade(async () => {
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return segment;
  });
  const endless = behaviourMade('a.a.endless', async ({ visitor }) => {
    for (;;) await visitor.segment();
  });
  expect(await outcomesOf([endless], target)).toEqual([
    ['a.a.endless', 'failed', 'a.a.endless took longer than 0.4 s'],
  ]);
  const before = asked;
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(asked).toBe(before);
});

test('after three behaviours without an answer the rest is not tried', async () => {
  let left = 2;
  const target = targetMade(async () => {
    if (left === 0) throw new Error('connect ECONNREFUSED');
    left -= 1;
    return segment;
  });
  const behaviours = ['one', 'two', 'three', 'four', 'five', 'six'].map((name) =>
    behaviourMade(`a.a.${name}`, asks),
  );
  expect(await outcomesOf(behaviours, target)).toEqual([
    ['a.a.one', 'passed'],
    ['a.a.two', 'passed'],
    ['a.a.three', 'failed', 'connect ECONNREFUSED'],
    ['a.a.four', 'failed', 'connect ECONNREFUSED'],
    ['a.a.five', 'failed', 'connect ECONNREFUSED'],
    ['a.a.six', 'not tried', 'the target gave no answer 3 times in a row'],
  ]);
});

test('any answer in between resets that count', async () => {
  let asked = 0;
  const target = targetMade(async () => {
    asked += 1;
    if (asked % 3 !== 0) throw new Error('connect ECONNREFUSED');
    return segment;
  });
  const behaviours = Array.from({ length: 9 }, (_, index) => behaviourMade(`a.a.b${index}`, asks));
  const outcomes = (await outcomesOf(behaviours, target)).map(([, outcome]) => outcome);
  expect(outcomes.filter((outcome) => outcome === 'not tried')).toEqual([]);
  expect(outcomes.filter((outcome) => outcome === 'passed')).toHaveLength(3);
});

test('reports have labels instead of tokens, one label per token', async () => {
  const tokens = ['eyJhbGciOiJFUzI1NiJ9.eyJpZCI6IjEifQ.c2ln', 'eyJhbGciOiJFUzI1NiJ9.eyJpZCI6IjIifQ.c2ln'];
  const behaviours = [
    behaviourMade('a.a.token', async ({ visitor, expect }) => {
      await visitor.segment({ path: `/api/segments/${tokens[0]}` });
      expect({ one: tokens[0], two: tokens[1] }).toEqual({ one: tokens[1], two: '' });
    }),
  ];
  const [result] = await runSuite(behaviours, targetMade());
  expect(result?.trial).toMatchObject({
    after: 'GET /api/segments/<token:2>: 200',
    differences: [
      { path: '$.one', expected: '"<token:1>"', actual: '"<token:2>"' },
      { path: '$.two', expected: '""', actual: '"<token:1>"' },
    ],
  });
  expect(JSON.stringify(result)).not.toContain('eyJ');
});

test('a behaviour is run again only for settings that it read', async () => {
  let runs = 0;
  const target = targetMade();
  const trier = trierOf(target, soon);
  const reader = behaviourMade('a.a.reads', async ({ visitor, target: { assumptions }, expect }) => {
    runs += 1;
    await visitor.segment();
    expect(assumptions.bodyOrQuery).toBe('query');
  });
  const trials = [
    await trier.try(reader, target.assumptions),
    await trier.try(reader, { ...target.assumptions, cascadeRounds: 3 }),
    await trier.try(reader, { ...target.assumptions, bodyOrQuery: 'query' }),
    await trier.try(reader, { ...target.assumptions, bodyOrQuery: 'query', cascadeRounds: 3 }),
  ];
  expect(trials.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'passed', 'passed']);
  expect(runs).toBe(2);
});
