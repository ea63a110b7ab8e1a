/** What the tests of the HTTP side share: a manager in a world that stands still, and visitors to it. */
import request, { type Response } from 'supertest';
import {
  createSessionManager,
  type JsonValue,
  type SessionManager,
  type SessionManagerOptions,
} from '../../index';

/** Milliseconds since the epoch at which every test happens. */
export const testTime = Date.UTC(2026, 0, 1);

export const idNumber = (count: number) => `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;

/** A manager whose clock stands still and whose ids count up. */
export function managerWith(options: SessionManagerOptions = {}): SessionManager {
  let count = 0;
  return createSessionManager({ clock: () => testTime, ids: () => idNumber(++count), ...options });
}

/** Whatever supertest can call: a manager, or `{ handler: url }` for one that listens. */
export interface Served {
  readonly handler: Parameters<typeof request>[0];
}

export interface Visitor {
  readonly id: string;
  readonly token: string;
  readonly segment: string;
  /** The `Cookie` header that names the session. */
  readonly cookie: string;
}

export async function newVisitor({ handler }: Served, body: object = {}): Promise<Visitor> {
  return visitorOf(await request(handler).post('/api/sessions').send(body));
}

/** The visitor who got this answer. */
export function visitorOf({ body: { sessionToken: token, segmentToken: segment } }: Response): Visitor {
  return { id: claimsOf(token)['id'] as string, token, segment, cookie: `vtex_session=${token}` };
}

/** Everything in the visitor's session. */
export async function sessionOf({ handler }: Served, { cookie }: Pick<Visitor, 'cookie'>) {
  const answer = await request(handler).get('/api/sessions?items=*').set('Cookie', cookie);
  expect(answer.status).toBe(200);
  return answer.body as { id: string; namespaces: Record<string, Record<string, { value: JsonValue }>> };
}

export async function countSessions({ handler }: Served): Promise<number> {
  return (await request(handler).get('/_mock/health')).body.sessions;
}

/** Status and body of an answer: what a refusal is compared by. */
export const statusAndBody = ({ status, body }: Response) => [status, body];

export const setCookieLines = (answer: Response): readonly string[] => answer.get('Set-Cookie') ?? [];

export const claimsOf = (token: string): Record<string, unknown> => jsonIn(token.split('.')[1] as string);
export const headerOf = (token: string): Record<string, unknown> => jsonIn(token.split('.')[0] as string);
export const segmentIn = jsonIn;
export const segmentTokenOf = (segment: unknown, alphabet: 'base64' | 'base64url' = 'base64') =>
  Buffer.from(JSON.stringify(segment)).toString(alphabet).replace(/=+$/, '');

function jsonIn(base64url: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(base64url, 'base64url').toString('utf8'));
}

/** The namespaces of a visitor of whom nothing is known. */
export const anonymous = {
  account: {
    id: { value: '0e000000-0000-4000-8000-00000000000a', keepAlive: true },
    accountName: { value: 'acme' },
  },
  store: {
    channel: { value: '1' },
    countryCode: { value: 'BRA' },
    cultureInfo: { value: 'pt-BR' },
    currencyCode: { value: 'BRL' },
    currencySymbol: { value: 'R$' },
    channelPrivacy: { value: 'public' },
  },
  public: {},
  authentication: {},
  profile: { isAuthenticated: { value: 'false' } },
};

export const anonymousSegment = {
  campaigns: null,
  channel: '1',
  priceTables: null,
  regionId: null,
  utm_campaign: null,
  utm_source: null,
  utmi_campaign: null,
  currencyCode: 'BRL',
  currencySymbol: 'R$',
  countryCode: 'BRA',
  cultureInfo: 'pt-BR',
  channelPrivacy: 'public',
};

/** Starts a wait for a journal entry over HTTP and resolves once it is waiting. */
export async function begunWait<T>(begin: () => T): Promise<T> {
  const waits = jest.spyOn(AbortSignal.prototype, 'throwIfAborted');
  const begun = begin();
  const until = performance.now() + 60_000; // a red test ends
  while (waits.mock.calls.length === 0 && performance.now() < until) await new Promise(setImmediate);
  waits.mockRestore();
  return begun;
}
