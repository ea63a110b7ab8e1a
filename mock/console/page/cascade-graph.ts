/** One write as a graph: the caller, the apps of each round and the keys that changed, in the order they ran. */
import { Graph, layout } from '@dagrejs/dagre';
import type { ExplainedCall, ExplainedRound, ExplainedWrite } from '../../control/explanation';

export type CascadeNode = { readonly id: string; readonly width: number; readonly height: number } & (
  | { readonly kind: 'caller' }
  | { readonly kind: 'app'; readonly round: number; readonly call: ExplainedCall }
  | {
      readonly kind: 'key';
      readonly key: string;
      readonly isConflict: boolean;
      readonly round: number | 'caller';
    }
);

export type PlacedNode = CascadeNode & { readonly x: number; readonly y: number };

export interface CascadePicture {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly { readonly id: string; readonly points: readonly { x: number; y: number }[] }[];
  readonly columns: readonly { readonly label: string; readonly x: number; readonly width: number }[];
  readonly width: number;
  readonly height: number;
}

const rowHeight = 30;
const headRoom = 34;

export function cascadePicture(write: ExplainedWrite): CascadePicture {
  const nodes: CascadeNode[] = [{ kind: 'caller', id: 'caller', width: 96, height: 46 }];
  const edges: { from: string; to: string }[] = [];
  const keyNode = (round: number | 'caller', key: string, isConflict: boolean) => {
    const id = `key ${round} ${key}`;
    if (nodes.some((node) => node.id === id)) return id;
    nodes.push({ kind: 'key', id, key, isConflict, round, width: widthOf(key), height: rowHeight - 4 });
    return id;
  };

  /** The nodes of the keys that the next round sees as changed. */
  let pending = new Map<string, string>();
  const changedByCaller = write.sent.map(({ key }) => key).filter((key) => isChange(key, write));
  const addCaller = () => {
    for (const key of changedByCaller) {
      const id = keyNode('caller', key, false);
      edges.push({ from: 'caller', to: id });
      pending.set(key, id);
    }
  };
  if (write.rounds[0]?.call !== 'create') addCaller();
  for (const round of write.rounds) {
    const next = new Map<string, string>();
    for (const call of round.calls) {
      const id = `app ${round.round} ${call.app}`;
      nodes.push({ kind: 'app', id, round: round.round, call, width: widthOf(call.app) + 12, height: 46 });
      const read = Object.keys(call.inputs).filter((key) => pending.has(key));
      for (const key of read) edges.push({ from: pending.get(key) as string, to: id });
      // Without a changed input that is still set it was called because one was removed, or at creation.
      if (read.length === 0) edges.push({ from: [...pending.values()][0] ?? 'caller', to: id });
      for (const key of writtenBy(call, round)) {
        const isConflict = round.conflicts.some((conflict) => conflict.key === key);
        const target = keyNode(round.round, key, isConflict);
        edges.push({ from: id, to: target });
        next.set(key, target);
      }
    }
    pending = next;
    if (round.call === 'create') addCaller();
  }
  return placed(nodes, edges);
}

/** Changed in this round, or in conflict with another app. */
function writtenBy(
  { outputs = {} }: ExplainedCall,
  { changed, conflicts }: ExplainedRound,
): readonly string[] {
  return Object.keys(outputs).filter(
    (key) => changed.includes(key) || conflicts.some((conflict) => conflict.key === key),
  );
}

function isChange(key: string, { changes, rounds }: ExplainedWrite): boolean {
  const isRead = rounds.some(({ calls }) => calls.some(({ inputs }) => key in inputs));
  return changes.some((change) => change.key === key) || isRead;
}

const widthOf = (text: string) => Math.min(232, 22 + text.length * 7);

function placed(
  nodes: readonly CascadeNode[],
  edges: readonly { from: string; to: string }[],
): CascadePicture {
  const graph = new Graph({ directed: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 8, ranksep: 30, edgesep: 4, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  const hasCreation = nodes.some((node) => node.kind === 'app' && node.round === 0);
  for (const { from, to } of edges) {
    const isBesideCreation = hasCreation && from === 'caller' && to.startsWith('key');
    graph.setEdge(from, to, { minlen: isBesideCreation ? 2 : 1 });
  }
  layout(graph);
  const at = (id: string) => graph.node(id) as { x: number; y: number };
  const shown = nodes.map((node) => ({ ...node, x: at(node.id).x, y: at(node.id).y + headRoom }));
  const byId = new Map(shown.map((node) => [node.id, node]));
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const columns = new Map<string, { left: number; right: number }>();
  for (const node of shown) {
    const label =
      node.kind === 'app' ? (node.round === 0 ? 'Create call' : `Round ${node.round}`) : undefined;
    if (label === undefined) continue;
    const known = columns.get(label) ?? { left: Number.POSITIVE_INFINITY, right: 0 };
    columns.set(label, {
      left: Math.min(known.left, node.x - node.width / 2),
      right: Math.max(known.right, node.x + node.width / 2),
    });
  }
  return {
    nodes: shown,
    edges: edges.map(({ from, to }) => {
      const [source, target] = [byId.get(from), byId.get(to)] as [PlacedNode, PlacedNode];
      const { points } = graph.edge(from, to) as { points: { x: number; y: number }[] };
      return {
        id: `${from} > ${to}`,
        points: [
          { x: source.x + source.width / 2, y: source.y },
          ...points.slice(1, -1).map(({ x, y }) => ({ x, y: y + headRoom })),
          { x: target.x - target.width / 2, y: target.y },
        ],
      };
    }),
    columns: [...columns].map(([label, { left, right }]) => ({ label, x: left, width: right - left })),
    width,
    height: height + headRoom,
  };
}
