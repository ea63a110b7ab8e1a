import type { KeyRef } from '../../mock/rules/session';
import { type ConfiguredApp, type DeclaredKey, keysOf, listed, overlap, ownInputs, refText } from './read';
import { type Finding, finding } from './rules';
import { refsOf, vtexParts } from './vtex-parts';

/**
 * Cycles: a given app writes a key, and its consequences reach the app again as an input.
 *
 * A configuration shows which apps are called, not what they answer, so no cycle can be proved to end. A
 * cycle **can settle** if one app alone can end it, whatever the others answer:
 *
 * - it contains only one of the given apps. All others are VTEX's, whose answers depend on their inputs only, so it
 *   ends as soon as that one app repeats its answer; or
 * - one of its apps reads a key that it writes itself. That app sees its previous answer, and can repeat it or leave
 *   the key out, as storefront-permissions does with its `hash`.
 *
 * In any other cycle two or more apps answer each other, and none can tell that it was called before.
 */
export function cyclesOf(apps: readonly ConfiguredApp[]): Finding[] {
  const graph = graphOf(apps);
  const endless = componentsIn(
    without(graph, ({ app }) => app !== undefined && ownInputs(app).length > 0),
  ).filter((component) => givenIn(component).length > 1);
  const settling = componentsIn(graph).filter(
    (component) => !endless.some((other) => [...other].some((node) => component.has(node))),
  );
  return [
    ...endless.map((component) => endlessCycle(inside(graph, component), component)),
    ...settling.map((component) => settlingCycle(inside(graph, component), component)),
  ];
}

type Given = Node & { readonly app: ConfiguredApp };

function givenIn(component: Iterable<Node>): Given[] {
  return [...component].filter((node): node is Given => node.app !== undefined);
}

function inside(graph: Graph, component: ReadonlySet<Node>): Graph {
  return without(graph, (node) => !component.has(node));
}

function endlessCycle(graph: Graph, component: ReadonlySet<Node>): Finding {
  const given = givenIn(component);
  const first = given[0] as Given;
  const there = shortestPath(graph, first, (node) => node !== first && node.app !== undefined);
  const back = shortestPath(graph, (there.at(-1) as Edge).to, (node) => node === first);
  const path = [...there, ...back];
  return finding('endless-cycle', locationOf(path), {
    app: first.name,
    message: `${namesOf(given)} keep calling each other: ${pathText(first, path)}`,
    hint: 'Remove one of these inputs, or let one app read a key of its own output, so that it sees its previous answer and stops.',
  });
}

function settlingCycle(graph: Graph, component: ReadonlySet<Node>): Finding {
  const given = givenIn(component);
  const first = given[0] as Given;
  const path = shortestPath(graph, first, (node) => node === first);
  const readers = given.filter(({ app }) => ownInputs(app).length > 0);
  /** The apps that can end the cycle. */
  const able = given.length === 1 ? given : readers;
  return finding('settling-cycle', locationOf(path), {
    app: first.name,
    message: `${namesOf(given)} ${given.length === 1 ? 'is called again because of its own answer' : 'are called again because of their own answers'}: ${pathText(first, path)}`,
    hint: `Make sure that ${namesOf(able)} answers the same when its inputs are the same.`,
  });
}

function namesOf(nodes: readonly Node[]): string {
  return listed(nodes.map(({ name }) => name));
}

/** The input that closes the cycle. */
function locationOf(path: readonly Edge[]): DeclaredKey {
  return path.at(-1)?.input as DeclaredKey;
}

function pathText(start: Node, path: readonly Edge[]): string {
  return [start.name, ...path.flatMap(({ key, to }) => [refText(key), to.name])].join(' → ');
}

/** A node of the graph "writes what the other reads": a given app, or a part of one of VTEX's apps. */
interface Node {
  readonly name: string;
  readonly app?: ConfiguredApp;
  readonly inputs: readonly (KeyRef | DeclaredKey)[];
  readonly outputs: readonly KeyRef[];
}

interface Edge {
  readonly to: Node;
  /** The key that one writes and the other reads. */
  readonly key: KeyRef;
  /** The reader's declaration of it. */
  readonly input: KeyRef | DeclaredKey;
}

type Graph = ReadonlyMap<Node, readonly Edge[]>;

/** Has no edges from an app to itself. */
function graphOf(apps: readonly ConfiguredApp[]): Graph {
  const given = new Set(apps.map(({ name }) => name));
  const nodes: Node[] = [
    ...apps.map((app) => ({
      name: app.name,
      app,
      inputs: keysOf(app.input),
      outputs: keysOf(app.output),
    })),
    ...vtexParts
      .filter(({ key }) => key === undefined || !given.has(key))
      .map(({ app, input, output }) => ({ name: app, inputs: refsOf(input), outputs: refsOf(output) })),
  ];
  return new Map(nodes.map((from) => [from, edgesOf(from, nodes)]));
}

function edgesOf(from: Node, nodes: readonly Node[]): Edge[] {
  return nodes
    .filter((to) => to !== from)
    .flatMap((to) =>
      from.outputs.flatMap((key) => {
        const input = to.inputs.find((one) => overlap(one, key));
        return input === undefined ? [] : [{ to, key, input }];
      }),
    );
}

/** The same graph without some of its nodes. */
function without(graph: Graph, isExcluded: (node: Node) => boolean): Graph {
  return new Map(
    [...graph]
      .filter(([node]) => !isExcluded(node))
      .map(([node, edges]) => [node, edges.filter(({ to }) => !isExcluded(to))]),
  );
}

/** The strongly connected components that contain a given app. */
function componentsIn(graph: Graph): ReadonlySet<Node>[] {
  const reached = new Map([...graph.keys()].map((node) => [node, reachedFrom(node, graph)]));
  const reaches = (from: Node, to: Node) => reached.get(from)?.has(to) === true;
  const components: Set<Node>[] = [];
  for (const node of graph.keys()) {
    if (node.app === undefined || !reaches(node, node)) continue;
    if (components.some((component) => component.has(node))) continue;
    components.push(
      new Set([...graph.keys()].filter((other) => reaches(node, other) && reaches(other, node))),
    );
  }
  return components;
}

function reachedFrom(start: Node, graph: Graph): Set<Node> {
  const reached = new Set<Node>();
  const from = (node: Node) => {
    for (const { to } of graph.get(node) ?? []) reached.add(to);
  };
  from(start);
  for (const node of reached) from(node); // a loop over a set also visits what is added meanwhile
  return reached;
}

/** A shortest path, of one edge or more. */
function shortestPath(graph: Graph, start: Node, isEnd: (node: Node) => boolean): Edge[] {
  const seen = new Set<Node>();
  let paths: Edge[][] = (graph.get(start) ?? []).map((edge) => [edge]);
  while (paths.length > 0) {
    const longer: Edge[][] = [];
    for (const path of paths) {
      const { to } = path.at(-1) as Edge;
      if (isEnd(to)) return path;
      if (seen.has(to)) continue;
      seen.add(to);
      for (const edge of graph.get(to) ?? []) longer.push([...path, edge]);
    }
    paths = longer;
  }
  return [];
}
