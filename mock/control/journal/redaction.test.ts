import fc from 'fast-check';
import { createSessionManager, type JournalEntry } from '../../index';
import { eventsIn } from '../../server/testing/event-reader';
import { askInProcess } from '../../wire/in-process';

/** No rendering of the journal contains a credential, whatever was sent. */

/** Long enough not to occur in a text by chance. */
const secret = fc.stringMatching(/^[A-Za-z0-9]{20,40}$/);
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = fc
  .tuple(secret, secret)
  .map(([claim, signature]) => `${base64({ alg: 'ES256' })}.${base64({ sub: claim })}.${signature}`);
const segment = secret.map((value) => base64({ channel: '1', secret: value }));
const anySecret = fc.oneof(secret, jwt, segment);

const credentialName = fc.constantFrom(
  'token',
  'accessToken',
  'refresh_token',
  'apiKey',
  'client-secret',
  'password',
  'sessionToken',
  'segmentToken',
  'vtex_session',
  'VtexIdclientAutCookie_acme',
  'jwt',
  'Authorization',
);
const headerName = fc.constantFrom(
  'Authorization',
  'Proxy-Authorization',
  'X-VTEX-API-AppKey',
  'X-VTEX-API-AppToken',
  'VtexIdclientAutCookie',
  'X-Api-Key',
  'X-Anything',
  'Referer',
  'X-Forwarded-For',
);
const cookieName = fc.constantFrom(
  'vtex_session',
  'vtex_segment',
  'VtexIdclientAutCookie',
  'VtexIdclientAutCookie_acme',
  'checkout.vtex.com',
  'sid',
  'other',
);

interface Sent {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly secrets: readonly string[];
}

const cookies = fc.array(fc.tuple(cookieName, anySecret, fc.boolean()), { maxLength: 4 }).map((all) => ({
  header: all.map(([name, value, bare]) => (bare ? value : `${name}=${value}`)).join('; '),
  secrets: all.map(([, value]) => value),
}));
const headers = fc
  .array(fc.tuple(headerName, fc.constantFrom('', 'Bearer ', 'Basic '), anySecret), { maxLength: 3 })
  .map((all) => ({
    pairs: all.map(([name, scheme, value]) => [name, scheme + value] as const),
    secrets: all.map(([, , value]) => value),
  }));
/** Where a path may have a token, correctly or by mistake. */
const path = fc.oneof(
  fc.constant({ path: '/api/sessions', secrets: [] as string[] }),
  fc
    .tuple(
      fc.constantFrom(
        '/api/sessions/',
        '/io/api/segments/',
        '/api/session/',
        '/api/sessions//',
        '/API/Sessions/',
        '/api/sessions/x/',
        '/api/segments/api/sessions/',
      ),
      anySecret,
    )
    .map(([before, value]) => ({ path: before + value, secrets: [value] })),
  fc
    .tuple(fc.constantFrom('/', '/a/', '/api/sessions/a/../'), fc.oneof(jwt, segment))
    .map(([before, value]) => ({ path: `${before}${value}/b`, secrets: [value] })),
);
/** Tokens are recognised by their form, other credentials by their name. */
const query = fc
  .array(
    fc.oneof(
      fc.tuple(credentialName, anySecret).map(([name, value]) => ({ text: `${name}=${value}`, value })),
      fc
        .tuple(fc.constantFrom('utm_source', 'a', 'items', 'an'), fc.oneof(jwt, segment))
        .map(([name, value]) => ({
          text: `${name}=${value}`,
          value,
        })),
      fc.oneof(jwt, segment).map((value) => ({ text: `${value}=1`, value })),
      anySecret.map((value) => ({
        text: `url=${encodeURIComponent(`https://x.example/?token=${value}`)}`,
        value,
      })),
    ),
    { maxLength: 3 },
  )
  .map((all) => ({ text: all.map(({ text }) => text).join('&'), secrets: all.map(({ value }) => value) }));

const hidden = fc.oneof(
  fc.tuple(credentialName, anySecret).map(([name, value]) => ({ public: { [name]: { value } }, value })),
  fc
    .tuple(credentialName, anySecret)
    .map(([name, value]) => ({ public: { a: { value: { b: [{ [name]: value }] } } }, value })),
  fc.oneof(jwt, segment).map((value) => ({ public: { a: { value } }, value })),
  fc.oneof(jwt, segment).map((value) => ({ public: { [value]: { value: '1' } }, value })),
  fc
    .tuple(fc.constantFrom('profile', 'cookie', 'x'), anySecret)
    .map(([name, value]) => ({ [name]: { a: { value } }, value })),
  anySecret.map((value) => ({ public: { a: { other: value } }, value })),
  anySecret.map((value) => ({ public: { a: value }, value })),
);
const body = fc.oneof(
  fc.constant({ text: '', secrets: [] as string[] }),
  hidden.map(({ value, ...json }) => ({ text: JSON.stringify(json), secrets: [value] })),
  anySecret.map((value) => ({ text: `{"public":{"token":{"value":"${value}"`, secrets: [value] })),
  anySecret.map((value) => ({ text: value, secrets: [value] })),
  anySecret.map((value) => ({ text: JSON.stringify([value]), secrets: [value] })),
);

const sent: fc.Arbitrary<Sent> = fc
  .record({ method: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE'), cookies, headers, path, query, body })
  .map(({ method, ...parts }) => ({
    method,
    target: `${parts.path.path}?${parts.query.text}`,
    headers: [
      ['Host', 'store.example.com'],
      ['Content-Type', 'application/json'],
      ...(parts.cookies.header === '' ? [] : [['Cookie', parts.cookies.header] as const]),
      ...parts.headers.pairs,
    ],
    body: parts.body.text,
    secrets: [parts.cookies, parts.headers, parts.path, parts.query, parts.body].flatMap(
      (part) => part.secrets,
    ),
  }));

/** A secret and, of a token, its parts: each alone reveals something. */
const pieces = (secrets: readonly string[]) => secrets.flatMap((one) => [one, ...one.split('.')]);

test('no credential is in the journal or in the stream of events', async () => {
  const manager = createSessionManager({ maxSessions: 50 });
  const { url } = await manager.listen();
  const found = async (path: string, ask = manager.fetch) => (await ask(url + path)).text();
  await fc.assert(
    fc.asyncProperty(sent, async (request) => {
      manager.journal.clear();
      const answer = await askInProcess(manager.handler, { ...request, body: Buffer.from(request.body) });
      const tokens = Object.values(tokensIn(Buffer.from(answer.body).toString()));
      const secrets = pieces([...request.secrets, ...tokens]);
      const [entry] = manager.journal.entries() as [JournalEntry];
      const stream = await found(`/_mock/events?since=${entry.seq - 1}&limit=1`, fetch); // in process it does not stream
      expect(eventsIn(stream)).toMatchObject([{ id: String(entry.seq) }]);
      const late = await found('/_mock/journal/await?method=PUT&timeout=1');
      expect(late).toContain('JOURNAL_TIMEOUT');
      const shown = [JSON.stringify(entry), await found('/_mock/journal'), stream, late];
      for (const text of shown) expect(secrets.filter((one) => text.includes(one))).toEqual([]);
    }),
    { numRuns: 120 },
  );
  await manager.close();
});

/** The tokens in the answers. */
function tokensIn(text: string): Record<string, string> {
  const { sessionToken, segmentToken } = text.startsWith('{"sessionToken"') ? JSON.parse(text) : {};
  return sessionToken === undefined ? {} : { sessionToken, segmentToken };
}
