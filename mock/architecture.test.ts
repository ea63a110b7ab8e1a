import { posix } from 'node:path';
import { parseSync } from '@swc/core';
import { filesUnder, isTest, type Source } from './testing/sources';

/** The design's "Rooms": who imports whom. Every check is a function that is tried on a breach too. */

interface Import {
  /** A path from the root without its ending, or a package's name. */
  readonly target: string;
  readonly isFile: boolean;
  readonly typeOnly: boolean;
  /** By `import()`: loaded when that is reached, and not before. */
  readonly lazy: boolean;
}

type Graph = Readonly<Record<string, readonly string[]>>;

type Tree = Readonly<Record<string, unknown>>;

/** Every module that a file names, in whichever way it imports it. */
function importsOf({ path, text }: Source): Import[] {
  const imports: Import[] = [];
  const add = (literal: unknown, typeOnly: boolean, lazy = false) => {
    const { value } = literal as { value: string };
    const isFile = value.startsWith('.');
    const target = isFile ? posix.join(posix.dirname(path), value).replace(/\.ts$/, '') : value;
    imports.push({ target, isFile, typeOnly, lazy });
  };
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, source, argument, expression, callee, arguments: given, typeOnly } = node as Tree;
    if (source) add(source, typeOnly === true);
    if (type === 'TsImportType') add(argument, true);
    if (type === 'TsExternalModuleReference') add(expression, false);
    if (type === 'CallExpression') {
      const { type: kind, value: name } = callee as Tree;
      const literal = (given as { expression: Tree }[])[0]?.expression;
      if ((kind === 'Import' || name === 'require') && literal?.['type'] === 'StringLiteral')
        add(literal, false, kind === 'Import');
    }
    for (const child of Object.values(node)) walk(child);
  };
  walk(parseSync(text, { syntax: 'typescript' }).body);
  return imports;
}

/** `mock/http/body` is of the room `http`; a file at the top, such as `mock/options`, is its own. */
function roomOf(path: string): string {
  const [top = '', room = ''] = path.split('/');
  return top === 'mock' ? room.replace(/\.ts$/, '') : top;
}

/** Room by room, the other rooms that it imports. */
function arrowsOf(sources: readonly Source[]): Graph {
  const graph: Record<string, Set<string>> = {};
  for (const source of sources) {
    const from = roomOf(source.path);
    graph[from] ??= new Set();
    for (const { target, isFile } of importsOf(source)) if (isFile) graph[from].add(roomOf(target));
    graph[from].delete(from);
  }
  return Object.fromEntries(Object.entries(graph).map(([from, to]) => [from, [...to].sort()]));
}

/** An import of a folder is one of its index. */
function fileGraphOf(sources: readonly Source[]): Graph {
  const names = new Set(sources.map(({ path }) => path.replace(/\.ts$/, '')));
  const fileAt = (target: string) => (names.has(`${target}/index`) ? `${target}/index` : target);
  return Object.fromEntries(
    sources.map((source) => [
      source.path.replace(/\.ts$/, ''),
      importsOf(source).map(({ target }) => fileAt(target)),
    ]),
  );
}

/** What reaches itself. */
function cyclesIn(graph: Graph): string[] {
  return Object.keys(graph).filter((start) => {
    const reached = new Set(graph[start]);
    for (const node of reached) for (const next of graph[node] ?? []) reached.add(next);
    return reached.has(start);
  });
}

/** What these files import besides files of the project. */
const packagesOf = (sources: readonly Source[]): string[] => [
  ...new Set(sources.flatMap(importsOf).flatMap(({ target, isFile }) => (isFile ? [] : target))),
];

/**
 * The contracts know the emulator by its public door only, and the emulator does not know them. Its command line
 * does, by the one door that is built, and loads it when `verify` asks for it. What test suites import knows the
 * emulator by its public door too, and no contracts.
 */
