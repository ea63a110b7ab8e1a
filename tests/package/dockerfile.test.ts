// The Dockerfile by two linters and by what docs/containers.md promises of it. `npm run test:examples` runs its steps.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { run as lint } from 'dockerfilelint';
import { root } from './emulator-process';
import { environment, said, stagesOf, words } from './recipes/dockerfile';
import { runCli } from './run-cli';

const text = readFileSync(join(root, 'Dockerfile'), 'utf8');
const stages = stagesOf(text);
const image = stages.at(-1) as (typeof stages)[number];

const issues = (dockerfile: string) => [
  ...validate(dockerfile).map(({ message }) => message),
  ...lint('', dockerfile).map(({ title }) => title),
];

test('the linters find nothing', () => {
  expect(issues(text)).toEqual([]);
});

test.each([
  ['a tag that moves', text.replace(/^FROM node:\S+$/m, 'FROM node:latest')],
  ['an unknown instruction', `${text}USR node\n`],
])('they would find %s', (_name, broken) => {
  expect(broken).not.toBe(text);
  expect(issues(broken)).not.toEqual([]);
});

test('images are pinned to a minor version of the Node that the package asks for', () => {
  for (const { image: from } of stages) expect(from).toMatch(/^node:20\.\d+-(?:bookworm-slim|alpine)$/);
});

test('it runs as a user who is not root, and nothing is copied after that user is set', () => {
  expect(said(image, 'USER')).toBe('node');
  const names = image.instructions.map(({ name }) => name);
  expect(names.slice(names.indexOf('USER'))).not.toContain('COPY');
});

test('without a shell: signals reach it', () => {
  const [node, file] = words(image, 'ENTRYPOINT');
  expect([node, file]).toEqual(['node', '/app/dist/cli/main.cjs']);
  expect(words(image, 'CMD')).toEqual(['start']);
});

test('health is asked by the package itself', () => {
  expect(said(image, 'HEALTHCHECK')).toMatch(/^(?:--\w+=\w+ )*CMD \[/);
  expect(words(image, 'HEALTHCHECK')).toEqual([...words(image, 'ENTRYPOINT'), 'healthcheck']);
});

test('it listens on every address, on the port that is exposed', async () => {
  expect(environment(image)).toMatchObject({ VTEX_SESSION_MOCK_HOST: '0.0.0.0' });
  const { stdout } = await runCli(['config', '--json'], { cwd: '/' });
  const settings = JSON.parse(stdout) as Record<string, { value: unknown }>;
  expect(said(image, 'EXPOSE')).toBe(String(settings['port']?.value));
});
