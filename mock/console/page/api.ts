/** Requests to the control plane, and what the page knows from them. Paths are relative to the page, `/_mock/`. */
import { signal } from '@preact/signals';
import { createParser } from 'eventsource-parser';
import type { ClockState } from '../../control/clock';
import type { Health } from '../../control/health';
import type { JournalEntry } from '../../control/journal/entry';
import type { SessionList } from '../../control/sessions';

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const tokenKey = 'vtex-session-mock.control-token';
/** Of `--control-token`; asked for when a request without it is refused. Kept for this tab only. */
let token = sessionStorage.getItem(tokenKey) ?? undefined;
/** Why the emulator wants a token; undefined as long as it wants none. */
export const refusal = signal<string | undefined>(undefined);

export function useToken(given: string): void {
  token = given;
  sessionStorage.setItem(tokenKey, given);
  refusal.value = undefined; // and `follow` goes on
}

export async function send(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Response> {
  const used = token;
  const response = await fetch(path, {
    method,
    headers: {
      ...(used !== undefined && { Authorization: `Bearer ${used}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal !== undefined && { signal }),
  });
  if (response.ok) return response;
  const { code = '', message = response.statusText } = await response.json().catch(() => ({}));
  if (code === 'CONTROL_FORBIDDEN' && used === token) {
    token = undefined;
    sessionStorage.removeItem(tokenKey);
    refusal.value = message;
  }
  throw new ApiError(response.status, code, message);
}

export async function ask<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  return (await send(method, path, body, signal)).json();
}

export const health = signal<Health | undefined>(undefined);
export const clock = signal<ClockState | undefined>(undefined);
export const sessions = signal<SessionList>({ count: 0, sessions: [] });
/** Newest last. */
export const entries = signal<readonly JournalEntry[]>([]);
/** `polling`: there is no journal, so changes are looked for every two seconds. */
export const connection = signal<'connecting' | 'live' | 'polling'>('connecting');
/** Counts up with every change of the emulator: what a view read before may be old. */
export const changes = signal(0);

const mostEntries = 1000;
let last = 0;

export async function reload(): Promise<void> {
  const [newHealth, newClock] = await Promise.all([
    ask<Health>('GET', 'health'),
    ask<ClockState>('GET', 'clock'),
  ]);
  health.value = newHealth;
  clock.value = newClock;
  await reloadSessions();
  try {
    const journal = await ask<{ last: number; entries: JournalEntry[] }>(
      'GET',
      `journal?limit=${mostEntries}`,
    );
    entries.value = journal.entries;
    last = journal.last;
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'JOURNAL_OFF')) throw error;
    connection.value = 'polling';
  }
}

async function reloadSessions(): Promise<void> {
  sessions.value = await ask<SessionList>('GET', 'sessions?limit=10000');
  changes.value++;
}

let waiting = false;
let duration = 0;

/** Reads the list again soon; a long list is read less often. */
export function sessionsChanged(): void {
  if (waiting) return;
  waiting = true;
  setTimeout(
    async () => {
      waiting = false;
      const start = performance.now();
      await reloadSessions().catch(() => undefined);
      duration = performance.now() - start;
    },
    120 + 4 * duration,
  );
}

/** Follows the emulator until the page is closed. */
export async function follow(): Promise<never> {
  void lookForOthers();
  for (;;) {
    while (refusal.value !== undefined) await pause(100);
    try {
      await reload();
      if (connection.value === 'polling') await pause(2000);
      else await listen();
    } catch {
      // the emulator is gone, or wants a token
    }
    if (connection.value === 'live') connection.value = 'connecting';
    await pause(700);
  }
}

/** Sessions made by the control plane are in no journal. */
async function lookForOthers(): Promise<never> {
  for (;;) {
    await pause(2500);
    if (connection.value !== 'live' || document.hidden) continue;
    const now = await ask<Health>('GET', 'health').catch(() => undefined);
    if (now !== undefined && now.sessions !== sessions.value.count) sessionsChanged();
  }
}

async function listen(): Promise<void> {
  const { body } = await send('GET', `events?since=${last}`);
  if (body === null) return;
  connection.value = 'live';
  const parser = createParser({
    onEvent({ event, data }) {
      if (event === 'request') added(JSON.parse(data));
      if (event === 'clock') clock.value = JSON.parse(data);
      if (event === 'reset') void reload().catch(() => undefined);
      sessionsChanged();
    },
  });
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parser.feed(value);
  }
}

function added(entry: JournalEntry): void {
  last = entry.seq;
  entries.value = [...entries.value.slice(1 - mostEntries), entry];
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
