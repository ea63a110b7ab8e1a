/** What the views share. Values of visitors are text nodes, never markup. */
import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import type { ComponentChildren, VNode } from 'preact';
import type { CookieBytes } from '../../control/sessions';
import { changes } from './api';

/** A value read from the control plane, read again when the emulator has changed. */
export function useRead<T>(
  read: () => Promise<T>,
  live = true,
): { value: T | undefined; error: string; again: () => void } {
  const value = useSignal<T | undefined>(undefined);
  const error = useSignal('');
  const asked = useSignal(0);
  useSignalEffect(() => {
    asked.value;
    if (live) changes.value;
    let isCurrent = true;
    read().then(
      (answer) => {
        if (!isCurrent) return;
        value.value = answer;
        error.value = '';
      },
      ({ message }: Error) => {
        if (isCurrent) error.value = message;
      },
    );
    return () => {
      isCurrent = false;
    };
  });
  return {
    value: value.value,
    error: error.value,
    again: () => {
      asked.value++;
    },
  };
}

/** Runs an action and keeps the message of its failure. */
export function useAction(): { problem: string; run: (action: () => Promise<unknown>) => Promise<void> } {
  const problem = useSignal('');
  return {
    problem: problem.value,
    async run(action) {
      try {
        problem.value = '';
        await action();
      } catch (error) {
        problem.value = (error as Error).message;
      }
    },
  };
}

export function Problem({ text }: { text: string }): VNode | null {
  return text === '' ? null : (
    <p class="problem" role="alert">
      {text}
    </p>
  );
}

export function Badge({ kind, children }: { kind: string; children: ComponentChildren }): VNode {
  return <span class={`badge ${kind.replace(/\W/g, '-')}`}>{children}</span>;
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }): VNode {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** A JSON value: text as it is, everything else as JSON. */
export function Value({ value }: { value: unknown }): VNode {
  if (value === undefined) return <span class="muted">absent</span>;
  if (value === '') return <span class="muted">empty text</span>;
  if (typeof value === 'string') return <span class="value">{value}</span>;
  return <code class="value">{JSON.stringify(value)}</code>;
}

export function Json({ value, label }: { value: unknown; label: string }): VNode {
  return <Code text={JSON.stringify(value, undefined, 2)} label={label} />;
}

function Code({ text, label }: { text: string; label: string }): VNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section class="json" tabIndex={0} aria-label={label}>
      {text}
    </section>
  );
}

/** Copies a text, and shows it: without https other hosts than this machine may not use the clipboard. */
export function Copy({ label, text }: { label: string; text: () => string }): VNode {
  const shown = useSignal('');
  const caption = useComputed(() => (shown.value === '' ? label : 'Copied'));
  const copy = async () => {
    shown.value = text();
    await navigator.clipboard?.writeText(shown.value).catch(() => undefined);
  };
  return (
    <>
      <button type="button" onClick={copy}>
        {caption}
      </button>
      {shown.value !== '' && (
        <div class="copied">
          <Code text={shown.value} label={`Text of: ${label}`} />
          <button
            type="button"
            class="quiet"
            onClick={() => {
              shown.value = '';
            }}
          >
            Hide
          </button>
        </div>
      )}
    </>
  );
}

const cookieLimit = 4096;

export function Meter({ name, bytes }: { name: string; bytes: number }): VNode {
  const share = Math.min(1, bytes / cookieLimit);
  const level = share >= 1 ? 'full' : share > 0.75 ? 'high' : 'fine';
  return (
    <div class={`meter ${level}`}>
      <span class="meter-name">{name}</span>
      <div class="meter-bar" aria-hidden="true">
        <div style={{ width: `${share * 100}%` }} />
      </div>
      <span class="meter-figure">
        {bytes.toLocaleString('en')} <span class="muted">/ 4,096 bytes</span>
      </span>
      {level === 'full' && <span class="problem">Browsers refuse this cookie.</span>}
    </div>
  );
}

/** Both cookies, and what fills the segment. */
export function Sizes({
  bytes,
  segment,
}: {
  bytes: CookieBytes;
  segment: Readonly<Record<string, unknown>>;
}): VNode {
  const shares = Object.entries(segment)
    .map(([key, value]) => ({
      key,
      bytes: new TextEncoder().encode(JSON.stringify({ [key]: value })).length - 1,
    }))
    .sort((one, other) => other.bytes - one.bytes);
  const all = shares.reduce((sum, { bytes: part }) => sum + part, 0);
  return (
    <div class="sizes">
      <Meter name="vtex_session" bytes={bytes.vtex_session} />
      <Meter name="vtex_segment" bytes={bytes.vtex_segment} />
      <details>
        <summary>What fills the segment</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Key</th>
              <th scope="col" class="number">
                Bytes of JSON
              </th>
              <th scope="col" class="number">
                Share
              </th>
            </tr>
          </thead>
          <tbody>
            {shares.map(({ key, bytes: part }) => (
              <tr key={key}>
                <th scope="row">{key}</th>
                <td class="number">{part}</td>
                <td class="number">{Math.round((part / all) * 100)} %</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}

export function time(iso: string): string {
  return iso.slice(11, 19);
}

export function dateTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

export function Time({ iso }: { iso: string }): VNode {
  return (
    <time dateTime={iso} title={dateTime(iso)}>
      {time(iso)}
    </time>
  );
}

export function Search({
  label,
  value,
  onInput,
}: {
  label: string;
  value: string;
  onInput: (text: string) => void;
}): VNode {
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      value={value}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
    />
  );
}
