import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { ExplainedKey, ExplainedWrite, Explanation } from '../../control/explanation/explanation';
import type { StoredSession } from '../../control/sessions';
import { ask } from './api';
import { CascadeTab } from './cascade';
import { Badge, dateTime, Empty, Search, Sizes, Time, useRead, Value } from './parts';
import { linkTo, route } from './route';
import { VersionsTab } from './versions';

const tabs = { keys: 'Keys', versions: 'Versions', cascade: 'Cascade' } as const;

export function SessionPage({ id }: { id: string }): VNode {
  const { value, error } = useRead(async () => {
    const [session, explanation] = await Promise.all([
      ask<StoredSession>('GET', `sessions/${encodeURIComponent(id)}`),
      ask<Explanation>('GET', `sessions/${encodeURIComponent(id)}/explain`),
    ]);
    return { session, explanation };
  });
  if (error !== '') {
    return (
      <Empty title="This session is gone">
        <p>{error}</p>
        <p>
          <a href={linkTo('sessions')}>All sessions</a>
        </p>
      </Empty>
    );
  }
  if (value === undefined) return <p class="muted pad">Reading…</p>;
  const { session, explanation } = value;
  const [, , tab = 'keys', part] = route.value;
  return (
    <article class="detail">
      <a class="back" href={linkTo('sessions')}>
        All sessions
      </a>
      <header class="detail-head">
        <h2>{session.email === undefined ? 'Anonymous visitor' : String(session.email)}</h2>
        <p class="facts">
          <span class="mono muted wrap">{id}</span>
          <Badge kind="plain">Version {session.version}</Badge>
          <span class="muted">expires {dateTime(session.expiresAt)}</span>
        </p>
      </header>
      <nav class="tabs" aria-label="Parts of the session">
        {Object.entries(tabs).map(([name, title]) => (
          <a key={name} href={linkTo('sessions', id, name)} aria-current={tab === name ? 'page' : undefined}>
            {title}
          </a>
        ))}
      </nav>
      {tab === 'keys' && <KeysTab session={session} explanation={explanation} />}
      {tab === 'versions' && <VersionsTab explanation={explanation} />}
      {tab === 'cascade' && <CascadeTab explanation={explanation} part={part} />}
    </article>
  );
}

function KeysTab({ session, explanation }: { session: StoredSession; explanation: Explanation }): VNode {
  const search = useSignal('');
  const wanted = search.value.trim().toLowerCase();
  const groups = Object.entries(session.namespaces)
    .map(([namespace, keys]) => ({
      namespace,
      keys: Object.keys(keys).filter((key) => {
        const explained = explanation.keys[`${namespace}.${key}`];
        return `${namespace}.${key} ${explained?.app ?? explained?.by ?? ''}`.toLowerCase().includes(wanted);
      }),
    }))
    .filter(({ keys }) => keys.length > 0);
  return (
    <div class="tab">
      <Sizes bytes={session.bytes} segment={session.segment} />
      <Search
        label="Search keys and apps"
        value={search.value}
        onInput={(text) => {
          search.value = text;
        }}
      />
      {explanation.writes.length === 0 && (
        <p class="muted">
          No write of this session is recorded: the log holds the newest 100, and none with --no-explain.
        </p>
      )}
      {groups.map(({ namespace, keys }) => (
        <section key={namespace} class="namespace">
          <h3>{namespace}</h3>
          <table class="keys stacked">
            <thead>
              <tr>
                <th scope="col">Key</th>
                <th scope="col">Value</th>
                <th scope="col">Written by</th>
                <th scope="col">When</th>
              </tr>
            </thead>
            <tbody>
              {keys.map((key) => {
                const name = `${namespace}.${key}`;
                const explained = explanation.keys[name];
                return (
                  <tr key={key} data-key={name}>
                    <th scope="row">{key}</th>
                    <td>
                      <Value value={session.namespaces[namespace]?.[key]?.value} />
                      {explained?.replaced !== undefined && (
                        <span class="replaced">
                          before: <Value value={explained.replaced} />
                        </span>
                      )}
                    </td>
                    <td>{explained && <Writer origin={explained} />}</td>
                    <td>
                      <When origin={explained} writes={explanation.writes} id={session.id} />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}

function Writer({ origin: { by, app, round } }: { origin: ExplainedKey }): VNode {
  if (by !== 'app')
    return (
      <Badge kind={by}>{by === 'account' ? 'account' : by === 'not recorded' ? by : `request ${by}`}</Badge>
    );
  return (
    <>
      <Badge kind="app">{app}</Badge> <span class="muted">round {round}</span>
    </>
  );
}

function When({
  origin,
  writes,
  id,
}: {
  origin: ExplainedKey | undefined;
  writes: readonly ExplainedWrite[];
  id: string;
}): VNode {
  const index = writes.findIndex(
    ({ version, outcome }) => version === origin?.version && /created|edited/.test(outcome),
  );
  const write = writes[index];
  if (write === undefined) return <span class="muted">–</span>;
  return (
    <a href={linkTo('sessions', id, 'cascade', index)}>
      v{write.version} · <Time iso={write.at} />
    </a>
  );
}
