import { useComputed, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { ExplainedCall, ExplainedWrite, Explanation } from '../../control/explanation/explanation';
import { type CascadePicture, cascadePicture, headHeight, lineY, type PlacedBox } from './cascade-graph';
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
  if (write === undefined) return <p class="muted tab">This write is no longer recorded.</p>;
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
  const box = picture.value.boxes.find(({ id }) => id === (chosen.value ?? failedApp(picture.value)));
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
      <Picture picture={picture.value} chosen={box?.id} choose={(id) => (chosen.value = id)} />
      <div class="box-detail" aria-live="polite">
        {box === undefined ? (
          <p class="muted">Point at a box, or move to it with the Tab key, to see input and output.</p>
        ) : (
          <BoxDetail box={box} write={write} />
        )}
      </div>
    </>
  );
}

function failedApp({ boxes }: CascadePicture): string | undefined {
  return boxes.find((box) => box.kind === 'app' && box.call.failure !== undefined)?.id;
}

interface PictureProps {
  readonly picture: CascadePicture;
  readonly chosen: string | undefined;
  readonly choose: (id: string) => void;
}

function Picture({ picture, chosen, choose }: PictureProps): VNode {
  const { boxes, edges, columns, boxWidth, width, height } = picture;
  return (
    <div class="picture">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn in SVG */}
      <svg
        style={{ maxWidth: `${width}px`, minWidth: `${width * 0.85}px` }}
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label="Cascade of the write"
      >
        {columns.map(({ label, x }) => (
          <text key={label} class="column" x={x} y={24}>
            {label}
          </text>
        ))}
        {edges.map(({ from, to, key, points }) => (
          <path
            key={`${from} > ${to} ${key}`}
            class={from === chosen || to === chosen ? 'edge near' : 'edge'}
            d={curve(points)}
          />
        ))}
        {boxes.map((box) => (
          // biome-ignore lint/a11y/useSemanticElements: a button cannot be drawn in SVG
          <g
            key={box.id}
            class={`box ${box.kind} ${hasFailed(box) ? 'failed' : ''} ${box.id === chosen ? 'chosen' : ''}`}
            transform={`translate(${box.x} ${box.y})`}
            role="button"
            tabIndex={0}
            aria-description={descriptionOf(box)}
            aria-pressed={box.id === chosen}
            onMouseEnter={() => choose(box.id)}
            onFocus={() => choose(box.id)}
            onClick={() => choose(box.id)}
            onKeyDown={({ key }) => (key === 'Enter' || key === ' ') && choose(box.id)}
          >
            <rect width={boxWidth} height={box.height} rx={8} />
            <BoxText box={box} width={boxWidth} />
          </g>
        ))}
      </svg>
    </div>
  );
}

function curve(points: readonly { x: number; y: number }[]): string {
  return points.reduce((path, point, index) => {
    const before = points[index - 1];
    if (before === undefined) return `M${point.x} ${point.y}`;
    const middle = (before.x + point.x) / 2;
    return `${path}C${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`;
  }, '');
}

function hasFailed(box: PlacedBox): boolean {
  return box.kind === 'app' && box.call.failure !== undefined;
}

function took({ failure, milliseconds }: ExplainedCall): string {
  return failure === undefined ? `${milliseconds.toFixed(2)} ms` : 'failed';
}

/** What the picture says by place and by strokes. */
function descriptionOf(box: PlacedBox): string {
  const conflicts = box.keys.flatMap(({ key, state }) => (state === '' ? [] : `${key} ${state} a conflict`));
  return [box.kind === 'caller' ? 'Caller' : `Round ${box.round}`, ...conflicts].join(', ');
}

function BoxText({ box, width }: { box: PlacedBox; width: number }): VNode {
  const short = (text: string, glyph: number) => {
    const most = Math.floor((width - 20) / glyph);
    if (text.length <= most) return text;
    const key = text.slice(text.indexOf('.')); // the namespace is shortened first, since its keys share it
    const kept = Math.max(4, most - 1 - key.length);
    return `${text.slice(0, kept)}…${key}`.slice(0, most);
  };
  return (
    <>
      <text class="title" x={12} y={19}>
        {box.kind === 'caller' ? 'Request' : short(box.call.app, 7.6)}{' '}
      </text>
      <text class="sub" x={12} y={35}>
        {box.kind === 'caller' ? 'what it sent' : took(box.call)}{' '}
      </text>
      {box.keys.length > 0 && <path class="rule" d={`M0 ${headHeight}H${width}`} />}
      {box.keys.map(({ key, state }, index) => (
        <text key={key} class={`line ${state}`} x={12} y={lineY(index) + 4}>
          {short(key, 6.7)}{' '}
        </text>
      ))}
    </>
  );
}

function BoxDetail({ box, write }: { box: PlacedBox; write: ExplainedWrite }): VNode {
  if (box.kind === 'caller') return <CallerDetail write={write} />;
  const { app, inputs, outputs, failure, undeclared } = box.call;
  const round = write.rounds.find((one) => one.round === box.round);
  return (
    <>
      <h3>
        {app}{' '}
        <span class="muted">
          round {box.round}, {took(box.call)}
        </span>
      </h3>
      {failure !== undefined && <p class="problem">Failed: {failure}</p>}
      {undeclared.length > 0 && (
        <p class="problem">Not declared as output, so ignored: {undeclared.join(', ')}</p>
      )}
      {round?.conflicts
        .filter(({ key }) => box.keys.some((line) => line.key === key))
        .map(({ key, values, winner, declaredWinner }) => (
          <p key={key} class="warning">
            <code>{key}</code> is in conflict:{' '}
            {values.map(({ app: by, value }) => `${by} gave ${JSON.stringify(value)}`).join(', ')}. {winner}{' '}
            won{winner === declaredWinner ? ', as the last in declared order' : ''}.
          </p>
        ))}
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

function CallerDetail({ write: { sent, ignored } }: { write: ExplainedWrite }): VNode {
  return (
    <>
      <h3>The request wrote</h3>
      <ul class="plain">
        {sent.map(({ key, by, value }) => (
          <li key={`${by} ${key}`}>
            <code>{key}</code> = <Value value={value} /> <Badge kind={by}>{by}</Badge>
          </li>
        ))}
        {sent.length === 0 && <li class="muted">nothing</li>}
        {ignored.map(({ path, reason }) => (
          <li key={path}>
            <code>{path}</code> was ignored: {reason}
          </li>
        ))}
      </ul>
    </>
  );
}
