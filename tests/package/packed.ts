// The tarball, unpacked as by npm in a folder that has the tools but not the repository.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './emulator-process';

/** The environment without the variables of this Jest. */
export const plain = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:JEST_|NODE_ENV|NODE_OPTIONS)/.test(name)),
);

export interface Project {
  readonly folder: string;
  /** Another project with the same packages: `package.json` and files by their paths. */
  with(manifest: object, files: Readonly<Record<string, string>>): string;
  remove(): void;
}

/** Packs once. Every project finds the package and the tools in the `node_modules` above it. */
export function packedProject(): Project {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  const modules = join(folder, 'node_modules');
  const installed = join(modules, 'vtex-session-mock');
  mkdirSync(installed, { recursive: true });
  const tools = join(root, 'node_modules');
  for (const name of readdirSync(tools)) {
    if (!name.startsWith('.') && name !== 'vtex-session-mock')
      symlinkSync(join(tools, name), join(modules, name));
  }
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    stdio: 'pipe',
  });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) as string;
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', installed, '--strip-components=1']);
  let count = 0;
  return {
    folder,
    with(manifest, files) {
      const project = join(folder, `project-${++count}`);
      const all = { ...files, 'package.json': JSON.stringify({ name: 'x', private: true, ...manifest }) };
      for (const [path, text] of Object.entries(all)) {
        mkdirSync(dirname(join(project, path)), { recursive: true });
        writeFileSync(join(project, path), text);
      }
      return project;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
