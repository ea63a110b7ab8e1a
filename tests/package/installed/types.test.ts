// TypeScript in a store: every import path, both ways to resolve, the libraries' own declarations checked too.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../emulator-process';
import { green, installedStore, type Store } from './store';

const ofNone = `
import { createSessionManager, type SessionManager } from 'vtex-session-mock';
import { sessionManagerHandler, type SessionManagerHandler } from 'vtex-session-mock/fetch';
import { interceptSessionManager, type InterceptOptions } from 'vtex-session-mock/nock';
import { addPersona, expect as pageExpect, routeSessionManager, test as pageTest } from 'vtex-session-mock/playwright';

const options: InterceptOptions = { hosts: ['www.acme.example'], others: 'pass' };
interceptSessionManager(options).restore();
const vtex: SessionManagerHandler = sessionManagerHandler({ account: 'acme' });
export const answer: Promise<Response> = vtex.handle(new Request('https://acme.myvtex.com/api/sessions'));
export const manager: SessionManager = createSessionManager();
// @ts-expect-error: it is no option
sessionManagerHandler({ host: 'x' });

pageTest.use({ persona: 'shopper', sessionManagerOptions: { account: 'b2b', hosts: ['www.acme.example'] } });
pageTest('a page', async ({ page, context, sessionManager }) => {
  const { restore } = await routeSessionManager(page, sessionManager, { hosts: ['http://127.0.0.1:3000'] });
  await addPersona(context, sessionManager, 'shopper', ['https://www.acme.example']);
  await pageExpect(page).toHaveTitle('store');
  await restore();
  // @ts-expect-error: a persona is named by its id
  pageTest.use({ persona: 1 });
});
`;

const ofVitest = `
import { expect, inject, test } from 'vitest';
import { useSessionManager } from 'vtex-session-mock/vitest';
import { setup } from 'vtex-session-mock/vitest/global-setup';
export const ready: unknown = setup;
const session = useSessionManager({ account: 'acme', listen: true });
const url: string = inject('sessionManagerUrl');
test('types', () => {
  expect(url + session.url).toHaveSegment({ channel: '2' });
  expect({}).not.toHavePublic('postalCode', '01310100');
  expect([]).toFitInCookie();
  // @ts-expect-error: the key is missing
  expect({}).toHavePublic();
  // @ts-expect-error: unknown option
  useSessionManager({ listens: true });
});
`;

const ofJest = `
import { expect } from '@jest/globals';
import { useSessionManager } from 'vtex-session-mock/jest';
export const { url } = useSessionManager({ listen: true });
expect('x').toHaveSegment({ channel: '2' });
// @ts-expect-error: it is an object
expect('x').toHaveSegment('2');
`;

let store: Store;
beforeAll(() => {
  store = installedStore([
    ...['typescript', '@types/node', '@jest/globals', '@playwright/test', 'nock', 'vitest'],
  ]);
});
afterAll(() => store.remove());

const tsc = (folder: string) => store.run('npx', ['tsc', '-p', folder]);

describe.each([
  ['node16', 'commonjs'],
  ['node16', 'module'],
  ['bundler', 'module'],
])('resolution %s, of type %s', (moduleResolution, type) => {
  test.each([
    ['Jest, Playwright, nock, fetch', { 'a.ts': ofNone, 'b.ts': ofJest }, false],
    // Vite's declarations name esbuild, Rollup and the like, which a project need not have
    ['Vitest', { 'a.ts': ofVitest }, true],
  ])('%s', (name, sources, skipLibCheck) => {
    const folder = `${name.slice(0, 4)}-${moduleResolution}-${type}`;
    const compilerOptions = {
      ...{ module: moduleResolution === 'bundler' ? 'esnext' : 'node16', moduleResolution },
      ...{ target: 'es2022', strict: true, noEmit: true, types: ['node'], skipLibCheck },
    };
    const files = {
      ...sources,
      'package.json': JSON.stringify({ type }),
      'tsconfig.json': JSON.stringify({ compilerOptions, files: Object.keys(sources) }),
    };
    store.write(Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text])));
    const { status, stdout } = tsc(folder); // npm may have something to say on the other stream
    expect([stdout, status]).toEqual(['', 0]);
  });
});

