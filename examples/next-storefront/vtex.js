// For the tests: VTEX's URLs are answered in this process. Imported before the app, because isomorphic-unfetch, which
// @faststore/api depends on, keeps the fetch that it finds first.
import { interceptSessionManager } from 'vtex-session-mock/nock';

/** What the app asks of VTEX besides sessions. */
async function others(request) {
  const { pathname } = new URL(request.url);
  if (pathname === '/api/checkout/pub/postal-code/BRA/01310-100') {
    return Response.json({ city: 'São Paulo', geoCoordinates: [-46.65, -23.56] });
  }
  if (pathname === '/api/vtexid/credential/validate') return Response.json({ authStatus: 'Success' });
  return new Response(`not for the tests: ${pathname}`, { status: 404 });
}

export const vtex = interceptSessionManager({ account: 'acme', others });
