import type { VNode } from 'preact';
import type { Fault, FaultOptions } from '../../control/faults/fault';
import { ask } from './api';
import { Problem, useAction, useRead } from './parts';

const effects: Readonly<Record<string, (number: string) => object>> = {
  status: (number) => ({ status: Number(number) }),
  delay: (number) => ({ delay: Number(number) }),
  'lost request': () => ({ drop: 'request' }),
  'lost answer': () => ({ drop: 'answer' }),
  'truncated body': () => ({ truncate: true }),
  'malformed JSON': () => ({ malformed: true }),
  'no Set-Cookie': () => ({ loseSetCookie: true }),
};

interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
}

export function Faults(): VNode {
  const { value, again } = useRead(() => ask<{ faults: Fault[] }>('GET', 'faults'));
  const { value: document } = useRead(() => ask<OpenApiDocument>('GET', 'openapi.json'), false);
  const operations = Object.values(document?.paths ?? {}).flatMap((path) => Object.values(path));
  const { problem, run } = useAction();
  const change = (method: string, path: string, body?: unknown) =>
    run(async () => {
      await ask(method, path, body);
      again();
    });
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => form.get(name) as string;
    const operation = text('operation');
    const times = text('times');
    void change('POST', 'faults', {
      ...effects[text('effect')]?.(text('number')),
      ...(operation !== '' && { operation }),
      times: times === 'every' ? times : Number(times),
    } satisfies object);
  };
  const faults = value?.faults ?? [];
  return (
    <section class="card">
      <h2>Faults</h2>
      <form class="fields" onSubmit={add}>
        <label>
          Effect
          <select name="effect">
            {Object.keys(effects).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          Status or milliseconds
          <input name="number" inputMode="numeric" pattern="\d+" defaultValue="503" required />
        </label>
        <label>
          Operation
          <select name="operation">
            <option value="">any</option>
            {operations.map(
              ({ operationId }) => operationId && <option key={operationId}>{operationId}</option>,
            )}
          </select>
        </label>
        <label>
          Times
          <input name="times" pattern="[1-9]\d*|every" title="A number, or every" defaultValue="1" required />
        </label>
        <button type="submit" class="primary">
          Add fault
        </button>
      </form>
      <Problem text={problem} />
      {faults.length === 0 ? (
        <p class="muted">No faults: every request is served.</p>
      ) : (
        <>
          <ul class="faults">
            {faults.map((fault) => (
              <li key={fault.id} class={fault.left === 0 ? 'used-up' : ''}>
                <span>
                  <strong>{effectOf(fault)}</strong> {scopeOf(fault)}
                </span>
                <span class="muted">
                  used {fault.used}, {fault.left === 'every' ? 'no end' : `${fault.left} left`}
                </span>
                <button
                  type="button"
                  class="quiet"
                  aria-label={`Remove ${fault.id}`}
                  onClick={() => change('DELETE', `faults/${fault.id}`)}
                >
                  Remove
                </button>
              </li>
            ))}
          </ul>
          <button type="button" onClick={() => change('DELETE', 'faults')}>
            Clear all faults
          </button>
        </>
      )}
    </section>
  );
}

function effectOf({ delay, status, drop, truncate, malformed, loseSetCookie }: FaultOptions): string {
  return [
    delay !== undefined && `delay ${delay} ms`,
    status !== undefined && `status ${status}`,
    drop !== undefined && `lost ${drop}`,
    truncate && 'truncated body',
    malformed && 'malformed JSON',
    loseSetCookie !== undefined && `no ${loseSetCookie === true ? 'Set-Cookie' : loseSetCookie}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function scopeOf({ operation, method, path }: FaultOptions): string {
  const scope = [operation, method, path].filter(Boolean).join(' ');
  return scope === '' ? 'for any request' : `for ${scope}`;
}
