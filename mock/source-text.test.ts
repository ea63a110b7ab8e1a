import { filesUnder, isTest, type Source } from './testing/sources';

/** What the text of the sources shows. Every check is a function that is tried on a breach too. */

/** Users take an OpenAPI document in one piece, so that it may be longer than what is read by us. */
const mostLines = (path: string): number => (/^fixtures\/openapi\/[\w-]+\.yaml$/.test(path) ? 1300 : 400);

const overlong = (sources: readonly Source[]): string[] =>
  sources
    .map(({ path, text }) => ({ path, lines: text.replace(/\n$/, '').split('\n').length }))
    .filter(({ path, lines }) => lines > mostLines(path))
    .map(({ path, lines }) => `${path} has ${lines} lines`);

/** The world, taken instead of being given. */
const worldly =
  /\b(?:Date\.now|new Date\(\s*\)|Math\.random|performance\.now|monotonicTime|randomUUID|setTimeout|setInterval|setImmediate|process\.\w+)/g;

const found = (pattern: RegExp, sources: readonly Source[]): string[] =>
  sources.flatMap(({ path, text }) => (text.match(pattern) ?? []).map((match) => `${path}: ${match}`));

const everything = filesUnder('', /\.(?:ts|mjs|cjs|yaml)$/);
const allMock = everything.filter(({ path }) => path.startsWith('mock/'));
const rulesAndApps = allMock.filter(
  (source) => /^mock\/(?:rules|apps)\//.test(source.path) && !isTest(source),
);

describe('size', () => {
  test('no file is over 400 lines, but an OpenAPI document', () => {
    expect(overlong(everything)).toEqual([]);
  });

  test('one that is, is seen', () => {
    const lines = (count: number) => ({ path: `${count}.ts`, text: 'x\n'.repeat(count) });
    expect(overlong([lines(400), lines(401)])).toEqual(['401.ts has 401 lines']);
    const document = { path: 'fixtures/openapi/a.yaml', text: 'x\n'.repeat(1301) };
    expect(overlong([document])).toHaveLength(1);
    expect(everything.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['jest.config.ts', 'scripts/build.mjs', 'scripts/jest-yaml.cjs']),
    );
  });
});

describe('rules and apps are given the world', () => {
  test('they take neither time nor chance nor the process', () => {
    expect(rulesAndApps.length).toBeGreaterThan(10);
    expect(found(worldly, rulesAndApps)).toEqual([]);
  });

  test.each([
    ['const now = Date.now();', 'Date.now'],
    ['clock = Date.now', 'Date.now'],
    ['new Date( )', 'new Date( )'],
    ['Math.random()', 'Math.random'],
    ['performance.now()', 'performance.now'],
    ['monotonicTime()', 'monotonicTime'],
    ['const id = randomUUID();', 'randomUUID'],
    ['setTimeout(f, 1)', 'setTimeout'],
    ['if (process.env.X) {}', 'process.env'],
  ])('a breach is seen: %s', (text, match) => {
    expect(found(worldly, [{ path: 'x.ts', text }])).toEqual([`x.ts: ${match}`]);
  });

  test.each(['new Date(0)', '/** Nothing here is read from the process. */', 'preprocess.x', 'clock()'])(
    'what is none is not: %s',
    (text) => {
      expect(found(worldly, [{ path: 'x.ts', text }])).toEqual([]);
    },
  );
});
