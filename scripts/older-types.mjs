// Writes dist/types-3.9: the declarations for TypeScript 3.9, which VTEX IO's builder uses, of what can be imported there.
// `typesVersions` of package.json names them. Only a tarball needs them, so the build does not wait for this.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

// imported, it takes itself for the command
const { main: downlevel } = createRequire(import.meta.url)('downlevel-dts');
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { typesVersions } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const from = `${root}/dist/types/`;
const to = `${root}/dist/types-3.9`;
const folder = mkdtempSync(join(tmpdir(), 'types-')); // outside, so that no @types of this project are loaded
const entries = ['mock/index.d.ts'];
for (const path of Object.values(typesVersions['<5.0']).flat())
  if (!path.includes('*')) entries.push(path.replace('dist/types-3.9/', ''));

/** An entry and what it imports. Modules of Node have no `node:` in the types of its older versions. */
function copy(name, done) {
  if (done.has(name)) return;
  done.add(name);
  const text = readFileSync(from + name, 'utf8')
    .replace(/'node:(\w+)'/g, "'$1'")
    .replaceAll('<const ', '<')
    .replace(/declare module 'expect' \{.*?\n\}\n/s, ''); // TypeScript 3.9 cannot read the types of Jest 27 and later
  mkdirSync(dirname(join(folder, 'from', name)), { recursive: true });
  writeFileSync(join(folder, 'from', name), text);
  for (const [, path] of text.matchAll(/(?:from |import |import\()'(\.[^']+)'/g)) {
    const there = posix.join(posix.dirname(name), path);
    copy(existsSync(`${from}${there}.d.ts`) ? `${there}.d.ts` : `${there}/index.d.ts`, done);
  }
}
const copied = new Set();
for (const entry of entries) copy(entry, copied);

rmSync(to, { recursive: true, force: true });
process.chdir(folder);
downlevel('from', to, '3.9.0');
for (const name of readdirSync(to, { recursive: true }).filter((path) => path.endsWith('.d.ts'))) {
  const file = join(to, name);
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\r\n', '\n'));
}
process.chdir(root);
rmSync(folder, { recursive: true });
