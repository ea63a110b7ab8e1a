import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { ListedSession } from '../../control/sessions';
import { sessions } from './api';
import { Badge, Empty, Search } from './parts';
import { linkTo, route } from './route';
import { SessionPage } from './session';
import { VirtualList } from './virtual';

const filters = {
  all: { label: 'All', has: () => true },
  known: { label: 'With e-mail', has: ({ email }: ListedSession) => email !== undefined },
  anonymous: { label: 'Anonymous', has: ({ email }: ListedSession) => email === undefined },
  large: { label: 'Large', has: ({ bytes }: ListedSession) => bytes.vtex_segment > 3072 },
} as const;

export function SessionsView(): VNode {
  const search = useSignal('');
  const filter = useSignal<keyof typeof filters>('all');
  const [, id, tab] = route.value;
  const wanted = search.value.trim().toLowerCase();
  const shown = sessions.value.sessions.filter(
    (session) =>
      filters[filter.value].has(session) &&
      `${session.id} ${session.email ?? ''}`.toLowerCase().includes(wanted),
  );
  return (
    <div class={`panes ${id === undefined ? '' : 'has-detail'} ${tab === 'cascade' ? 'wide' : ''}`}>
      <section class="list-pane" aria-label="Sessions">
        <div class="pane-head">
          <h1>
            Sessions <span class="count">{sessions.value.count.toLocaleString('en')}</span>
          </h1>
          <Search
            label="Search by id or e-mail"
            value={search.value}
            onInput={(text) => {
              search.value = text;
            }}
          />
          <fieldset class="choice">
            <legend class="hidden">Filter</legend>
            {(Object.keys(filters) as (keyof typeof filters)[]).map((name) => (
              <label key={name}>
                <input
                  type="radio"
                  name="filter"
                  checked={filter.value === name}
                  onChange={() => {
                    filter.value = name;
                  }}
                />
                <span>{filters[name].label}</span>
              </label>
            ))}
          </fieldset>
        </div>
        {shown.length === 0 ? (
          <Empty title={sessions.value.count === 0 ? 'No sessions yet' : 'No session matches'}>
            {sessions.value.count === 0 && (
              <p>
                Create one: <code>curl -X POST {new URL('../api/sessions', document.baseURI).href}</code>
              </p>
            )}
          </Empty>
        ) : (
          <VirtualList
            items={shown}
            label="Sessions, the most recently used first"
            rowHeight={60}
            keyOf={(session) => session.id}
            row={(session) => <Row session={session} isOpen={session.id === id} />}
          />
        )}
      </section>
      <section class="detail-pane" aria-label="Session">
        {id === undefined ? (
          <Empty title="Select a session">
            <p>You see its keys and who wrote them, its versions, and what each write did.</p>
          </Empty>
        ) : (
          <SessionPage key={id} id={id} />
        )}
      </section>
    </div>
  );
}

function Row({
  session: { id, version, email, channel, bytes },
  isOpen,
}: {
  session: ListedSession;
  isOpen: boolean;
}): VNode {
  const share = Math.min(1, bytes.vtex_segment / 4096);
  return (
    <a class="row" href={linkTo('sessions', id)} aria-current={isOpen ? 'true' : undefined}>
      <span class="row-title">{email === undefined ? 'Anonymous visitor' : String(email)}</span>
      <span class="row-side">v{version}</span>
      <span class="row-sub mono">{id}</span>
      <span class="row-side">
        {channel !== undefined && <Badge kind="plain">sc {String(channel)}</Badge>}
        {share > 0.75 && <Badge kind="high">{Math.round(share * 100)} % full</Badge>}
      </span>
    </a>
  );
}
