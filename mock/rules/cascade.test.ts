import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { SessionApp } from './app';
import { Refusal } from './refusal';
import type { KeyRef, Namespaces } from './session';
import {
  appWith,
  namespacesOf,
  type Plain,
  plainOf,
  run,
  type Start,
  textAt,
  type Values,
} from './testing/plain';

// The contract suite covers what a request can show (cascade.*).

function deferred() {
  let resolve: (answer: Namespaces) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<Namespaces>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

/** Runs everything that is ready. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('R-233: apps of a round run concurrently and do not see each other’s answers', async () => {
  const [one, other] = [deferred(), deferred()];
  const seen: string[] = [];
  const waiting = (name: string, { promise }: ReturnType<typeof deferred>) =>
    appWith({
      name,
      input: { public: ['go'], out: ['one', 'other'] },
      output: { out: [name] },
      transform: (input) => {
        seen.push(`${name}: one ${textAt(input, 'out', 'one')}, other ${textAt(input, 'out', 'other')}`);
        return promise;
      },
    });
  const done = run([waiting('one', one), waiting('other', other)], { writes: { public: { go: '1' } } });
  await settled();
  const first = ['one: one -, other -', 'other: one -, other -'];
  expect(seen).toEqual(first);
  one.resolve(namespacesOf({ out: { one: '1' } }));
  await settled();
  expect(seen).toEqual(first); // the round ends with its slowest app
  other.resolve(namespacesOf({ out: { other: '2' } }));
  const { namespaces } = await done;
  expect(seen.slice(2)).toEqual(['one: one 1, other 2', 'other: one 1, other 2']);
  expect(plainOf(namespaces)['out']).toEqual({ one: '1', other: '2' });
});
test.each([
  [['one', 'other'], 'other'],
  [['other', 'one'], 'one'],
])(
  'of apps that write one key, declared as %j, the last wins, whichever answers first',
  async (order, winner) => {
    const pending = { one: deferred(), other: deferred() };
    const apps = order.map((name) =>
      appWith({
        name,
        input: { public: ['go'] },
        output: { out: ['key'] },
        transform: () => pending[name as 'one' | 'other'].promise,
      }),
    );
    const done = run(apps, { writes: { public: { go: '1' } } });
    pending.other.resolve(namespacesOf({ out: { key: 'other' } }));
    await settled();
    pending.one.resolve(namespacesOf({ out: { key: 'one' } }));
    expect(plainOf((await done).namespaces)['out']).toEqual({ key: winner });
  },
);

const go = { writes: { public: { go: '1' } } };

test('of two failing apps, the error names the one declared first, whichever fails first', async () => {
  const failing = (name: string, transform: SessionApp['transform']) =>
    appWith({ name, input: { public: ['go'] }, transform });
  const slow = new Error('slow');
  const failingLater = () => new Promise<Namespaces>((_, reject) => setImmediate(() => reject(slow)));
  const done = run(
    [failing('first', failingLater), failing('second', () => Promise.reject(new Error('fast')))],
    go,
  );
  await expect(done).rejects.toMatchObject({
    message: expect.stringMatching(/^App first failed/),
    cause: slow,
  });
});

test('a refusal counts even if another app of the same name agrees', async () => {
  const refusal = new Refusal(401, 'no');
  const refuses = appWith({
    name: 'twin',
    input: { public: ['a'] },
    transform: () => Promise.reject(refusal),
  });
  const agrees = appWith({ name: 'twin', input: { public: ['a'] } });
  await expect(run([refuses, agrees], { writes: { public: { a: '1' } } })).rejects.toBe(refusal);
  await expect(run([agrees, refuses], { writes: { public: { a: '1' } } })).rejects.toBe(refusal);
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['a plain object', { out: { a: { value: '1' } } }],
  ['an object as a namespace', new Map([['out', { a: { value: '1' } }]])],
])('an in-process app that answers %s fails', async (_, answer) => {
  const done = run(
    [appWith({ name: 'confused', input: { public: ['go'] }, transform: () => answer as Namespaces })],
    go,
  );
  await expect(done).rejects.toMatchObject({
    status: 502,
    message: expect.stringMatching(/^App confused failed/),
  });
});

test('a call records its duration, of a failed call too', async () => {
  let now = 100;
  const slow = (name: string, milliseconds: number, fails: boolean) =>
    appWith({
      name,
      input: { public: ['go'] },
      transform: () => {
        now += milliseconds;
        if (fails) throw new Error('x');
        return new Map();
      },
    });
  const timer = () => now;
  const { rounds } = await run([slow('app', 7, false)], go, {}, { timer });
  expect(rounds[0]?.calls[0]?.milliseconds).toBe(7);
  const failure = await run([slow('app', 9, true)], go, {}, { timer }).catch((reason) => reason);
  expect(failure.rounds[0].calls[0].milliseconds).toBe(9);
});

test('keys that several apps wrote in a round count as changed if they differ after it', async () => {
  const giving = (values: Values) =>
    appWith({
      input: { public: ['go'] },
      output: { out: ['a', 'b'] },
      transform: () => namespacesOf({ out: values }),
    });
  const { rounds } = await run([giving({ a: '1', b: '2' }), giving({ a: '2', b: '3' })], {
    ...go,
    before: { out: { a: '2', b: '1' } },
  });
  expect(rounds.map(({ changed }) => changed)).toEqual([[{ namespace: 'out', key: 'b' }]]);
});

describe('memory is shared', () => {
  const answer = namespacesOf({ store: { channel: '1' } });
  const sharing = appWith({ runOnCreate: true, output: { store: ['channel'] }, transform: () => answer });

  test('between the store namespaces of anonymous sessions', async () => {
    const [one, other] = [await run([sharing], { creating: true }), await run([sharing], { creating: true })];
    expect(one.namespaces.get('store')).toBe(answer.get('store'));
    expect(other.namespaces.get('store')).toBe(answer.get('store'));
  });

  test('with the namespaces that an edit leaves alone', async () => {
    const before = namespacesOf({ store: { channel: '1' }, public: { a: '1' }, cookie: { c: 'x' } });
    const { namespaces } = await run([], { before, writes: { public: { a: '2' } } });
    expect(namespaces.get('store')).toBe(before.get('store'));
    expect(namespaces.get('cookie')).toBe(before.get('cookie'));
    expect(plainOf(before)).toEqual({ store: { channel: '1' }, public: { a: '1' }, cookie: { c: 'x' } });
    expect([...namespaces.keys()]).toEqual(['store', 'public', 'cookie']);
  });

  test('with a namespace that an app answers unchanged', async () => {
    const before = namespacesOf({ store: { channel: '1' } });
    const repeating = appWith({
      input: { public: ['a'] },
      output: { store: ['channel'] },
      transform: () => namespacesOf({ store: { channel: '1' } }),
    });
    const { namespaces } = await run([repeating], { before, writes: { public: { a: '2' } } });
    expect(namespaces.get('store')).toBe(before.get('store'));
  });
});

/** A key in these graphs: `n0.k1`. */
type Path = string;

const refOf = (path: Path): KeyRef => {
  const [namespace = '', key = ''] = path.split('.');
  return { namespace, key };
};
function grouped<T>(pairs: readonly (readonly [Path, T])[]): Record<string, Record<string, T>> {
  const groups: Record<string, Record<string, T>> = {};
  for (const [path, value] of pairs) {
    const { namespace, key } = refOf(path);
    groups[namespace] = { ...groups[namespace], [key]: value };
  }
  return groups;
}
const declarationOf = (paths: readonly Path[]) =>
  Object.fromEntries(
    Object.entries(grouped(paths.map((path) => [path, path]))).map(([name, keys]) => [
      name,
      Object.keys(keys),
    ]),
  );

interface Node {
  readonly reads: readonly Path[];
  readonly writes: readonly Path[];
  readonly runOnCreate: boolean;
}

/** One of `kinds` values, derived from an app's whole input. */
function derived(path: Path, input: Plain, kinds: number): string {
  const given = Object.entries(input).flatMap(([name, keys]) =>
    Object.entries(keys).map(([key, value]) => `${name}.${key}=${value}`),
  );
  const hash = createHash('sha1')
    .update([path, ...given.sort()].join('\n'))
    .digest();
  return `${path}#${hash.readUInt32BE(0) % kinds}`;
}

function appOf(node: Node, index: number, kinds: number): SessionApp {
  return appWith({
    name: `app${index}`,
    input: declarationOf(node.reads),
    output: declarationOf(node.writes),
    runOnCreate: node.runOnCreate,
    transform: (input) =>
      namespacesOf(grouped(node.writes.map((path) => [path, derived(path, plainOf(input), kinds)] as const))),
  });
}

const callerKeys = ['public.a', 'public.b', 'public.c'];
const graphs = { numRuns: 200 };
const many = 2 ** 32;

/** Each app writes its own keys, in shared namespaces, and reads keys of the caller and of earlier apps. */
const acyclic: fc.Arbitrary<readonly Node[]> = fc
  .array(
    fc.record({
      outputs: fc.nat(3),
      runOnCreate: fc.boolean(),
      picks: fc.array(fc.nat(99), { maxLength: 4 }),
    }),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((seeds) => {
    const known = [...callerKeys];
    return seeds.map(({ outputs, runOnCreate, picks }, index) => {
      const reads = [...new Set(picks.map((pick) => known[pick % known.length] as Path))];
      const writes = Array.from({ length: outputs }, (_, number) => `n${index % 3}.${index}_${number}`);
      known.push(...writes);
      return { reads, writes, runOnCreate };
    });
  });

const starts: fc.Arbitrary<Start> = fc.record({
  creating: fc.boolean(),
  writes: fc.subarray(callerKeys).map((paths) => grouped(paths.map((path) => [path, 'written'] as const))),
});

/** The expected result, found directly: each app once, after all apps that it reads. */
function expected(nodes: readonly Node[], { creating, writes = {} }: Start): Plain {
  const state = new Map<Path, string>();
  for (const [name, keys] of Object.entries(writes)) {
    for (const [key, value] of Object.entries(keys)) state.set(`${name}.${key}`, String(value));
  }
  for (const { reads, writes: outputs, runOnCreate } of nodes) {
    const input = reads.flatMap((path) =>
      state.has(path) ? [[path, state.get(path) as string] as const] : [],
    );
    if (input.length === 0 && !(creating && runOnCreate)) continue;
    for (const path of outputs) state.set(path, derived(path, grouped(input), many));
  }
  return { ...(creating && { public: {} }), ...grouped([...state]) };
}

test('R-231, R-233: apps without loops settle on values derived from their final inputs, in any order', async () => {
  const shuffled = acyclic.chain((nodes) =>
    fc.record({
      nodes: fc.constant(nodes),
      start: starts,
      order: fc.shuffledSubarray([...nodes.keys()], { minLength: nodes.length }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(shuffled, async ({ nodes, start, order }) => {
      const apps = order.map((index) => appOf(nodes[index] as Node, index, many));
      const result = await run(apps, start);
      expect(plainOf(result.namespaces)).toEqual(expected(nodes, start));
      const values = Object.values(plainOf(result.namespaces)).flatMap((keys) => Object.keys(keys));
      expect(result.changed).toBe(values.length > 0);
    }),
    graphs,
  );
});

const anyKeys = [...callerKeys, 'n0.x', 'n0.y', 'n1.x', 'n1.y'];

/** Apps that read and write any keys, including their own outputs. */
const cyclic: fc.Arbitrary<readonly Node[]> = fc.array(
  fc.record({ reads: fc.subarray(anyKeys), writes: fc.subarray(anyKeys), runOnCreate: fc.boolean() }),
  { minLength: 1, maxLength: 5 },
);

/** The same with one writer per key. */
const oneWriterEach = cyclic.map((nodes) => {
  const taken = new Set<Path>();
  return nodes.map((node) => {
    const writes = node.writes.filter((path) => !taken.has(path));
    for (const path of writes) taken.add(path);
    return { ...node, writes };
  });
});

/** The result, or undefined if the cascade was refused with the names of the looping apps. */
async function settledOrRefused(nodes: readonly Node[], start: Start, kinds: number) {
  const apps = nodes.map((node, index) => appOf(node, index, kinds));
  const end = await run(apps, start, { cascadeRounds: 6 }).catch((reason: unknown) => reason as Refusal);
  if (!(end instanceof Refusal)) return end;
  expect([end.status, end.type]).toEqual([508, 'LoopDetected']);
  expect(end.message).toMatch(
    /^The session apps did not settle within 6 rounds: app\d(, app\d)* kept being called because (public|n\d)\.\w(, (public|n\d)\.\w)* kept changing$/,
  );
  return undefined;
}

const fewKinds = fc.integer({ min: 1, max: 3 });

test('R-232: any cascade settles or is refused with the names of the looping apps', async () => {
  const property = fc.asyncProperty(cyclic, starts, fewKinds, async (...graph) => {
    const result = await settledOrRefused(...graph);
    expect((result?.rounds.length ?? 0) - (graph[1].creating ? 1 : 0)).toBeLessThanOrEqual(6);
  });
  await fc.assert(property, graphs);
});

test('R-231: in a settled cascade no called app would answer differently', async () => {
  const property = fc.asyncProperty(oneWriterEach, starts, fewKinds, async (nodes, start, kinds) => {
    const result = await settledOrRefused(nodes, start, kinds);
    if (result === undefined) return;
    const state = plainOf(result.namespaces);
    const valueAt = (path: Path) => {
      const { namespace, key } = refOf(path);
      return state[namespace]?.[key];
    };
    const transforms = result.rounds.slice(start.creating ? 1 : 0);
    const last = new Map(transforms.flatMap(({ calls }) => calls.map(({ app, input }) => [app, input])));
    for (const [app, input] of last) {
      const { reads, writes } = nodes[Number(app.slice(3))] as Node;
      const now = grouped(
        reads
          .filter((path) => valueAt(path) !== undefined)
          .map((path) => [path, valueAt(path) ?? ''] as const),
      );
      expect(plainOf(input)).toEqual(now);
      for (const path of writes) expect(valueAt(path)).toBe(derived(path, now, kinds));
    }
  });
  await fc.assert(property, graphs);
});
