// TypeScript in a store: every import path, both ways to resolve, the libraries' own declarations checked too.
import { installedStore, type Store } from './store';

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
  // @ts-expect-error: a persona is named by his id
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
