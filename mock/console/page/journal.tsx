import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { JournalEntry } from '../../control/journal/entry';
import { ask, connection, entries, health, reload } from './api';
import { Badge, Copy, dateTime, Empty, Json, Problem, Search, Time, useAction } from './parts';
import { linkTo, route } from './route';
import { asCurl, asTest } from './snippets';
import { VirtualList } from './virtual';

interface Filter {
  readonly text: string;
  readonly method: string;
  readonly status: string;
}

export function JournalView(): VNode {
  const filter = useSignal<Filter>({ text: '', method: '', status: '' });
  const { problem, run } = useAction();
  const [, seq] = route.value;
  const set = (part: Partial<Filter>) => {
    filter.value = { ...filter.value, ...part };
  };
  const shown = entries.value.filter((entry) => matches(entry, filter.value)).reverse();
  const open = entries.value.find((entry) => String(entry.seq) === seq);
  return (
    <div class={seq === undefined ? 'panes' : 'panes has-detail'}>
      <section class="list-pane" aria-label="Journal">
        <div class="pane-head">
          <h1>
            Journal <span class="count">{entries.value.length.toLocaleString('en')}</span>
          </h1>
          <Search
            label="Search path, session or operation"
            value={filter.value.text}
            onInput={(text) => set({ text })}
          />
          <div class="filters">
            <Choice
              label="Method"
              value={filter.value.method}
              values={['GET', 'POST', 'PATCH', 'OPTIONS']}
              set={(method) => set({ method })}
            />
            <Choice
              label="Status"
              value={filter.value.status}
              values={['2xx', '4xx', '5xx', 'cut']}
              set={(status) => set({ status })}
            />
          </div>
          <div class="filters">
            <Wait filter={filter.value} />
            <button type="button" onClick={() => run(async () => ask('DELETE', 'journal').then(reload))}>
              Clear
            </button>
          </div>
          <Problem text={problem} />
        </div>
        {shown.length === 0 ? (
          <Empty title={connection.value === 'polling' ? 'The journal is off' : 'No requests'}>
            <p>
              {connection.value === 'polling'
                ? 'The emulator was started with --no-journal.'
                : 'Requests to the session operations appear here as they are answered.'}
            </p>
          </Empty>
        ) : (
          <VirtualList
            items={shown}
            label="Requests, newest first"
            rowHeight={52}
            keyOf={(entry) => entry.seq}
            row={(entry) => <Row entry={entry} isOpen={entry === open} />}
          />
        )}
      </section>
      <section class="detail-pane" aria-label="Exchange">
        {seq !== undefined && open !== undefined ? (
          <Exchange key={seq} entry={open} />
        ) : (
          <Empty title={seq === undefined ? 'Select a request' : 'This entry is gone'}>
            <p>
              <a class="back" href={linkTo('journal')}>
                All requests
              </a>
            </p>
          </Empty>
        )}
      </section>
    </div>
  );
}

function matches({ path, method, status, operation, session }: JournalEntry, filter: Filter): boolean {
  if (filter.method !== '' && method !== filter.method) return false;
  if (filter.status === 'cut' && status !== 0) return false;
  if (/xx$/.test(filter.status) && Math.floor(status / 100) !== Number(filter.status[0])) return false;
  return `${path} ${operation ?? ''} ${session?.id ?? ''}`
    .toLowerCase()
    .includes(filter.text.trim().toLowerCase());
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly set: (value: string) => void;
}

