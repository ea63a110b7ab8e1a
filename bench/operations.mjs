// The four operations under load, and what a browser would send with each.
export const json = { 'Content-Type': 'application/json' };
export const createBody = '{"public":{"country":{"value":"BRA"},"postalCode":{"value":"01310100"}}}';

/**
 * A visitor is one connection's browser: it holds the newest cookies and counts its edits.
 * `floor` and `express` name the servers that the operation is compared with; `id` begins the names of its rows.
 */
export const operations = [
  {
    name: 'POST /api/sessions',
    id: 'POST',
    floor: 'node:http + signature',
    express: 'Express 5 + signature',
    others: ['Express 5 + signature, again', 'Mountebank'],
    request: () => ({ method: 'POST', path: '/api/sessions', headers: json, body: createBody }),
  },
  {
    name: 'PATCH /api/sessions',
    id: 'PATCH',
    floor: 'node:http + signature',
    express: 'Express 5 + signature',
    request: (visitor) => ({
      method: 'PATCH',
      path: '/api/sessions',
      headers: json,
      setupRequest(request) {
        request.headers['Cookie'] = visitor.cookie;
        request.body = editBody(visitor.edits++);
        return request;
      },
      onResponse(_status, _body, _context, headers) {
        visitor.answers++;
        visitor.cookie = cookiesOf([headers['Set-Cookie'] ?? []].flat());
      },
    }),
  },
  {
    name: 'GET /api/sessions',
    id: 'session',
    floor: 'node:http',
    express: 'Express 5',
    request: ({ cookie }) => ({
      method: 'GET',
      path: '/api/sessions?items=public.country,store.channel,store.currencyCode',
      headers: { Cookie: cookie },
    }),
  },
  {
    name: 'GET /api/segments',
    id: 'segment',
    floor: 'node:http',
    express: 'Express 5',
    request: ({ cookie }) => ({ method: 'GET', path: '/api/segments', headers: { Cookie: cookie } }),
  },
];

/** A different postal code each time, of the same length, so that each edit changes something. */
export function editBody(edit) {
  return JSON.stringify({ public: { postalCode: { value: String(10_000_000 + edit) } } });
}

/** The `Cookie` header that a browser sends after these `Set-Cookie` lines. */
export function cookiesOf(setCookieLines) {
  return setCookieLines.map((line) => line.split(';', 1)[0]).join('; ');
}

/** The version in the session token of a `Cookie` header. */
export function versionIn(cookie) {
  const payload = /vtex_session=[^.;]*\.([^.;]*)/.exec(cookie)?.[1] ?? '';
  return JSON.parse(Buffer.from(payload, 'base64url').toString()).version;
}
