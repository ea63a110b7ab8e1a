import { componentsIn, type Edge, type Graph, graphOf, type Node, shortestPath, without } from './graph';
import { type ConfiguredApp, type DeclaredKey, listed, ownInputs, refText } from './read';
import { type Finding, finding } from './rules';

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