function Choice({ label, value, values, set }: ChoiceProps): VNode {
  return (
    <select aria-label={label} value={value} onChange={({ currentTarget }) => set(currentTarget.value)}>
      <option value="">{label}: any</option>
      {values.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
  );
}

/** Waits for the next request that the method and status match, and opens it. */
function Wait({ filter }: { filter: Filter }): VNode {
  const waiting = useSignal<AbortController | undefined>(undefined);
  const { problem, run } = useAction();
  const wait = async () => {
    const controller = new AbortController();
    waiting.value = controller;
    const query = new URLSearchParams({ since: String(entries.value.at(-1)?.seq ?? 0), timeout: '60000' });
    if (filter.method !== '') query.set('method', filter.method);
    if (filter.status !== '') query.set('status', filter.status === 'cut' ? '0' : filter.status);
    try {
      const { seq } = await ask<JournalEntry>('GET', `journal/await?${query}`, undefined, controller.signal);
      location.hash = linkTo('journal', seq);
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      waiting.value = undefined;
    }
  };
  return (
    <>
      {waiting.value === undefined ? (
        <button type="button" onClick={() => run(wait)}>
          Wait for the next
        </button>
      ) : (
        <button type="button" onClick={() => waiting.value?.abort()}>
          Waiting… Stop
        </button>
      )}
      <Problem text={problem.split('\n', 1)[0] ?? ''} />
    </>
  );
}

const classOf = (status: number) => (status === 0 ? 'cut' : `s${Math.floor(status / 100)}xx`);

function Row({
  entry: { seq, at, method, path, status, operation, milliseconds, fault },
  isOpen,
}: {
  entry: JournalEntry;
  isOpen: boolean;
}): VNode {
  return (
    <a class="row" href={linkTo('journal', seq)} aria-current={isOpen ? 'true' : undefined}>
      <span class="row-title mono">
        <span class="method">{method}</span> {path}
      </span>
      <span class="row-side">
        <Badge kind={classOf(status)}>{status === 0 ? 'cut' : status}</Badge>
      </span>
      <span class="row-sub">
        <Time iso={at} /> · {operation ?? 'not an operation'}
        {fault !== undefined && ` · fault ${fault}`}
      </span>
      <span class="row-side muted">{milliseconds.toFixed(1)} ms</span>
    </a>
  );
}

function Exchange({ entry }: { entry: JournalEntry }): VNode {
  const {
    method,
    path,
    status,
    at,
    operation,
    session,
    request,
    answer,
    ignored,
    conflicts,
    failure,
    fault,
    milliseconds,
  } = entry;
  const origin = new URL('..', document.baseURI).href.replace(/\/$/, '');
  return (
    <article class="detail">
      <a class="back" href={linkTo('journal')}>
        All requests
      </a>
      <header class="detail-head">
        <h2 class="mono wrap">
          {method} {path}
        </h2>
        <p class="facts">
          <Badge kind={classOf(status)}>{status === 0 ? 'connection cut' : status}</Badge>
          <span class="muted">
            {operation ?? 'not an operation'} · {dateTime(at)} · {milliseconds.toFixed(2)} ms
          </span>
        </p>
        {session !== undefined && (
          <p>
            Session{' '}
            <a class="mono" href={linkTo('sessions', session.id)}>
              {session.id}
            </a>
            {session.version !== undefined && (
              <span class="muted">
                {' '}
                {session.versionBefore === undefined ? 'created' : `version ${session.versionBefore} →`}{' '}
                {session.version}
              </span>
            )}
          </p>
        )}
        {fault !== undefined && <p class="problem">Injected fault: {fault}</p>}
        {failure !== undefined && <p class="problem">{failure}</p>}
        <div class="actions">
          <Copy label="Copy as curl" text={() => asCurl(entry, origin)} />
          <Copy label="Copy as test" text={() => asTest(entry, health.value?.account ?? 'acme')} />
        </div>
      </header>
      {ignored.length > 0 && (
        <section>
          <h3>Ignored</h3>
          <ul class="plain">
            {ignored.map(({ path: place, reason }) => (
              <li key={place}>
                <code>{place}</code>: {reason}
              </li>
            ))}
          </ul>
        </section>
      )}
      {conflicts.length > 0 && (
        <section>
          <h3>Conflicts</h3>
          <Json value={conflicts} label="Conflicts" />
        </section>
      )}
      <div class="two">
        <Message
          title="Request"
          parts={{
            query: request.query,
            headers: request.headers,
            body: request.body,
            'not shown': request.leftOut,
          }}
        />
        <Message
          title="Answer"
          parts={{
            headers: answer.headers,
            'Set-Cookie': answer.setCookie,
            body: answer.body,
            'not shown': answer.leftOut,
          }}
        />
      </div>
    </article>
  );
}

function Message({ title, parts }: { title: string; parts: Readonly<Record<string, unknown>> }): VNode {
  const given = Object.entries(parts).filter(
    ([, value]) =>
      value !== undefined && (typeof value !== 'object' || value === null || Object.keys(value).length > 0),
  );
  return (
    <section>
      <h3>{title}</h3>
      {given.length === 0 && <p class="muted">empty</p>}
      {given.map(([name, value]) => (
        <div key={name}>
          <h4>{name}</h4>
          {typeof value === 'string' ? <p>{value}</p> : <Json value={value} label={`${title}: ${name}`} />}
        </div>
      ))}
    </section>
  );
}
