import dns from 'node:dns';
import fs, { mkdtempSync, readFileSync } from 'node:fs';
import { connect, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, codeOf, document, get, made, refusingFetch, small } from './testing/small-documents';

/** Documents that want to open something, to fill the memory, or never to end. */

/** Everything by which this process opens a file or a connection. */
const doors: readonly [holder: object, name: string][] = [
  ...[
    'open',
    'openSync',
    'readFile',
    'readFileSync',
    'createReadStream',
    'opendir',
    'readdir',
    'readdirSync',
  ].map((name): [object, string] => [fs, name]),
  ...['open', 'readFile', 'opendir', 'readdir'].map((name): [object, string] => [fs.promises, name]),
  [dns, 'lookup'],
  [Socket.prototype, 'connect'],
  [globalThis, 'fetch'],
];

/** Milliseconds of processor time that one document may take, however busy the machine is. */
const mostTime = 5000;

let opened: string[];
let began: NodeJS.CpuUsage;

beforeAll(async () => {
  const all = made(); // loads what is loaded late
  await all.add({ spec: small });
  await ask(all, '/products');
});

beforeEach(() => {
  opened = [];
  for (const [holder, name] of doors) {
    const functions = holder as Record<string, (...args: unknown[]) => unknown>;
    const real = functions[name] as (...args: unknown[]) => unknown;
    jest.spyOn(functions, name).mockImplementation(function (this: unknown, ...args: unknown[]) {
      const what = String(args[0]);
      if (!/\.(?:[cm]?[jt]s|map)$/.test(what)) opened.push(`${name} ${what}`); // Jest reads code for stacks of errors
      return real.apply(this, args);
    });
  }
  began = process.cpuUsage();
});

function nothingWasOpened(): void {
  const { user, system } = process.cpuUsage(began);
  jest.restoreAllMocks();
  expect(opened).toEqual([]);
  expect(refusingFetch).not.toHaveBeenCalled();
  expect((user + system) / 1000).toBeLessThan(mostTime);
}

afterEach(() => jest.restoreAllMocks());

test('the spies see files and connections', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  expect(() => readFileSync(join(folder, 'none'))).toThrow();
  connect(1, '127.0.0.1').on('error', () => undefined);
  expect(opened).toEqual([expect.stringMatching(/^openSync .*none$/), expect.stringMatching(/^connect /)]);
});

const bomb = [
  'openapi: 3.0.3',
  'info: {title: Bomb, version: "1"}',
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...'bcdefghi'.split('').map((name, index) => {
    const last = 'abcdefgh'[index];
    return `${name}: &${name} [${Array(9).fill(`*${last}`).join(',')}]`;
  }),
  'paths: {}',
].join('\n');

const deep = `{"openapi":"3.0.3","paths":{},"x":${'['.repeat(300)}${']'.repeat(300)}}`;

