import { randomBytes } from 'node:crypto';
import { CookieJar } from 'tough-cookie';
import type { Answer, Method, Target } from '../targets/target';
import { decodeJwt, type SessionClaims } from './decode';

/** Nominal. https, because a jar refuses Secure cookies on plain http, where emulators listen. */
const origin = 'https://store.example/';

export interface VisitorRequest {
  /** Default: the path of the operation. */
  readonly path?: string;
  /** The text after the `?`. */
  readonly query?: string;
  /** Keys of `public` with their values. */
  readonly public?: Readonly<Record<string, unknown>>;
  /** The whole body, sent as JSON. */
  readonly body?: unknown;
  /** The whole body, sent as it is. */
  readonly text?: string;
  /** A `cookie` header replaces the cookies of the jar. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client with a cookie jar. */
export interface Visitor {
  post(request?: VisitorRequest): Promise<Answer>;
  patch(request?: VisitorRequest): Promise<Answer>;
  /** GET /api/sessions; without `items` if undefined. */
  get(items: string | undefined, request?: VisitorRequest): Promise<Answer>;
  /** GET /api/segments. */
  segment(request?: VisitorRequest): Promise<Answer>;
  send(method: Method, request: VisitorRequest & { readonly path: string }): Promise<Answer>;
  /** The values of a session by item: `{ 'public.color': 'blue' }`. @throws when it cannot be read */
  values(items: string, request?: VisitorRequest): Promise<Record<string, unknown>>;
  /** @throws if the jar does not have it */
  cookie(name: 'vtex_session' | 'vtex_segment'): string;
  /** Names of the cookies in the jar. */
  cookieNames(): readonly string[];
  /** The claims of the session token in the jar. */
  claims(): SessionClaims;
  /** Puts a cookie into the jar. */
  hold(name: string, value: string): void;
}

export function visitorOf(target: Target): Visitor {
  const jar = new CookieJar();
  const held = () => jar.getCookiesSync(origin, { allPaths: true });

  const send: Visitor['send'] = async (method, { path, query, headers = {}, ...content }) => {
    const body = bodyOf(content);
    const cookie = jar.getCookieStringSync(new URL(path, origin).href);
    const answer = await target.request({
      method,
      path: query === undefined ? path : `${path}?${query}`,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(cookie !== '' && { cookie }),
        ...headers,
      },
      body,
    });
    for (const line of answer.setCookie) jar.setCookieSync(line, origin);
    return answer;
  };

  const visitor: Visitor = {
    send,
    post: (request) => send('POST', { path: '/api/sessions', ...request }),
    patch: (request) => send('PATCH', { path: '/api/sessions', ...request }),
    segment: (request) => send('GET', { path: '/api/segments', ...request }),
    get(items, request = {}) {
      const query = [...(items === undefined ? [] : [`items=${items}`]), request.query ?? []]
        .flat()
        .join('&');
      return send('GET', { path: '/api/sessions', ...request, query });
    },
    async values(items, request) {
      const answer = await visitor.get(items, request);
      if (answer.status !== 200) throw new Error(`Reading ${items} got ${answer.status}: ${answer.text}`);
      return valuesIn(answer);
    },
    cookie(name) {
      const cookie = held().find(({ key }) => key === name);
      if (cookie === undefined) throw new Error(`The visitor holds no cookie ${name}`);
      return cookie.value;
    },
    cookieNames: () => held().map(({ key }) => key),
    claims: () => decodeJwt(visitor.cookie('vtex_session')).claims,
    hold(name, value) {
      jar.setCookieSync(`${name}=${value}; Path=/; Secure`, origin);
    },
  };
  return visitor;
}

function bodyOf(content: Pick<VisitorRequest, 'public' | 'body' | 'text'>): string | undefined {
  if (content.text !== undefined) return content.text;
  if (content.public !== undefined) return JSON.stringify({ public: entriesOf(content.public) });
  return content.body === undefined ? undefined : JSON.stringify(content.body);
}

function entriesOf(values: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]));
}

/** The values of an answer in the shape of a session, by item. */
export function valuesIn(answer: Answer): Record<string, unknown> {
  const session = bodyWith<{ namespaces: Record<string, Record<string, { value: unknown }>> }>(
    'namespaces',
    answer,
  );
  return Object.fromEntries(
    Object.entries(session.namespaces).flatMap(([name, entries]) =>
      Object.entries(entries).map(([key, entry]) => [`${name}.${key}`, entry.value]),
    ),
  );
}

/** The values of an answer in the shape of the two tokens. */
export function tokensIn(answer: Answer): { readonly sessionToken: string; readonly segmentToken: string } {
  return bodyWith('sessionToken', answer);
}

/** @throws with status and text of an answer that is another */
function bodyWith<T extends object>(key: keyof T & string, answer: Answer): T {
  const body = answer.json() as T | null;
  if (!body?.[key]) throw new Error(`Expected a body with ${key}, got ${answer.status}: ${answer.text}`);
  return body;
}

/** A unique name, so that sessions of an earlier run do not interfere. */
export function randomName(start: string): string {
  return `${start}${randomBytes(5).toString('hex')}`;
}
