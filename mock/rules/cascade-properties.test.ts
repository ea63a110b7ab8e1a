import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { SessionApp } from './app';
import { Refusal } from './refusal';
import type { KeyRef } from './session';
import { appWith, namespacesOf, type Plain, plainOf, run, type Start } from './testing/plain';

/** What apps read and write in these graphs: `n0.k1`. */
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

/** A value that depends on everything an app is given; of `kinds` different ones. */
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

/** Each app has keys of its own, in namespaces it shares, and reads the caller's and those of apps before it. */
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

/** What must come out, found the short way: each app once, after all that it reads. */
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
  return grouped([...state]);
}

test('R-231, R-233: what apps without loops settle on is what each derives from the last of its inputs, in any order', async () => {
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
      expect(result.changed).toBe(Object.keys(plainOf(result.namespaces)).length > 0);
    }),
    graphs,
  );
});

const anyKeys = [...callerKeys, 'n0.x', 'n0.y', 'n1.x', 'n1.y'];

/** Apps that read and write anything, their own outputs too. */
const cyclic: fc.Arbitrary<readonly Node[]> = fc.array(
  fc.record({ reads: fc.subarray(anyKeys), writes: fc.subarray(anyKeys), runOnCreate: fc.boolean() }),
  { minLength: 1, maxLength: 5 },
);

/** The same, of each key only one writer. */
const oneWriterEach = cyclic.map((nodes) => {
  const taken = new Set<Path>();
  return nodes.map((node) => {
    const writes = node.writes.filter((path) => !taken.has(path));
    for (const path of writes) taken.add(path);
    return { ...node, writes };
  });
});

/** The result, or undefined for a cascade that was refused by name as one that does not settle. */
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

test('R-232: whatever apps read and write, a cascade settles or is refused by name', async () => {
  const property = fc.asyncProperty(cyclic, starts, fewKinds, async (...graph) => {
    const result = await settledOrRefused(...graph);
    expect((result?.rounds.length ?? 0) - (graph[1].creating ? 1 : 0)).toBeLessThanOrEqual(6);
  });
  await fc.assert(property, graphs);
});

test('R-231: where it settles, no app that was called would answer anything else', async () => {
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
