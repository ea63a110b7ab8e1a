import { useComputed, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { ExplainedWrite, Explanation } from '../../control/explanation';
import { type CascadePicture, cascadePicture, type PlacedNode } from './cascade-graph';
import { Badge, Json, time, Value } from './parts';
import { linkTo } from './route';
import { counted } from './versions';

export function CascadeTab({
  explanation,
  part,
}: {
  explanation: Explanation;
  part: string | undefined;
}): VNode {
  const { writes, id } = explanation;
  const index = part === undefined ? writes.length - 1 : Number(part);
  const write = writes[index];
  if (write === undefined) return <p class="muted tab">This write is not recorded any more.</p>;
  return (
    <div class="tab">
      <label class="inline">
        Write
        <select
          value={index}
          onChange={({ currentTarget }) => {
            location.hash = linkTo('sessions', id, 'cascade', currentTarget.value);
          }}
        >
          {writes.map(({ version, outcome, operation, at }, place) => (
            <option key={place} value={place}>
              {`v${version} ${outcome} by ${operation} at ${time(at)}`}
            </option>
          ))}
        </select>
      </label>
      <WriteCascade key={`${index} ${write.at}`} write={write} />
    </div>
  );
}

function WriteCascade({ write }: { write: ExplainedWrite }): VNode {
  const picture = useComputed(() => cascadePicture(write));
  const chosen = useSignal<string | undefined>(undefined);
  const calls = write.rounds.reduce((sum, { calls: some }) => sum + some.length, 0);
  const slowest = Math.max(
    0,
    ...write.rounds.flatMap(({ calls: some }) => some.map(({ milliseconds }) => milliseconds)),
  );
  const node = picture.value.nodes.find(({ id }) => id === (chosen.value ?? failedApp(picture.value)));
  return (
    <>
      <p class="facts">
        <Badge kind={write.outcome}>{write.outcome}</Badge>
        <span>
          {counted(calls, 'call')} in {counted(write.rounds.length, 'round')},{' '}
          {counted(write.changes.length, 'key')} changed, slowest call {slowest.toFixed(slowest < 1 ? 2 : 0)}{' '}
          ms
        </span>
      </p>
      {write.refusal !== undefined && (
        <p class="problem">
          {write.refusal.status}: {write.refusal.message}
        </p>
      )}
      <Picture picture={picture.value} chosen={node?.id} choose={(id) => (chosen.value = id)} />
      <div class="node-detail" aria-live="polite">
        {node === undefined ? (
          <p class="muted">Point at a box, or move to it with the Tab key, to see input and output.</p>
        ) : (
          <NodeDetail node={node} write={write} />
        )}
      </div>
    </>
  );
}

function failedApp({ nodes }: CascadePicture): string | undefined {
  return nodes.find((node) => node.kind === 'app' && node.call.failure !== undefined)?.id;
}

interface PictureProps {
  readonly picture: CascadePicture;
  readonly chosen: string | undefined;
  readonly choose: (id: string) => void;
}

function Picture({ picture: { nodes, edges, columns, width, height }, chosen, choose }: PictureProps): VNode {
  const isNear = (id: string) => chosen !== undefined && id.split(' > ').includes(chosen);
  return (
    <div class="picture">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn in SVG */}
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label="Cascade of the write"
      >
        {columns.map(({ label, x, width: columnWidth }) => (
          <text key={label} class="column" x={x + columnWidth / 2} y={20}>
            {label}
          </text>
        ))}
        {edges.map(({ id, points }) => (
          <path key={id} class={isNear(id) ? 'edge near' : 'edge'} d={curve(points)} />
        ))}
        {nodes.map((node) => (
          // biome-ignore lint/a11y/useSemanticElements: a button cannot be drawn in SVG
          <g
            key={node.id}
            class={`node ${node.kind} ${stateOf(node)} ${node.id === chosen ? 'chosen' : ''}`}
            transform={`translate(${node.x - node.width / 2} ${node.y - node.height / 2})`}
            role="button"
            tabIndex={0}
            aria-label={labelOf(node)}
            aria-pressed={node.id === chosen}
            onMouseEnter={() => choose(node.id)}
            onFocus={() => choose(node.id)}
            onClick={() => choose(node.id)}
            onKeyDown={({ key }) => key === 'Enter' && choose(node.id)}
          >
            <rect width={node.width} height={node.height} rx={node.kind === 'key' ? 13 : 8} />
            <NodeText node={node} />
          </g>
        ))}
      </svg>
    </div>
  );
}

