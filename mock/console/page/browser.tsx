import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { BrowserView as Browser } from '../../control/browser';
import type { StoredSession } from '../../control/sessions';
import type { TokenReport } from '../../control/tokens';
import { ask, sessionsChanged } from './api';
import { Badge, dateTime, Json, Problem, Sizes, useAction, useRead } from './parts';
import { linkTo } from './route';

interface Persona {
  readonly id: string;
  readonly description: string;
}

export function BrowserView(): VNode {
  const { value: browser, error } = useRead(() => ask<Browser>('GET', 'browser'));
  const { value: personas = [] } = useRead(() => ask<Persona[]>('GET', 'personas'));
  const { problem, run } = useAction();
  const change = (method: string, path: string, body?: unknown) =>
    run(async () => {
      await ask(method, path, body);
      sessionsChanged();
    });
  return (
    <div class="page">
      <h1>This browser</h1>
      <p class="lead">
        Cookies belong to a host, not to a port: a store on another port of <code>{location.hostname}</code>{' '}
        sees the same visitor.
      </p>
      <Problem text={error || problem} />
      <div class="cards">
        <section class="card">
          <h2>Visitor</h2>
          {browser !== undefined && <Who browser={browser} />}
          <div class="actions">
            <button type="button" onClick={() => change('POST', 'browser', {})}>
              New visitor
            </button>
            {(browser?.logins.length ?? 0) > 0 && (
              <button type="button" onClick={() => change('DELETE', 'browser/login')}>
                Log out
              </button>
            )}
          </div>
        </section>
        <section class="card">
          <h2>Log in as</h2>
          <ul class="personas">
            {personas.map(({ id, description }) => (
              <li key={id}>
                <button
                  type="button"
                  class="persona"
                  aria-pressed={browser?.persona === id}
                  onClick={() => change('POST', 'browser', { persona: id })}
                >
                  <strong>{id}</strong>
                  <span class="muted">{description}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
        {browser?.segment !== undefined && (
          <section class="card">
            <h2>Its segment</h2>
            <Json value={browser.segment} label="Segment of this browser" />
          </section>
        )}
        <TokenCard />
      </div>
    </div>
  );
}

function Who({ browser: { session, persona, logins, problem } }: { browser: Browser }): VNode {
  if (session === undefined) {
    return (
      <p>{problem === undefined ? 'It has no session yet.' : `Its session cookie is invalid: ${problem}.`}</p>
    );
  }
  return (
    <>
      <p>
        Persona{' '}
        <Badge kind={persona === undefined ? 'plain' : 'app'}>{persona ?? 'none of the account'}</Badge>
      </p>
      <p>
        Session{' '}
        <a class="mono wrap" href={linkTo('sessions', session.id)}>
          {session.id}
        </a>
        <br />
        <span class="muted">
          version {session.version}, expires {dateTime(session.expiresAt)}
        </span>
      </p>
      <p>
        {logins.length === 0
          ? 'Not logged in.'
          : logins.map(({ cookie, audience, email }) => (
              <span key={cookie} class="login">
                Logged in to the {audience === 'admin' ? 'Admin' : 'store'} as <strong>{email}</strong>
              </span>
            ))}
      </p>
      <CookieSizes id={session.id} />
    </>
  );
}

function CookieSizes({ id }: { id: string }): VNode | null {
  const { value } = useRead(() => ask<StoredSession>('GET', `sessions/${id}`));
  return value === undefined ? null : <Sizes bytes={value.bytes} segment={value.segment} />;
}

function TokenCard(): VNode {
  const report = useSignal<TokenReport | undefined>(undefined);
  const { problem, run } = useAction();
  const decode = (text: string) =>
    run(async () => {
      report.value = undefined;
      const token = text.trim().replace(/^[\w-]+=([^;]*).*$/s, '$1'); // `vtex_session=…; Path=/` too
      if (token !== '') report.value = await ask<TokenReport>('POST', 'tokens', { token });
    });
  const { value } = report;
  return (
    <section class="card">
      <h2>Decode a token</h2>
      <label>
        Session token, segment token, login or cookie
        <textarea rows={4} spellcheck={false} onInput={({ currentTarget }) => decode(currentTarget.value)} />
      </label>
      <Problem text={problem} />
      <div aria-live="polite">
        {value !== undefined && (
          <>
            <p>
              <Badge kind={value.valid ? 'created' : 'refused'}>
                {value.valid ? 'accepted' : 'not accepted'}
              </Badge>{' '}
              {value.kind === 'unknown' ? 'Unknown token' : `A ${value.kind} token`}: {value.note}.
            </p>
            {value.session !== undefined && (
              <p>
                <a class="mono wrap" href={linkTo('sessions', value.session.id)}>
                  {value.session.id}
                </a>
              </p>
            )}
            {value.header !== undefined && <Json value={value.header} label="Header of the token" />}
            {(value.claims ?? value.segment) !== undefined && (
              <Json value={value.claims ?? value.segment} label="Content of the token" />
            )}
          </>
        )}
      </div>
    </section>
  );
}
