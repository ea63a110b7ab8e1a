/** The project's own files as text, for the tests that watch over its shape. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export interface Source {
  /** From the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

const root = join(__dirname, '../..');
const ignored = readFileSync(join(root, '.gitignore'), 'utf8').match(/^[\w.-]+(?=\/$)/gm) ?? [];

/** All files of these endings, but for the folders that git ignores. */
export function filesUnder(folder: string, ending: RegExp): Source[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry): Source[] => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return ['.git', ...ignored].includes(entry.name) ? [] : filesUnder(path, ending);
    return ending.test(path) ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : [];
  });
}

export const isTest = ({ path }: Source) => /\.test\.ts$|\/testing\//.test(path);
