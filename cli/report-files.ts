import { accessSync, constants, existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { World } from './world';

/** Why a report could not be written there; looked at before the run, which may take minutes. */
export function writeProblem(flag: string, path: string, { cwd }: Pick<World, 'cwd'>): string | undefined {
  if (path === '-') return undefined;
  const file = resolve(cwd, path);
  const folder = dirname(file);
  if (path.trim() === '') return `${flag} needs the path of a file, or - for the standard output.`;
  if (!existsSync(folder)) return `${flag}: the folder ${folder} does not exist. Make it, or give another.`;
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    return `${flag}: ${file} is a folder. Give the path of a file.`;
  }
  try {
    accessSync(existsSync(file) ? file : folder, constants.W_OK);
    return undefined;
  } catch {
    return `${flag}: ${file} cannot be written. Give the path of another file.`;
  }
}

/** Writes a report, and says where; one for the standard output speaks for itself. */
export function writeReport(path: string, text: string, told: string, { cwd, stdout, stderr }: World): void {
  if (path === '-') {
    stdout.write(text);
    return;
  }
  const file = resolve(cwd, path);
  writeFileSync(file, text);
  stderr.write(`${told}: ${file}\n`);
}
