import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SessionManager } from '../../mock/index';

const run = promisify(execFile);

/** Where a client finds the emulator. */
export interface Place {
  /** An emulator that listens, in front of a page that visits it ({@link visitingPage}). */
  readonly url: string;
  readonly manager: SessionManager;
  /** The ids that the page saw. */
  readonly seenByPage: Promise<string>;
}

export interface Client {
  /** Files without which it is not tried. */
  readonly needs?: readonly string[];
  /** Creates a session, and returns its id and the id that the next request with its cookies has. */
  readonly visit: (place: Place) => Promise<string>;
}

const python = '/usr/bin/python3'; // Debian's, whose packages these are
const debian = '/usr/lib/python3/dist-packages';

/** A script that prints both ids. */
async function printed(command: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(command, args, { cwd: join(__dirname, '../..'), timeout: 150_000 });
  return stdout.trim();
}

const inPython = (needs: readonly string[], open: string): Client => ({
  needs: [python, ...needs],
  visit: ({ url }) =>
    printed(python, [
      '-c',
      `import json\n${open}\nprint(*(post("${url}/api/sessions?items=*")["id"] for _ in range(2)))`,
    ]),
});

const inNode = (open: string): Client => ({
  visit: ({ url }) =>
    printed(process.execPath, [
      '--input-type=module',
      '-e',
      `const url = '${url}/api/sessions?items=*';\n${open}\nconst ids = [await post(), await post()].map(({ id }) => id);\nconsole.log(...ids);`,
    ]),
});

/** It posts, opens itself again, posts again, and says which sessions it had. */
export const visitingPage = `<!doctype html><script>
(async () => {
  const { id } = await (await fetch('/api/sessions?items=*', { method: 'POST' })).json();
  const first = new URLSearchParams(location.search).get('first');
  if (first === null) location.href = '/?first=' + id;
  else await fetch('/seen?' + first + '%20' + id);
})();
</script>`;

/** Opens the page until it has said what it saw. */
const browser = (needs: readonly string[], command: (profile: string) => readonly string[]): Client => ({
  needs,
  async visit({ url, seenByPage }) {
    const profile = mkdtempSync(join(tmpdir(), 'visiting-'));
    const [file = '', ...args] = command(profile);
    const options = { env: { ...process.env, HOME: profile }, detached: true, stdio: 'ignore' } as const;
    const opened = spawn(file, [...args, url], options);
    const closed = once(opened, 'exit');
    const timeout = new Promise<never>((_, reject) => {
      setTimeout(reject, 150_000, new Error('The page was not seen in time')).unref();
    });
    const gone = closed.then(([code]) => Promise.reject(new Error(`The browser ended with ${code}`)));
    try {
      return await Promise.race([seenByPage, gone, timeout]);
    } finally {
      gone.catch(() => undefined);
      if (opened.exitCode === null) process.kill(-(opened.pid as number)); // with all of its processes
      await closed;
      rmSync(profile, { recursive: true, force: true, maxRetries: 20 });
    }
  },
});

const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const miniBrowser = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/webkit2gtk-4.1/MiniBrowser`;

/** By their names in docs/clients.md. */
export const clients: Readonly<Record<string, Client>> = {
  Chromium: browser([chromium], (profile) => [
    chromium,
    ...['--headless', '--no-sandbox', '--disable-background-networking', '--disable-sync', '--disable-gpu'],
    `--user-data-dir=${profile}`,
  ]),
  Firefox: browser(['/usr/bin/firefox-esr'], (profile) => [
    ...['/usr/bin/firefox-esr', '--headless', '--no-remote', '--profile', profile],
  ]),
  WebKitGTK: browser([miniBrowser, '/usr/bin/xvfb-run'], () => [
    '/usr/bin/xvfb-run',
    '-a',
    miniBrowser,
    '--private',
  ]),
  curl: {
    needs: ['/usr/bin/curl'],
    async visit({ url }) {
      const folder = mkdtempSync(join(tmpdir(), 'curl-'));
      const jar = join(folder, 'jar');
      const ids: string[] = [];
      for (const _ of [1, 2]) {
        const answer = await printed('/usr/bin/curl', [
          '-sS',
          '-b',
          jar,
          '-c',
          jar,
          '-X',
          'POST',
          `${url}/api/sessions?items=*`,
        ]);
        ids.push((JSON.parse(answer) as { id: string }).id);
      }
      rmSync(folder, { recursive: true });
      return ids.join(' ');
    },
  },
  "supertest's `agent(manager.handler)`": {
    async visit({ manager }) {
      const { agent } = await import('supertest');
      const visitor = agent(manager.handler);
      const post = async () => (await visitor.post('/api/sessions?items=*')).body.id as string;
      return `${await post()} ${await post()}`;
    },
  },
  'tough-cookie': inNode(`import { CookieJar } from 'tough-cookie';
const jar = new CookieJar();
const post = async () => {
  const answer = await fetch(url, { method: 'POST', headers: { cookie: await jar.getCookieString(url) } });
  for (const line of answer.headers.getSetCookie()) await jar.setCookie(line, url);
  return answer.json();
};`),
  'fetch-cookie': inNode(`import makeFetch from 'fetch-cookie';
const fetched = makeFetch(fetch);
const post = async () => (await fetched(url, { method: 'POST' })).json();`),
  "Python's http.cookiejar": inPython(
    [],
    `import urllib.request
from http.cookiejar import CookieJar
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
post = lambda url: json.load(opener.open(urllib.request.Request(url, method="POST")))`,
  ),
  "Python's requests": inPython(
    [`${debian}/requests`],
    `import requests
visitor = requests.Session()
post = lambda url: visitor.post(url).json()`,
  ),
  "Python's httpx": inPython(
    [`${debian}/httpx`],
    `import httpx
visitor = httpx.Client()
post = lambda url: visitor.post(url).json()`,
  ),
};

/** The files that a client lacks here. */
export const lacking = ({ needs = [] }: Client): readonly string[] =>
  needs.filter((file) => !existsSync(file));