const doorBreaches = (sources: readonly Source[]): string[] =>
  sources.flatMap((source) =>
    importsOf(source)
      .filter(({ target, typeOnly, lazy }) => {
        const isDoor = source.path.startsWith('cli/') && target === 'contracts/verify/index';
        if (/^(?:mock|cli)\//.test(source.path)) {
          return target.startsWith('contracts/') && !(isDoor && (typeOnly || lazy));
        }
        const mayEnter = /^(?:contracts\/targets|fixtures)\//.test(source.path);
        const isElsewhere = source.path.startsWith('fixtures/') && target.startsWith('contracts/');
        return isElsewhere || (target.startsWith('mock/') && !(mayEnter && target === 'mock/index'));
      })
      .map(({ target }) => `${source.path} imports ${target}`),
  );

const allMock = [...filesUnder('mock', /\.ts$/), ...filesUnder('cli', /\.ts$/)];
const allContracts = filesUnder('contracts', /\.ts$/);
const allFixtures = filesUnder('fixtures', /\.ts$/);
const mock = allMock.filter((source) => !isTest(source));
const rulesAndApps = mock.filter(({ path }) => /^mock\/(?:rules|apps)\//.test(path));

/** Every arrow there is. A new one is a decision, and belongs here before it is drawn. */
const arrows: Graph = {
  accounts: ['apps', 'fixtures', 'rules', 'util'],
  apps: ['rules', 'util'],
  cells: ['accounts', 'control', 'errors', 'rules', 'util', 'wire'],
  cli: ['apps', 'contracts', 'index', 'mcp', 'option-kinds', 'options', 'own-apps', 'rules', 'util'],
  console: ['control'],
  control: ['accounts', 'apps', 'operations', 'repository', 'rules', 'util', 'version', 'wire'],
  documents: ['control', 'rules', 'util', 'wire'],
  errors: [],
  index: [
    'accounts',
    'api',
    'control',
    'documents',
    'errors',
    'operations',
    'options',
    'own-apps',
    'rules',
    'session-manager',
    'tls',
    'version',
    'wire',
  ],
  mcp: ['control', 'documents', 'rules', 'util', 'version'],
  operations: ['accounts', 'apps', 'repository', 'rules', 'util', 'wire'],
  options: [
    'accounts',
    'apps',
    'control',
    'errors',
    'mcp',
    'option-kinds',
    'own-apps',
    'rules',
    'tls',
    'util',
    'wire',
  ],
  'option-kinds': ['errors', 'rules', 'util'],
  'own-apps': ['errors', 'rules', 'util'],
  repository: ['errors', 'rules'],
  rules: ['errors', 'util'],
  server: [
    'cells',
    'console',
    'control',
    'documents',
    'fixtures',
    'mcp',
    'operations',
    'rules',
    'util',
    'version',
    'wire',
  ],
  api: ['accounts', 'control', 'documents', 'operations', 'options', 'own-apps', 'tls', 'wire'],
  'session-manager': [
    'accounts',
    'api',
    'apps',
    'cells',
    'control',
    'documents',
    'errors',
    'operations',
    'options',
    'own-apps',
    'repository',
    'rules',
    'server',
    'tls',
    'util',
    'wire',
  ],
  tls: ['errors', 'option-kinds', 'wire'],
  util: [],
  version: ['package.json'],
  wire: ['rules', 'util'],
  'yaml.d': [],
};

describe('arrows', () => {
  const drawn = arrowsOf(mock);
  const folders = mock.filter(({ path }) => path.split('/').length > 2);

  test.each(Object.keys({ ...arrows, ...drawn }))('%s imports what is listed, and nothing else', (room) => {
    expect(drawn[room]).toEqual(arrows[room]);
  });

  test('no room reaches itself through others', () => {
    expect(cyclesIn(arrowsOf(folders))).toEqual([]);
  });

  test('nor does any file, not even for types', () => {
    expect(cyclesIn(fileGraphOf(mock))).toEqual([]);
    expect(cyclesIn(fileGraphOf(allContracts))).toEqual([]);
  });

  test('rules and apps need no package, and of node only comparison and hashing', () => {
    expect(packagesOf(rulesAndApps)).toEqual(['node:crypto', 'node:util']);
  });

  test('contracts and emulator meet at the public door, in contracts/targets; fixtures come in by it', () => {
    const both = [...allMock, ...allContracts, ...allFixtures];
    expect(allFixtures.flatMap(importsOf).some(({ target }) => target === 'mock/index')).toBe(true);
    expect(both.some(({ path }) => path.startsWith('contracts/targets/'))).toBe(true);
    expect(doorBreaches(both)).toEqual([]);
  });

  const source = (path: string, text: string): Source => ({ path, text });

  test.each([
    "import { a } from '../http/body';",
    "import type { A } from '../http/body';",
    "import a, { type B } from '../http/body.ts';",
    "import '../http/body';",
    "export * from '../http/body';",
    "export { a } from '../http/body';",
    "export const load = () => import('../http/body');",
    "const a = require('../http/body');",
    "import a = require('../http/body');",
    "let a: import('../http/body').A;",
  ])('a breach is seen: %s', (text) => {
    expect(arrowsOf([source('mock/rules/x.ts', text)])).toEqual({ rules: ['http'] });
  });

  test.each([
    "import { a } from './session';",
    "// import { a } from '../http/body';",
    "/** import('../http/body') */",
    'const text = "import a from \'../http/body\'";',
    "import { join } from 'node:path';",
    'export const a = 1;',
  ])('what is none is not: %s', (text) => {
    expect(arrowsOf([source('mock/rules/x.ts', text)])).toEqual({ rules: [] });
  });

  test('a cycle is seen, of rooms and of files', () => {
    const sources = [
      source('mock/rules/a.ts', "import type { B } from '../http/b';"),
      source('mock/http/b.ts', "import '../wire/c';"),
      source('mock/wire/c.ts', "import '../rules/a';"),
      source('mock/apps/d.ts', "import '../rules/a';"),
    ];
    expect(cyclesIn(arrowsOf(sources))).toEqual(['rules', 'http', 'wire']);
    expect(cyclesIn(fileGraphOf(sources))).toEqual(['mock/rules/a', 'mock/http/b', 'mock/wire/c']);
  });

  test('an import of a package is seen', () => {
    expect(packagesOf([source('mock/apps/x.ts', "import { a } from './b'; import d from 'd';")])).toEqual([
      'd',
    ]);
  });

  test.each([
    ['contracts/targets/x.ts', '../../mock/index', false],
    ['contracts/targets/x.ts', '../../mock/options', true],
    ['contracts/behaviours/x.ts', '../../mock/index', true],
    ['contracts/x.ts', '../mock/index', true],
    ['mock/x.test.ts', '../contracts/behaviour', true],
    ['mock/x.ts', './contracts', false],
    ['cli/x.ts', '../contracts/verify/index', false],
    ['cli/x.ts', '../contracts/verify/verify', true],
    ['mock/http/x.ts', '../../contracts/verify/index', true],
    ['fixtures/nock/x.ts', '../../mock/index', false],
    ['fixtures/nock/x.ts', '../../mock/http/fetch', true],
    ['fixtures/nock/x.ts', '../../contracts/decode', true],
  ])('%s importing %s is a breach of the door: %j', (path, specifier, breach) => {
    expect(doorBreaches([source(path, `import type { A } from '${specifier}';`)])).toHaveLength(
      breach ? 1 : 0,
    );
  });

  test.each([
    ["const load = () => import('../contracts/verify/index');", 0],
    ["type Suite = typeof import('../contracts/verify/index');", 0],
    ["import { verify } from '../contracts/verify/index';", 1],
    ["const suite = require('../contracts/verify/index');", 1],
  ])('of the command line, %s is %d breaches of the door', (text, breaches) => {
    expect(doorBreaches([source('cli/x.ts', text)])).toHaveLength(breaches);
  });
});
