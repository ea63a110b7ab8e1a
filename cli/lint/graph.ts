import type { KeyRef } from '../../mock/rules/session';
import { type ConfiguredApp, type DeclaredKey, keysOf, overlap } from './configured-app';
import { refsOf, vtexParts } from './vtex-apps';

/** An app in the graph "writes what the other reads": one of those given, or a part of one of VTEX's. */
export interface Station {
  readonly name: string;
  readonly app?: ConfiguredApp;
  readonly inputs: readonly (KeyRef | DeclaredKey)[];
  readonly outputs: readonly KeyRef[];
}

export interface Edge {
  readonly to: Station;
  /** The key that the one writes, and the other reads. */
  readonly key: KeyRef;
  /** How the reader declares it, and where. */
  readonly input: KeyRef | DeclaredKey;
}

export type Graph = ReadonlyMap<Station, readonly Edge[]>;

/** Without the edges from an app to itself. */
export function graphOf(apps: readonly ConfiguredApp[]): Graph {
  const given = new Set(apps.map(({ name }) => name));
  const stations: Station[] = [
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
  return new Map(stations.map((from) => [from, edgesOf(from, stations)]));
}

function edgesOf(from: Station, stations: readonly Station[]): Edge[] {
  return stations
    .filter((to) => to !== from)
    .flatMap((to) =>
      from.outputs.flatMap((key) => {
        const input = to.inputs.find((one) => overlap(one, key));
        return input === undefined ? [] : [{ to, key, input }];
      }),
    );
}

/** The same graph without some of its stations. */
export function without(graph: Graph, leftOut: (station: Station) => boolean): Graph {
  return new Map(
    [...graph]
      .filter(([station]) => !leftOut(station))
      .map(([station, edges]) => [station, edges.filter(({ to }) => !leftOut(to))]),
  );
}

/** Stations that all reach each other, by groups; groups without a given app are not listed. */
export function circlesIn(graph: Graph): ReadonlySet<Station>[] {
  const reached = new Map([...graph.keys()].map((station) => [station, reachedFrom(station, graph)]));
  const reaches = (from: Station, to: Station) => reached.get(from)?.has(to) === true;
  const circles: Set<Station>[] = [];
  for (const station of graph.keys()) {
    if (station.app === undefined || !reaches(station, station)) continue;
    if (circles.some((circle) => circle.has(station))) continue;
    circles.push(
      new Set([...graph.keys()].filter((other) => reaches(station, other) && reaches(other, station))),
    );
  }
  return circles;
}

function reachedFrom(start: Station, graph: Graph): Set<Station> {
  const reached = new Set<Station>();
  const from = (station: Station) => {
    for (const { to } of graph.get(station) ?? []) reached.add(to);
  };
  from(start);
  for (const station of reached) from(station); // a set that grows is walked to its new end
  return reached;
}

/** A shortest way along edges, at least one. */
export function shortestWay(graph: Graph, start: Station, isEnd: (station: Station) => boolean): Edge[] {
  const seen = new Set<Station>();
  let ways: Edge[][] = (graph.get(start) ?? []).map((edge) => [edge]);
  while (ways.length > 0) {
    const longer: Edge[][] = [];
    for (const way of ways) {
      const { to } = way.at(-1) as Edge;
      if (isEnd(to)) return way;
      if (seen.has(to)) continue;
      seen.add(to);
      for (const edge of graph.get(to) ?? []) longer.push([...way, edge]);
    }
    ways = longer;
  }
  return [];
}
