import { OpenAPIClientAxios as Client, type OpenAPIClientAxios } from 'openapi-client-axios';
import type { SessionManager } from '../api';
import { createSessionManager } from '../session-manager';
import { hasVtexDocuments, vtexDocuments } from './testing/vtex-documents';

/** Loads a document as a user of openapi-client-axios does, against an emulator that serves it. */
async function clientOf(manager: SessionManager, id: string, cookie: string) {
  const text = vtexDocuments('documents').find((document) => document.id === id)?.text as string;
  await manager.documents.add({ spec: text, id });
  const definition = JSON.parse(text);
  const path = new URL(definition.servers[0].url.replace(/[{}]/g, '')).pathname;
  const client: OpenAPIClientAxios = new Client({
    definition: { ...definition, servers: [{ url: `${manager.url}${path === '/' ? '' : path}` }] },
    axiosConfigDefaults: { headers: { cookie } },
  });
  return client.init();
}

if (!hasVtexDocuments) {
  test("VTEX's documents are absent here, so that openapi-client-axios is left out", () => {
    expect(vtexDocuments('documents')).toEqual([]);
  });
} else {
  let manager: SessionManager;
  let cookie: string;
  beforeEach(async () => {
    manager = createSessionManager();
    const { url } = await manager.listen();
    const created = await fetch(`${url}/api/sessions?sc=2`, { method: 'POST' });
    cookie = created.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
  });
  afterEach(() => manager.close());

  test('openapi-client-axios drives an added Checkout document', async () => {
    const client = await clientOf(manager, 'checkout-api', cookie);
    const answer = await client['CreateANewCart']?.();
    expect(answer?.status).toBe(200);
    expect(answer?.headers['x-mock-source']).toBe('checkout-api;answer=example');
    expect(answer?.data).toHaveProperty('orderFormId');
  });

  test('a search for another trade policy disagrees once with the session, for the same one never', async () => {
    const client = await clientOf(manager, 'intelligent-search-api-v1', cookie);
    const search = client.paths['/product-search/{facets}']?.['get'];
    const disagreements = () =>
      manager.journal.entries({ disagrees: true }).map(({ added }) => added?.disagreements);
    await search?.({ facets: 'category', sc: '2' });
    expect(manager.journal.count({ path: '*/product-search/*' })).toBe(1);
    expect(disagreements()).toEqual([]);
    await search?.({ facets: 'category', sc: '1' });
    expect(disagreements()).toEqual([[{ parameter: 'sc', sent: '1', segment: '2' }]]);
  });
}
