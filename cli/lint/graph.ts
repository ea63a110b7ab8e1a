import type { KeyRef } from '../../mock/rules/session';
import { type ConfiguredApp, type DeclaredKey, keysOf, overlap } from './read';
import { refsOf, vtexParts } from './vtex-parts';

/** A node of the graph "writes what the other reads": a given app, or a part of one of VTEX's apps. */
export interface Node {
  readonly name: string;
  readonly app?: ConfiguredApp;
  readonly inputs: readonly (KeyRef | DeclaredKey)[];
  readonly outputs: readonly KeyRef[];
}

export interface Edge {
  readonly to: Node;
  /** The key that one writes and the other reads. */
  readonly key: KeyRef;
  /** The reader's declaration of it. */
  readonly input: KeyRef | DeclaredKey;
}

export type Graph = ReadonlyMap<Node, readonly Edge[]>;

/** Has no edges from an app to itself. */
export function graphOf(apps: readonly ConfiguredApp[]): Graph {
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
export function without(graph: Graph, isExcluded: (node: Node) => boolean): Graph {
  return new Map(
    [...graph]
      .filter(([node]) => !isExcluded(node))
      .map(([node, edges]) => [node, edges.filter(({ to }) => !isExcluded(to))]),
  );
}

/** The strongly connected components that contain a given app. */
export function componentsIn(graph: Graph): ReadonlySet<Node>[] {
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
export function shortestPath(graph: Graph, start: Node, isEnd: (node: Node) => boolean): Edge[] {
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
