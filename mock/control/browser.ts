import type { Account } from '../accounts/account-fixture';
import { type Audience, readAuthCookie } from '../apps/auth-cookie';
import { findSession } from '../operations/find-session';
import { openPersona } from '../operations/persona';
import type { OperationCall, Service } from '../operations/service';
import { createSession, editSession } from '../operations/write-operation';
import { Refusal } from '../rules/refusal';
import { decodeSegment, type Segment } from '../rules/segment';
import { entryAt } from '../rules/session';
import { readCookies } from '../wire/cookies';
import { objectAt, wrongInput } from './input';
import { type BrowserCookies, type ControlRoute, WithCookies } from './route';
import type { ServedWorld } from './served';

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

/** Who this browser is. */
export async function browserView(
  { header, named }: Omit<BrowserCookies, 'isHttps'>,
  { served, service }: ServedWorld,
): Promise<BrowserView> {
  const call = callWith(readCookies(header), await service.repository.begin());
  const finding = (async () => findSession(call, service))();
  const found = await finding.catch((error: unknown) => {
    if (error instanceof Refusal) return { kind: 'unverified' as const, reason: error.message }; // of another account
    throw error;
  });
  const logins = Object.keys(named)
    .filter(isLoginName)
    .flatMap((cookie) => {
      const login = readAuthCookie(String(named[cookie]), service.world);
      return login === undefined ? [] : [{ cookie, audience: login.audience, email: login.email }];
    });
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
}

/** Makes the browser a new visitor: anonymous, or a persona. @throws Refusal PERSONA_UNKNOWN */
export async function enter(
  cookies: BrowserCookies,
  persona: string | undefined,
  world: ServedWorld,
): Promise<WithCookies> {
  const { served, service } = world;
  const { isHttps } = cookies;
  const { setCookie = [] } =
    persona === undefined
      ? await createSession({ ...callWith([], await service.repository.begin()), isHttps }, service)
      : await openPersona(persona, served.current.account, service, { https: isHttps });
  const nameOf = (line: string) => line.split('=', 1)[0];
  const names = setCookie.map(nameOf);
  const expired = loginsExpired(cookies, service).filter((line) => !names.includes(nameOf(line)));
  return answered([...expired, ...setCookie], world);
}

/** Removes the logins, and lets the session apps see it. */
export async function logOut(cookies: BrowserCookies, world: ServedWorld): Promise<WithCookies> {
  const { service } = world;
  // The emptied cookie is what the session apps take for a logout.
  const emptied = readCookies(cookies.header).map(
    ([name, value]) => [name, isLoginName(name) ? '' : value] as const,
  );
  const call = { ...callWith(emptied, await service.repository.begin()), isHttps: cookies.isHttps };
  const { setCookie = [] } = await editSession(call, service);
  return answered([...loginsExpired(cookies, service), ...setCookie], world);
}

/** What the browser holds once it has these lines. */
async function answered(setCookie: readonly string[], world: ServedWorld): Promise<WithCookies> {
  const header = setCookie.map((line) => line.split(';', 1)[0]).join('; ');
  const named = Object.fromEntries(readCookies(header));
  return new WithCookies(await browserView({ header, named }, world), setCookie);
}

function loginsExpired({ named, isHttps }: BrowserCookies, service: Service) {
  return service.cookies(isHttps).expired('/', Object.keys(named).filter(isLoginName));
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

export function browserRoutes(world: ServedWorld): readonly ControlRoute[] {
  const path = '/_mock/browser';
  return [
    { method: 'GET', path, answer: ({ cookies }) => browserView(cookies, world) },
    {
      method: 'POST',
      path,
      status: 201,
      async answer({ cookies, body }) {
        const { persona } = objectAt('$', (await body()) ?? {}, ['persona']);
        if (persona === undefined || typeof persona === 'string') return enter(cookies, persona, world);
        throw wrongInput('$.persona', 'the id of a persona', persona);
      },
    },
    {
      method: 'DELETE',
      path: '/_mock/browser/login',
      answer: ({ cookies }) => logOut(cookies, world),
    },
  ];
}
