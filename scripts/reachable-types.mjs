// Deletes the declarations that none of the published ones import: tsc writes one for each source file.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @param entries the declarations that users import */
export function removeUnreachable(folder, entries) {
  const reached = new Set(entries);
  for (const file of reached) {
    const text = readFileSync(file, 'utf8');
    for (const [, path] of text.matchAll(/(?:\bfrom|\bimport)[\s(]*['"](\.[^'"]+)['"]/g)) {
      const bare = join(dirname(file), path).replace(/\.js$/, '');
      const found = [`${bare}.d.ts`, join(bare, 'index.d.ts')].find((one) => existsSync(one));
      if (found === undefined) throw new Error(`${file} imports ${path}, which has no declaration`);
      reached.add(found);
    }
  }
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !reached.has(file)) rmSync(file);
  }
}
