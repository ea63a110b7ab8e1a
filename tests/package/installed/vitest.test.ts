// Vitest, and Mock Service Worker in it.
import { filesUnder } from '../blocks';
import { green, installedStore, type Store } from './store';

const guide = 'docs/test-suites.md';

let store: Store;
beforeAll(() => {
  store = installedStore(['vitest', 'msw']);
});
afterAll(() => store.remove());

/** In a folder of its own under the project. */
function vitest(folder: string, files: Readonly<Record<string, string>>, ...args: string[]) {
  store.write(Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text])));
  return store.run('npx', ['vitest', 'run', '--root', folder, ...args], { NO_COLOR: '1' });
}

const passed = (printed: string, tests: number) =>
  expect(printed).toMatch(new RegExp(`^ +Tests +${tests} passed \\(${tests}\\)$`, 'm'));

describe.each(['forks', 'threads', 'vmThreads'])('pool %s', (pool) => {
  test('the suite of the guide passes, and its one server is for all workers', () => {
    passed(green(vitest(`guide-${pool}`, filesUnder(guide, 'Vitest'), `--pool=${pool}`)), 3);
  });
});

test('the suite for Mock Service Worker passes', () => {
  passed(green(vitest('msw', filesUnder(guide, 'Mock Service Worker'))), 1);
});

const suite = (body: string) => `
  import { describe, expect, inject, test } from 'vitest';
  import { createSessionManager } from 'vtex-session-mock';
  import { useSessionManager } from 'vtex-session-mock/vitest';
  ${body}`;

test('no session outlives its test, no port its describe; the emulator is the same copy', () => {
  const body = `
    let url;
    describe('one', () => {
      const session = useSessionManager({ account: 'b2b', listen: true });
      test.each([1, 2])('%d', async () => {
        url = session.url;
        expect((await session.manager.sessions()).count).toBe(0);
        await fetch(url + '/api/sessions', { method: 'POST' });
        expect((await session.manager.sessions()).count).toBe(1);
        expect(session.manager.account.name).toBe('b2b');
      });
    });
    test('closed', () => expect(fetch(url + '/_mock/health')).rejects.toThrow('fetch failed'));
    test('matchers', async () => {
      const answer = await createSessionManager().fetch('http://x/api/sessions', { method: 'POST' });
      expect(answer).toHaveSegment({ channel: expect.any(String) });
      expect(answer).not.toHaveSegment({ channel: '2' });
      expect(answer).toFitInCookie();
      expect(() => expect(answer).toHaveSegment({ channel: '2' })).toThrow('segment.channel\\nExpected: "2"\\nReceived: "1"');
    });`;
  passed(green(vitest('own', { 'a.test.js': suite(body) })), 4);
});

test('a suite that fails is red', () => {
  const body = `
    const { manager } = useSessionManager();
    test('red', async () => {
      expect(await manager.fetch('http://x/api/sessions', { method: 'POST' })).toHaveSegment({ channel: '2' });
    });`;
  const { status, stderr } = vitest('red', { 'a.test.js': suite(body) });
  expect(stderr).toMatch(/segment\.channel\s+Expected: "2"\s+Received: "1"/);
  expect(status).toBe(1);
});

test('requiring vtex-session-mock/vitest gives the error of Vitest about ES modules', () => {
  const { status, stderr } = store.run('node', ['-e', "require('vtex-session-mock/vitest')"]);
  expect(stderr).toContain('Vitest cannot be imported in a CommonJS module');
  expect(status).toBe(1);
});