test.each<[string, string, string]>([
  ['an empty text', '  ', 'SPEC_UNREADABLE'],
  ['neither JSON nor YAML', '{"openapi": "3.0.3", "paths": {', 'SPEC_UNREADABLE'],
  ['a list', '[1, 2]', 'SPEC_UNREADABLE'],
  ['a text', 'hello', 'SPEC_UNREADABLE'],
  ['9 MB', `${small}${' '.repeat(9 * 1024 * 1024)}`, 'SPEC_TOO_LARGE'],
  [
    'a list of 1,300,000 parts',
    `{"openapi":"3.0.3","paths":{"/a":{}},"x":[${'[],'.repeat(1_300_000)}[]]}`,
    'SPEC_WITHOUT_OPERATIONS',
  ],
  [
    '300,000 parts in YAML',
    `openapi: 3.0.3\npaths: {"/a":{}}\nx:\n${' - []\n'.repeat(300_000)}`,
    'SPEC_WITHOUT_OPERATIONS',
  ],
  [
    '100,000 keys in YAML',
    `openapi: 3.0.3\npaths: {"/a":{}}\nx:\n${Array.from({ length: 100_000 }, (_, index) => ` k${index}: 1\n`).join('')}`,
    'SPEC_WITHOUT_OPERATIONS',
  ],
  [
    'a long text behind aliases',
    `openapi: 3.0.3\npaths: {}\nx: &x ${'x'.repeat(100_000)}\ny: [${Array(100).fill('*x').join(',')}]\n`,
    'SPEC_TOO_LARGE',
  ],
  [
    '200 levels of YAML and more',
    `openapi: 3.0.3\nx: ${'['.repeat(250)}${']'.repeat(250)}`,
    'SPEC_TOO_LARGE',
  ],
  ['300 levels', deep, 'SPEC_TOO_LARGE'],
  ['100,000 levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'SPEC_UNREADABLE'],
  ['a bomb of YAML aliases', bomb, 'SPEC_TOO_LARGE'],
  ['YAML that contains itself', 'openapi: 3.0.3\npaths: {}\nx: &x\n  again: *x\n', 'SPEC_TOO_LARGE'],
  ['Swagger 2', '{"swagger": "2.0", "paths": {}}', 'SPEC_VERSION_UNSUPPORTED'],
  ['no paths', '{"openapi": "3.0.3"}', 'SPEC_WITHOUT_OPERATIONS'],
  ['paths without operations', document({ '/a': {} }), 'SPEC_WITHOUT_OPERATIONS'],
  ['a reference to a file', document({ '/a': { $ref: './other.json' } }), 'SPEC_REFERENCE_OUTSIDE'],
  ['a reference to /etc', document({ '/a': { $ref: 'file:///etc/passwd' } }), 'SPEC_REFERENCE_OUTSIDE'],
  [
    'a reference to a host',
    document({ '/a': { $ref: 'https://example.com/a.json' } }),
    'SPEC_REFERENCE_OUTSIDE',
  ],
  ['a path below /api/sessions', document({ '/api/sessions/{id}/orders': get() }), 'SOURCE_PATH_TAKEN'],
  ['a path below /_mock', document({ '/_mock/reset': get() }), 'SOURCE_PATH_TAKEN'],
  ['a URL of another host', 'https://example.com/openapi.json', 'SPEC_URL_NOT_ALLOWED'],
  ['a URL that is none', 'http://', 'SPEC_UNREACHABLE'],
])('%s is refused, and nothing is opened', async (_what, spec, code) => {
  const all = made();
  expect(await codeOf(all.add({ spec }))).toBe(code);
  const isWrongItself = code.startsWith('SPEC_') && !spec.includes('"/a":{}');
  // A preview reads it the same way, so that the largest are read once.
  if (spec.length < 1_000_000) expect(await codeOf(all.preview(spec))).toBe(isWrongItself ? code : 'added');
  expect(all.list()).toEqual([]);
  nothingWasOpened();
});

const itself = {
  type: 'object',
  properties: { name: { type: 'string' }, child: { $ref: '#/components/schemas/A' } },
};
const fan = Object.fromEntries(
  Array.from({ length: 30 }, (_, level) => [
    level === 0 ? 'A' : `A${level}`,
    {
      type: 'object',
      properties: Object.fromEntries(
        Array.from({ length: 10 }, (_unused, index) => [
          `p${index}`,
          { $ref: `#/components/schemas/A${level + 1}` },
        ]),
      ),
    },
  ]),
);

test.each<[string, object]>([
  ['a schema that contains itself', { A: itself }],
  ['schemas that fan out', fan],
  ['a reference that leads to itself', { A: { $ref: '#/components/schemas/A' } }],
  ['types as a list', { A: { type: ['object', 'null'], properties: { a: { type: ['string', 'null'] } } } }],
  ['a reference that leads nowhere', { A: { $ref: '#/components/schemas/None' } }],
  ['a schema that does not compile', { A: { type: 'object', properties: { a: { type: 'strnig' } } } }],
])('%s is answered by a sample, requests are checked, and nothing is opened', async (_what, schemas) => {
  const schema = { $ref: '#/components/schemas/A' };
  const content = { 'application/json': { schema } };
  const all = made();
  await all.add({
    spec: document(
      { '/a': { post: { requestBody: { content }, responses: { 200: { description: 'OK', content } } } } },
      { components: { schemas } },
    ),
  });
  const answer = await ask(all, '/a', { method: 'post', body: {} });
  expect(answer).toMatchObject({ status: 200, answer: 'sampled' });
  expect(JSON.stringify(answer.body).length).toBeLessThan(1_000_000);
  nothingWasOpened();
});

test('operations of one name get different names', async () => {
  const all = made();
  const operation = { tags: ['Order'], operationId: 'get', responses: {} };
  await all.add({ spec: document({ '/a': { get: operation, put: operation }, '/b': { get: operation } }) });
  const names = all.list().flatMap((source) => source.tools().map(({ name }) => name));
  expect(new Set(names).size).toBe(3);
  nothingWasOpened();
});