function curve(points: readonly { x: number; y: number }[]): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return '';
  if (points.length <= 3) {
    const middle = (first.x + last.x) / 2;
    return `M${first.x} ${first.y}C${middle} ${first.y} ${middle} ${last.y} ${last.x} ${last.y}`;
  }
  return points.slice(1).reduce((path, point, index) => {
    const before = points[index] as { x: number; y: number };
    const middle = (before.x + point.x) / 2;
    return `${path}C${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`;
  }, `M${first.x} ${first.y}`);
}

function stateOf(node: PlacedNode): string {
  if (node.kind === 'app') return node.call.failure === undefined ? '' : 'failed';
  return node.kind === 'key' && node.isConflict ? 'conflict' : '';
}

function labelOf(node: PlacedNode): string {
  if (node.kind === 'caller') return 'Caller: the request';
  if (node.kind === 'key') return `Key ${node.key}${node.isConflict ? ', in conflict' : ''}`;
  const { app, failure, milliseconds } = node.call;
  return `App ${app}, ${failure === undefined ? `${milliseconds.toFixed(2)} milliseconds` : 'failed'}`;
}

function NodeText({ node }: { node: PlacedNode }): VNode {
  const middle = node.width / 2;
  if (node.kind === 'key') {
    return (
      <text x={middle} y={17}>
        {short(node.key)}
      </text>
    );
  }
  const [title, sub] =
    node.kind === 'caller'
      ? ['Request', 'the caller']
      : [
          node.call.app,
          node.call.failure === undefined ? `${node.call.milliseconds.toFixed(2)} ms` : 'failed',
        ];
  return (
    <>
      <text class="title" x={middle} y={20}>
        {short(title)}
      </text>
      <text class="sub" x={middle} y={36}>
        {sub}
      </text>
    </>
  );
}

const short = (text: string) => (text.length > 30 ? `${text.slice(0, 29)}…` : text);

function NodeDetail({ node, write }: { node: PlacedNode; write: ExplainedWrite }): VNode {
  if (node.kind === 'caller') {
    return (
      <>
        <h3>The request wrote</h3>
        <ul class="plain">
          {write.sent.map(({ key, by, value }) => (
            <li key={`${by} ${key}`}>
              <code>{key}</code> = <Value value={value} /> <Badge kind={by}>{by}</Badge>
            </li>
          ))}
          {write.sent.length === 0 && <li class="muted">nothing</li>}
          {write.ignored.map(({ path, reason }) => (
            <li key={path}>
              <code>{path}</code> was ignored: {reason}
            </li>
          ))}
        </ul>
      </>
    );
  }
  if (node.kind === 'key') {
    const round = write.rounds.find((one) => one.round === node.round);
    const conflict = round?.conflicts.find(({ key }) => key === node.key);
    const change = write.changes.find(({ key }) => key === node.key);
    return (
      <>
        <h3 class="mono">{node.key}</h3>
        {conflict !== undefined && (
          <p class="problem">
            In conflict:{' '}
            {conflict.values.map(({ app, value }) => `${app} gave ${JSON.stringify(value)}`).join(', ')}.{' '}
            {conflict.winner} won
            {conflict.winner === conflict.declaredWinner ? ', as the last in declared order' : ''}.
          </p>
        )}
        {change === undefined ? (
          <p class="muted">At the end of the write its value was the same as before.</p>
        ) : (
          <p>
            <Value value={change.before} /> became <Value value={change.after} />
          </p>
        )}
      </>
    );
  }
  const { app, inputs, outputs, failure, milliseconds, undeclared } = node.call;
  return (
    <>
      <h3>
        {app} <span class="muted">{milliseconds.toFixed(2)} ms</span>
      </h3>
      {failure !== undefined && <p class="problem">Failed: {failure}</p>}
      {undeclared.length > 0 && (
        <p class="problem">Not declared as output, so ignored: {undeclared.join(', ')}</p>
      )}
      <div class="two">
        <div>
          <h4>Input</h4>
          <Json value={inputs} label={`Input of ${app}`} />
        </div>
        <div>
          <h4>Output</h4>
          {outputs === undefined ? (
            <p class="muted">none</p>
          ) : (
            <Json value={outputs} label={`Output of ${app}`} />
          )}
        </div>
      </div>
    </>
  );
}
