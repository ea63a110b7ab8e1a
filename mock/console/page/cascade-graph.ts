/** One write as a graph: the caller, and a column of apps per round, each with the keys that it changed. */
import { Graph, layout } from '@dagrejs/dagre';
import type { ExplainedCall, ExplainedRound, ExplainedWrite } from '../../control/explanation/explanation';

interface KeyLine {
  readonly key: string;
  readonly state: '' | 'won' | 'lost';
}

export type CascadeBox = { readonly id: string; readonly keys: readonly KeyLine[] } & (
  | { readonly kind: 'caller' }
  | { readonly kind: 'app'; readonly round: number; readonly call: ExplainedCall }
);

/** By its left upper corner. */
export type PlacedBox = CascadeBox & { readonly x: number; readonly y: number; readonly height: number };

type Point = { readonly x: number; readonly y: number };

interface Edge {
  readonly from: string;
  readonly to: string;
  /** That was changed, and read. */
  readonly key: string | undefined;
}

export interface CascadePicture {
  readonly boxes: readonly PlacedBox[];
  readonly edges: readonly (Edge & { readonly points: readonly Point[] })[];
  readonly columns: readonly { readonly label: string; readonly x: number }[];
  readonly boxWidth: number;
  readonly width: number;
  readonly height: number;
}

export const headHeight = 44;
export const lineHeight = 17;
const top = 30;
const margin = 14;

export function cascadePicture(write: ExplainedWrite): CascadePicture {
  const { boxes, edges } = graphOf(write);
  const boxWidth = widthOf(boxes);
  const heightOf = ({ keys }: CascadeBox) =>
    headHeight + (keys.length === 0 ? 0 : keys.length * lineHeight + 9);
  const graph = new Graph({ directed: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 46, edgesep: 8, marginx: margin, marginy: margin });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const box of boxes) graph.setNode(box.id, { width: boxWidth, height: heightOf(box) });
  const hasCreation = boxes.some((box) => box.kind === 'app' && box.round === 0);
  for (const { from, to } of edges) {
    // What the caller sends is written after the create call.
    const isBesideCreation = hasCreation && from === 'caller' && !to.startsWith('app 0 ');
    graph.setEdge(from, to, { minlen: isBesideCreation ? 2 : 1 });
  }
  layout(graph);
  const placed = boxes.map((box) => {
    const { x, y } = graph.node(box.id) as Point;
    const height = heightOf(box);
    return { ...box, height, x: x - boxWidth / 2, y: y - height / 2 + top };
  });
  const boxOf = new Map(placed.map((box) => [box.id, box]));
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const columns = new Map(
    placed.map((box) => [
      box.kind === 'caller' ? 'Caller' : box.round === 0 ? 'Create call' : `Round ${box.round}`,
      box.x + boxWidth / 2,
    ]),
  );
  return {
    boxes: placed,
    edges: edges.map((edge) => {
      const [source, target] = [boxOf.get(edge.from), boxOf.get(edge.to)] as [PlacedBox, PlacedBox];
      const { points } = graph.edge(edge.from, edge.to) as { points: Point[] };
      const line = source.keys.findIndex(({ key }) => key === edge.key);
      return {
        ...edge,
        points: [
          { x: source.x + boxWidth, y: source.y + (line < 0 ? headHeight / 2 : lineY(line)) },
          ...points.slice(1, -1).flatMap(({ x, y }) => (points.length > 3 ? [{ x, y: y + top }] : [])),
          { x: target.x, y: target.y + headHeight / 2 },
        ],
      };
    }),
    columns: Array.from(columns, ([label, x]) => ({ label, x })),
    boxWidth,
    width,
    height: height + top,
  };
}

/** The middle of a key's line, below the upper side of its box. */
export function lineY(index: number): number {
  return headHeight + 3 + (index + 0.5) * lineHeight;
}

function graphOf(write: ExplainedWrite): { boxes: readonly CascadeBox[]; edges: readonly Edge[] } {
  const callerKeys = write.sent.map(({ key }) => key).filter((key) => isChange(key, write));
  const boxes: CascadeBox[] = [
    { kind: 'caller', id: 'caller', keys: [...new Set(callerKeys)].map((key) => ({ key, state: '' })) },
  ];
  const edges: Edge[] = [];
  const fromCaller = callerKeys.map((key) => [key, 'caller'] as const);
  const isCreation = write.rounds[0]?.call === 'create';
  /** Which box changed what the next round reads. */
  let pending = new Map<string, string>(isCreation ? [] : fromCaller);
  for (const round of write.rounds) {
    const next = new Map<string, string>(round.call === 'create' ? fromCaller : []);
    for (const call of round.calls) {
      const id = `app ${round.round} ${call.app}`;
      const keys = writtenBy(call, round);
      boxes.push({ kind: 'app', id, round: round.round, call, keys });
      const read = Object.keys(call.inputs).filter((key) => pending.has(key));
      for (const key of read) edges.push({ from: pending.get(key) as string, to: id, key });
      // Without a changed input that is still set it was called because one was removed, or at creation.
      if (read.length === 0)
        edges.push({ from: [...pending.values()][0] ?? 'caller', to: id, key: undefined });
      for (const { key, state } of keys) if (state !== 'lost') next.set(key, id);
    }
    pending = next;
  }
  return { boxes, edges };
}

/** Changed in this round, or in conflict with another app. */
function writtenBy(
  { app, outputs = {} }: ExplainedCall,
  { changed, conflicts }: ExplainedRound,
): readonly KeyLine[] {
  return Object.keys(outputs).flatMap((key) => {
    const conflict = conflicts.find((one) => one.key === key);
    if (conflict !== undefined) return { key, state: conflict.winner === app ? 'won' : 'lost' } as const;
    return changed.includes(key) ? { key, state: '' as const } : [];
  });
}

function isChange(key: string, { changes, rounds }: ExplainedWrite): boolean {
  const isRead = rounds.some(({ calls }) => calls.some(({ inputs }) => key in inputs));
  return changes.some((change) => change.key === key) || isRead;
}

/** One width for all, so that rounds are columns. */
function widthOf(boxes: readonly CascadeBox[]): number {
  const widths = boxes.flatMap((box) => [
    (box.kind === 'app' ? box.call.app.length : 8) * 7.6,
    ...box.keys.map(({ key }) => key.length * 6.7),
  ]);
  return Math.round(Math.min(190, 24 + Math.max(...widths)));
}
