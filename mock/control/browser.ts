import type { Account } from '../accounts/account-fixture';
import { type Audience, readAuthCookie } from '../apps/auth-cookie';
import { findSession } from '../operations/find-session';
import { openPersona } from '../operations/persona';
import type { ServedAccount } from '../operations/served-account';
import type { OperationCall, Service } from '../operations/service';
import { createSession, editSession } from '../operations/write-operation';
import { Refusal } from '../rules/refusal';
import { decodeSegment, type Segment } from '../rules/segment';
import { entryAt } from '../rules/session';
import { readCookies } from '../wire/cookies';
import { objectAt, quoted, refusedInput } from './input';
import { type BrowserCookies, type ControlRoute, WithCookies } from './route';

/** Who a browser is, by the cookies that it sends. Scripts cannot read them, so the server says it. */
export interface BrowserView {
  readonly session?: { readonly id: string; readonly version: number; readonly expiresAt: string };
  /** Why a session token that was sent does not count. */
  readonly problem?: string;
  /** The first persona with the same logins and `public` values. */
  readonly persona?: string;
  readonly logins: readonly {
    readonly cookie: string;
    readonly audience: Audience;
    readonly email: string;
  }[];
  /** The segment in the cookie `vtex_segment`. */
  readonly segment?: Segment;
}

export interface BrowserControl {
  browser(cookies: BrowserCookies): Promise<BrowserView>;
  /** A new visitor: anonymous, or a persona. @throws Refusal PERSONA_UNKNOWN */
  enter(cookies: BrowserCookies, persona: string | undefined): Promise<WithCookies>;
  /** Removes the logins, and lets the session apps see it. */
  logOut(cookies: BrowserCookies): Promise<WithCookies>;
}

export function browserViews(served: ServedAccount, service: Service): BrowserControl {
  const { world } = service;

  const viewOf = async ({ header, named }: Omit<BrowserCookies, 'isHttps'>): Promise<BrowserView> => {
    const found = await findSession(
      callWith(readCookies(header), await service.repository.begin()),
      service,
    ).catch((error: unknown) => {
      if (error instanceof Refusal) return { kind: 'unverified' as const, reason: error.message }; // of another account
      throw error;
    });
    const logins = loginsIn(named);
    const segment = decodeSegment(String(named['vtex_segment'] ?? ''));
    const shown = { logins, ...(segment !== undefined && { segment }) };
    if (found.kind === 'no-token') return shown;
    if (found.kind === 'unverified') return { ...shown, problem: found.reason };
    const { id, version, expiresAt, namespaces } = found.session;
    const isOpened = ({ shopper, operator, public: values }: Account['personas'][number]) =>
      emailOf(logins, 'webstore') === shopper &&
      emailOf(logins, 'admin') === operator &&
      Object.entries(values).every(
        ([key, value]) =>
          JSON.stringify(entryAt(namespaces, { namespace: 'public', key })?.value) === JSON.stringify(value),
      );
    const persona = served.current.account.personas.find(isOpened)?.id;
    return {
      session: { id, version, expiresAt: new Date(expiresAt).toISOString() },
      ...(persona !== undefined && { persona }),
      ...shown,
    };
  };
  const loginsIn = (named: BrowserCookies['named']) =>
    Object.keys(named)
      .filter(isLoginName)
      .flatMap((cookie) => {
        const login = readAuthCookie(String(named[cookie]), world);
        return login === undefined ? [] : [{ cookie, audience: login.audience, email: login.email }];
      });
  /** What the browser holds once it has these lines. */
  const answered = async (setCookie: readonly string[]) => {
    const header = setCookie.map((line) => line.split(';', 1)[0]).join('; ');
    return new WithCookies(
      await viewOf({ header, named: Object.fromEntries(readCookies(header)) }),
      setCookie,
    );
  };
  const loginsExpired = ({ named, isHttps }: BrowserCookies) =>
    service.cookies(isHttps).expired('/', Object.keys(named).filter(isLoginName));

  return {
    browser: viewOf,
    async enter(cookies, persona) {
      const { isHttps } = cookies;
      const expired = loginsExpired(cookies);
      if (persona === undefined) {
        const { setCookie = [] } = await createSession(
          { ...callWith([], await service.repository.begin()), isHttps },
          service,
        );
        return answered([...expired, ...setCookie]);
      }
      const { setCookie } = await openPersona(persona, served.current.account, service, {
        https: isHttps,
      });
      const isSetAnew = (line: string) =>
        setCookie.some((one) => one.split('=', 1)[0] === line.split('=', 1)[0]);
      return answered([...expired.filter((line) => !isSetAnew(line)), ...setCookie]);
    },
    async logOut(cookies) {
      // The emptied cookie is what the session apps take for a logout.
      const emptied = readCookies(cookies.header).map(
        ([name, value]) => [name, isLoginName(name) ? '' : value] as const,
      );
      const { setCookie = [] } = await editSession(
        { ...callWith(emptied, await service.repository.begin()), isHttps: cookies.isHttps },
        service,
      );
      return answered([...loginsExpired(cookies), ...setCookie]);
    },
  };
}

function isLoginName(name: string): boolean {
  return name.startsWith('VtexIdclientAutCookie');
}

function emailOf(logins: BrowserView['logins'], audience: Audience): string | undefined {
  return logins.find((login) => login.audience === audience)?.email;
}

function callWith(cookies: OperationCall['cookies'], generation: number): OperationCall {
  return { query: [], cookies, body: undefined, pathToken: undefined, rootPath: '/', generation };
}

export function browserRoutes(control: BrowserControl): readonly ControlRoute[] {
  const path = '/_mock/browser';
  return [
    { method: 'GET', path, answer: ({ cookies }) => control.browser(cookies) },
    {
      method: 'POST',
      path,
      status: 201,
      async answer({ cookies, body }) {
        const { persona } = objectAt('$', (await body()) ?? {}, ['persona']);
        if (persona === undefined || typeof persona === 'string') return control.enter(cookies, persona);
        throw refusedInput('$.persona', `must be the id of a persona, not ${quoted(persona)}`);
      },
    },
    {
      method: 'DELETE',
      path: '/_mock/browser/login',
      answer: ({ cookies }) => control.logOut(cookies),
    },
  ];
}
