// README.md and docs/clients.md: their blocks run unchanged, and every link of the docs has a target.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type EmulatorProcess, root, startEmulator } from './emulator-process';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');

/** The only fenced block of a language that contains a text. */
function block(language: string, word: string, text = readme): string {
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(
    ([, content = '']) => content,
  );
  const found = blocks.filter((content) => content.includes(word));
  expect(found).toHaveLength(1);
  return found[0] as string;
}

let emulator: EmulatorProcess;
let folder: string;

beforeAll(async () => {
  emulator = await startEmulator();
  folder = mkdtempSync(join(tmpdir(), 'readme-'));
});

afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

const onThisPort = (text: string) => text.replaceAll('http://127.0.0.1:9910', emulator.url);
const bash = (script: string, cwd = folder) =>
  execFileSync('bash', ['-ec', onThisPort(script)], { cwd, encoding: 'utf8' });

test('the first requests of the README get the responses that it shows', () => {
  const script = block('sh', 'curl -c jar').replaceAll('curl ', 'curl -sS -w "\\n" ');
  const answers = bash(script).trim().split('\n');
  expect(answers).toHaveLength(4);
  const [created, session, edited, segment] = answers.map((answer) => JSON.parse(answer));
  expect(Object.keys(created)).toEqual(['sessionToken', 'segmentToken']);
  const promised = JSON.parse(block('json', 'currencyCode'));
  expect(session).toEqual({ ...promised, id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(Object.keys(edited)).toEqual(['sessionToken', 'segmentToken']);
  expect(segment).toMatchObject({ channel: '3', currencySymbol: '€', utm_source: 'google' });
});

test('the curl lines of the README have no character that sh, cmd.exe and PowerShell read differently', () => {
  const lines = readme.match(/^curl .*/gm) ?? [];
  expect(lines).toHaveLength(5);
  for (const line of lines) expect(line).not.toMatch(/['\\$%^`]/);
});

test.each(['README.md', 'docs/accounts.md'])('%s opens a session of a persona', (page) => {
  const line = block('sh', 'personas/shopper', read(page))
    .split('\n')
    .find((one) => one.includes('POST'));
  expect(JSON.parse(bash(`${line} -sS`))).toMatchObject({
    cookie: expect.stringContaining('vtex_session=ey'),
  });
});

test('the README is at most 9 kB and has the two commands that a newcomer types', () => {
  expect(Buffer.byteLength(readme)).toBeLessThan(9000);
  for (const command of ['npm ci && npm start', 'npm ci && npm test'])
    expect(block('sh', command).trim()).toBe(command);
});

test('the README names the versions of Node.js that npm accepts, and the share of assumptions', () => {
  expect(JSON.parse(read('package.json')).engines.node).toBe('>=20.19 <21 || >=22.12');
  expect(readme).toContain('Node 20.19 or newer (not 21.0 to 22.11)');
  const grades = read('docs/behaviours.md').matchAll(/^\| (\w+) \(\w\) \| (\d+) \|/gm);
  const claims = Object.fromEntries(Array.from(grades, ([, grade = '', count]) => [grade, Number(count)]));
  const { live = 0, documented = 0, observed = 0, inferred = 0, assumed = 0 } = claims;
  const share = assumed / (live + documented + observed + inferred + assumed);
  expect([live, share < 0.28 || share > 0.38]).toEqual([0, false]);
  expect(readme).toContain('about a third of its claims about VTEX are assumptions');
});

test.each([
  ['openapi-client-axios', 'BRA\n'],
  ["require('vtex-session-mock')", '201\n'],
])('the JavaScript with %s in docs/clients.md runs', (word, output) => {
  const script = onThisPort(block('js', word, read('docs/clients.md')));
  expect(execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' })).toBe(output);
});

test('the exec line of the README reads a session', () => {
  // `npx` would ask a registry, since the package is not installed here.
  const printed = bash(
    block('sh', 'exec --').replace('npx vtex-session-mock', 'node dist/cli/main.cjs'),
    root,
  );
  expect(JSON.parse(printed)).toMatchObject({ namespaces: { store: { channel: { value: '1' } } } });
});

test('the rewrites for Next.js are valid configuration', async () => {
  const module = { exports: {} as { rewrites(): Promise<{ source: string; destination: string }[]> } };
  new Function('module', block('js', 'rewrites'))(module);
  expect((await module.exports.rewrites()).map(({ source }) => source)).toEqual([
    '/api/sessions/:path*',
    '/api/segments/:path*',
  ]);
});

test.each(
  [...read('docs/storefront.md').matchAll(/^```js\n\/\/ (\S+)\n(.*?)^```/gms)].map(([, ...found]) => found),
)('the block %s of docs/storefront.md is a file of the examples', (name = '', content) => {
  const folders = ['next-dev', 'vite-dev'].filter((folder) =>
    existsSync(join(root, 'examples', folder, name)),
  );
  expect(folders.map((folder) => read(`examples/${folder}/${name}`))).toEqual([content]);
});

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'examples/README.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path}`),
];

/** As GitHub makes the anchor of a heading. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');

test.each(pages)('every link of %s has a target', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
  const broken = links.filter(([, path = '', fragment]) => {
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    if (fragment === undefined) return false;
    const headings = [...read(target).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchor(heading));
    return !headings.includes(fragment);
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

test('every page for users and contributors is in the index', () => {
  const index = read('docs/README.md');
  const missing = pages.filter(
    (page) =>
      /^docs\/(?:internals\/)?[\w-]+\.md$/.test(page) &&
      page !== 'docs/README.md' &&
      !index.includes(`(${page.slice(5)})`),
  );
  expect(missing).toEqual([]);
});
