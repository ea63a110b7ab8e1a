import { type ConfiguredApp, type DeclaredKey, listed, ownInputs, refText } from './configured-app';
import { type Finding, finding } from './finding';
import { circlesIn, type Edge, type Graph, graphOf, type Station, shortestWay, without } from './graph';

/**
 * Cycles: a given app writes a key, and what follows from it comes back to the app as an input.
 *
 * A configuration tells who is called, not what is answered, so no cycle can be proved to end. A
 * cycle **has a way to settle** when one app can end it alone, whatever the others answer:
 *
 * - it passes through one of the given apps only. All others in it are VTEX's, which always answer the same
 *   to the same, so it ends as soon as that one app repeats its answer; or
 * - one of its apps reads a key that it writes itself. That app sees what it answered before, and can repeat
 *   it, or leave the key out, as storefront-permissions does with its `hash`.
 *
 * In any other cycle two apps or more answer each other, and none can tell that it has been asked before.
 */
export function cyclesOf(apps: readonly ConfiguredApp[]): Finding[] {
  const graph = graphOf(apps);
  const endless = circlesIn(
    without(graph, ({ app }) => app !== undefined && ownInputs(app).length > 0),
  ).filter((circle) => givenIn(circle).length > 1);
  const settling = circlesIn(graph).filter(
    (circle) => !endless.some((other) => [...other].some((station) => circle.has(station))),
  );
  return [
    ...endless.map((circle) => endlessCycle(inside(graph, circle), circle)),
    ...settling.map((circle) => settlingCycle(inside(graph, circle), circle)),
  ];
}

type Given = Station & { readonly app: ConfiguredApp };

function givenIn(circle: Iterable<Station>): Given[] {
  return [...circle].filter((station): station is Given => station.app !== undefined);
}

function inside(graph: Graph, circle: ReadonlySet<Station>): Graph {
  return without(graph, (station) => !circle.has(station));
}

function endlessCycle(graph: Graph, circle: ReadonlySet<Station>): Finding {
  const given = givenIn(circle);
  const first = given[0] as Given;
  const there = shortestWay(graph, first, (station) => station !== first && station.app !== undefined);
  const back = shortestWay(graph, (there.at(-1) as Edge).to, (station) => station === first);
  const way = [...there, ...back];
  return finding('endless-cycle', placeOf(way), {
    app: first.name,
    message: `${namesOf(given)} keep calling each other: ${wayText(first, way)}`,
    mend: 'Take one of these inputs away, or let one app read a key of its own output, so that it sees what it answered before and stops.',
  });
}

function settlingCycle(graph: Graph, circle: ReadonlySet<Station>): Finding {
  const given = givenIn(circle);
  const first = given[0] as Given;
  const way = shortestWay(graph, first, (station) => station === first);
  const mindful = given.filter(({ app }) => ownInputs(app).length > 0);
  const enders = given.length === 1 ? given : mindful;
  return finding('settling-cycle', placeOf(way), {
    app: first.name,
    message: `${namesOf(given)} ${given.length === 1 ? 'is' : 'are'} called again by what follows from the answer: ${wayText(first, way)}`,
    mend: `See that ${namesOf(enders)} answers the same when nothing is new.`,
  });
}

function namesOf(stations: readonly Station[]): string {
  return listed(stations.map(({ name }) => name));
}

/** Where the cycle closes: the input through which it comes back. */
function placeOf(way: readonly Edge[]): DeclaredKey {
  return way.at(-1)?.input as DeclaredKey;
}

function wayText(start: Station, way: readonly Edge[]): string {
  return [start.name, ...way.flatMap(({ key, to }) => [refText(key), to.name])].join(' → ');
}
