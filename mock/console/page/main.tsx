import { render, type VNode } from 'preact';
import { clock, connection, follow, health, refusal, useToken } from './api';
import { BrowserView } from './browser';
import { JournalView } from './journal';
import { LeversView } from './levers';
import { dateTime, Problem } from './parts';
import { linkTo, route } from './route';
import { SessionsView } from './sessions';

const views: Readonly<Record<string, { title: string; view: () => VNode }>> = {
  sessions: { title: 'Sessions', view: SessionsView },
  journal: { title: 'Journal', view: JournalView },
  browser: { title: 'This browser', view: BrowserView },
  levers: { title: 'Levers', view: LeversView },
};

function Console(): VNode {
  const [name = 'sessions'] = route.value;
  const current = views[name] ?? { title: 'Sessions', view: SessionsView };
  document.title = `${current.title} · vtex-session-mock`;
  const View = current.view;
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        Skip to content
      </button>
      <header class="top">
        <a class="brand" href={linkTo('sessions')} aria-label="vtex-session-mock console">
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <rect width="16" height="16" rx="4" />
            <path d="M4 5l4 7 4-7" />
          </svg>
          <span>session-mock</span>
        </a>
        <nav aria-label="Views">
          {Object.entries(views).map(([key, { title }]) => (
            <a key={key} href={linkTo(key)} aria-current={current.title === title ? 'page' : undefined}>
              {title}
            </a>
          ))}
        </nav>
        <Status />
      </header>
      <main id="main" tabIndex={-1}>
        {refusal.value === undefined ? <View /> : <TokenForm reason={refusal.value} />}
      </main>
    </>
  );
}

const connections = { live: 'Live', connecting: 'Connecting…', polling: 'No journal: every 2 s' } as const;

function Status(): VNode {
  return (
    <div class="status">
      {health.value !== undefined && <span class="account">{health.value.account}</span>}
      {clock.value?.frozen && <span class="badge frozen">Clock frozen {dateTime(clock.value.now)}</span>}
      <span role="status" class={`connection ${connection.value}`}>
        {connections[connection.value]}
      </span>
    </div>
  );
}

function TokenForm({ reason }: { reason: string }): VNode {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    useToken(new FormData(event.currentTarget as HTMLFormElement).get('token') as string);
  };
  return (
    <form class="card narrow" onSubmit={submit}>
      <h1>Control token</h1>
      <p>
        This emulator requires the token of <code>--control-token</code>. If you did not set one, the start
        has printed it. It is kept until you close this tab.
      </p>
      <Problem text={reason} />
      <label>
        Token
        <input name="token" type="password" required autocomplete="off" />
      </label>
      <button type="submit" class="primary">
        Continue
      </button>
    </form>
  );
}

render(<Console />, document.getElementById('console') as HTMLElement);
void follow();