test('a wrong type is an error', () => {
  store.write({
    'wrong/a.ts': ofVitest.replace("{ channel: '2' }", "'2'"),
    'wrong/tsconfig.json': JSON.stringify({
      compilerOptions: {
        ...{ module: 'esnext', moduleResolution: 'bundler', types: ['node'] },
        ...{ target: 'es2022', strict: true, noEmit: true, skipLibCheck: true },
      },
    }),
  });
  const { status, stdout } = tsc('wrong');
  expect(stdout).toContain('a.ts(9,43): error TS2345');
  expect(status).not.toBe(0);
});

/** With the cursor where `|` is. */
const completed = `
import { createSessionManager, SessionManager } from 'vtex-session-mock';
import { sessionManagerHandler } from 'vtex-session-mock/fetch';
import { interceptSessionManager } from 'vtex-session-mock/nock';
import { useSessionManager } from 'vtex-session-mock/jest';
import globalSetup from 'vtex-session-mock/jest/global-setup';
export const setup = globalSetup;
export const manager: SessionManager = createSessionManager({ account: '|' });
interceptSessionManager({ hosts: ['www.acme.example'], others: 'pass' }).restore();
const vtex = sessionManagerHandler({ account: 'fixtures/own.json' });
export const answer: Promise<Response> = vtex.handle(new Request('https://acme.myvtex.com/api/sessions'));
export const session = useSessionManager({ account: 'b2b', listen: true });
manager.persona('|');
manager.persona('their-own').then(({ cookie }) => cookie.length);
expect(answer).toHaveSegment({ channel: '2', 'a key of their own': 1 });
expect(answer).toHaveSegment({ |  });
`;

/** Prints what the editor offers at each cursor, as JSON. */
const editor = `
const ts = require('typescript');
const source = require('fs').readFileSync('completed.txt', 'utf8');
const places = [...source.matchAll(/\\|/g)].map(({ index }, before) => index - before);
const { options, fileNames } = ts.parseJsonConfigFileContent(require('./tsconfig.json'), ts.sys, process.cwd());
const service = ts.createLanguageService({
  ...ts.sys,
  getScriptFileNames: () => fileNames,
  getScriptVersion: () => '1',
  getScriptSnapshot: (name) => ts.sys.fileExists(name) ? ts.ScriptSnapshot.fromString(ts.sys.readFile(name)) : undefined,
  getCurrentDirectory: () => process.cwd(),
  getCompilationSettings: () => options,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  useCaseSensitiveFileNames: () => true,
});
console.log(JSON.stringify(places.map((place) =>
  service.getCompletionsAtPosition(fileNames[0], place, {}).entries.map(({ name }) => name))));
`;

describe("TypeScript 3.9, which VTEX IO's builder uses", () => {
  let older: Store;
  const check = () => older.run('npx', ['tsc', '-p', '.']);
  beforeAll(() => {
    older = installedStore([], {}, ['typescript@3.9.7', '@types/node@12', '@types/jest@25']);
    const compilerOptions = {
      ...{ target: 'es2019', module: 'commonjs', moduleResolution: 'node', strict: true, noEmit: true },
      lib: ['es2019', 'esnext.asynciterable', 'dom'],
    };
    older.write({
      'completed.txt': completed,
      'a.ts': completed.replaceAll('|', ''),
      'tsconfig.json': JSON.stringify({ compilerOptions, files: ['a.ts'] }),
      'editor.js': editor,
    });
  });
  afterAll(() => older.remove());

  test('a suite compiles, the declarations of the package included', () => {
    const { status, stdout } = check();
    expect([stdout, status]).toEqual(['', 0]);
  });

  test('a wrong type is an error', () => {
    older.write({ 'a.ts': completed.replace("others: 'pass'", "others: 'passes'").replaceAll('|', '') });
    expect(check().stdout).toMatch(/^a\.ts\(9,\d+\): error TS2322/);
    older.write({ 'a.ts': completed.replaceAll('|', '') });
  });

  test('editors complete the shipped accounts, all of their personas, and the keys of a segment', () => {
    const folder = join(root, 'fixtures/accounts');
    const names = readdirSync(folder).filter((name) => !name.includes('schema'));
    const personas = names.flatMap((name) =>
      (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { personas: { id: string }[] }).personas.map(
        ({ id }) => id,
      ),
    );
    const [accounts, ids, keys] = JSON.parse(green(older.run('node', ['editor.js']))) as string[][];
    expect(accounts?.sort()).toEqual(names.map((name) => name.replace('.json', '')).sort());
    expect(ids?.sort()).toEqual([...new Set(personas)].sort());
    expect(keys).toEqual(expect.arrayContaining(['channel', 'currencyCode', 'regionId', 'utm_source']));
  });
});
