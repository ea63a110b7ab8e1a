import { previewOf } from './preview';
import { readSpec } from './spec';

const schemes = {
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  basic: { type: 'http', scheme: 'basic', description: 'A password.' },
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  token: { type: 'apiKey', in: 'header', name: 'X-Token' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
  openid: { type: 'openIdConnect', openIdConnectUrl: 'https://example.com/openid' },
  oauth: {
    type: 'oauth2',
    flows: {
      implicit: { authorizationUrl: 'https://example.com/a', scopes: {} },
      authorizationCode: {
        authorizationUrl: 'https://example.com/a',
        tokenUrl: 'https://example.com/t',
        refreshUrl: 'https://example.com/r',
        scopes: { read: 'Read' },
      },
      clientCredentials: { tokenUrl: 'https://example.com/t', scopes: {} },
    },
  },
};

const preview = (more: object) =>
  previewOf(readSpec(JSON.stringify({ openapi: '3.1.0', paths: {}, ...more })));

test('a document that says little is previewed without what it does not say', () => {
  expect(preview({ paths: { '/v1/items': { delete: { tags: [' '] } } } })).toEqual({
    servers: [],
    operationCount: 1,
    operations: [
      ...[
        { operationId: 'delete__v1_items', method: 'delete', path: '/v1/items', tags: [], deprecated: false },
      ],
    ],
    ...{ tags: [], securitySchemes: [], authStrategies: [], headerPresets: [], oauth2Presets: [] },
    ...{ toolNames: ['items.deleteV1Items'], warnings: [] },
  });
});

test('servers have the variables that have a default, and operations come path by path', () => {
  const shown = preview({
    info: { title: 'Shop', version: '2' },
    servers: [
      {
        url: 'https://{a}.example.com/{b}',
        description: 'Live',
        variables: { a: { default: 'x', enum: ['x', 'y'] }, b: {}, c: { default: 'z', description: 'Z' } },
      },
    ],
    paths: {
      '/b': { post: { operationId: 'two', tags: ['B', 'A'], summary: 'Two', deprecated: true } },
      '/a': { put: { operationId: 'one', 'x-executor-toolPath': 'named.elsewhere' }, get: {} },
    },
  });
  expect(shown).toMatchObject({ title: 'Shop', version: '2', operationCount: 3, tags: ['A', 'B'] });
  expect(shown.servers).toEqual([
    {
      ...{ url: 'https://{a}.example.com/{b}', description: 'Live' },
      variables: { a: { default: 'x', enum: ['x', 'y'] }, c: { default: 'z', description: 'Z' } },
    },
  ]);
  expect(shown.operations).toEqual([
    { operationId: 'get__a', method: 'get', path: '/a', tags: [], deprecated: false },
    { operationId: 'one', method: 'put', path: '/a', tags: [], deprecated: false },
    { operationId: 'two', method: 'post', path: '/b', summary: 'Two', tags: ['B', 'A'], deprecated: true },
  ]);
  expect(shown.toolNames).toEqual(['a.getA', 'b.two', 'named.elsewhere']);
});

test('each scheme is shown, with what has to be sent', () => {
  const shown = preview({ components: { securitySchemes: schemes } });
  expect(shown.securitySchemes).toEqual([
    { name: 'bearer', type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    { name: 'basic', type: 'http', scheme: 'basic', description: 'A password.' },
    { name: 'key', type: 'apiKey', in: 'header', headerName: 'X-Key' },
    { name: 'token', type: 'apiKey', in: 'header', headerName: 'X-Token' },
    { name: 'cookie', type: 'apiKey', in: 'cookie', headerName: 'sid' },
    { name: 'openid', type: 'openIdConnect', openIdConnectUrl: 'https://example.com/openid' },
    { name: 'oauth', type: 'oauth2', flows: schemes.oauth.flows },
  ]);
  expect(shown.authStrategies).toEqual(Object.keys(schemes).map((name) => ({ schemes: [name] })));
  const authorization = { headers: { Authorization: null }, secretHeaders: ['Authorization'] };
  expect(shown.headerPresets).toEqual([
    { label: 'Bearer Token', ...authorization },
    { label: 'Basic Auth', ...authorization },
    { label: 'key', headers: { 'X-Key': null }, secretHeaders: ['X-Key'] },
    { label: 'token', headers: { 'X-Token': null }, secretHeaders: ['X-Token'] },
    { label: 'cookie (cookie)', headers: {}, secretHeaders: [] },
  ]);
  const common = { securitySchemeName: 'oauth', tokenUrl: 'https://example.com/t' };
  expect(shown.oauth2Presets).toEqual([
    {
      ...{ label: 'oauth (authorizationCode)', flow: 'authorizationCode', ...common },
      ...{ authorizationUrl: 'https://example.com/a', refreshUrl: 'https://example.com/r' },
      scopes: { read: 'Read' },
    },
    { label: 'oauth (clientCredentials)', flow: 'clientCredentials', ...common, scopes: {} },
  ]);
});

test('the security of a document is its strategies, and the labels of one are joined', () => {
  const security = [{ key: [], token: [] }, { openid: [] }];
  const shown = preview({ security, components: { securitySchemes: schemes } });
  expect(shown.authStrategies).toEqual([{ schemes: ['key', 'token'] }, { schemes: ['openid'] }]);
  expect(shown.headerPresets).toEqual([
    {
      ...{ label: 'key + token', headers: { 'X-Key': null, 'X-Token': null } },
      secretHeaders: ['X-Key', 'X-Token'],
    },
  ]);
});
