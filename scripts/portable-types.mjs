// One set of declarations for all versions of TypeScript from 3.9, which VTEX IO's builder uses.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rows of a table of texts share one type: no published type depends on it. */
const shorterForms = {
  'mock/rules/assumption-table': (text) =>
    text
      .replace(/^ {8}readonly (?:(?:kind|question|rules|reason): [^\n]*|settledBy: \{.*?\n {8}\};)\n/gms, '')
      .replace(/^( {4}readonly \w+: )\{$/gm, '$1Described & {'),
};

/** Types that TypeScript 3.9 cannot read, with their form for versions below 5. */
const olderForms = {
  'mock/rules/app-order': (text) => text.replace(/`shuffled:\$\{number\}`/, '(string & {})'),
  'fixtures/jest/matcher-types': (text) => text.replace(/declare module 'expect' \{.*?\n\}\n/s, ''), // those of Jest 27
};

export function portableTypes(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile()) writeFileSync(file, portable(readFileSync(file, 'utf8')));
  }
  for (const [name, shorter] of Object.entries(shorterForms)) {
    const file = join(folder, `${name}.d.ts`);
    writeFileSync(file, shorter(readFileSync(file, 'utf8')));
  }
  for (const [name, older] of Object.entries(olderForms)) twoForms(join(folder, name), older);
}

/** There, modules of Node have no `node:`, elements of tuples have no names, and `type` stands before all names or none. */
function portable(text) {
  return text
    .replace(/readonly \[\w+: \w+(?:, \w+: \w+)+\]/g, (tuple) => tuple.replace(/(\w+): /g, '/* $1 */ '))
    .replace(/(from |import\()'node:(\w+)'/g, "$1'$2'")
    .replace(/^(import|export) \{(.*)\}( from .*;)$/gm, (_all, word, names, rest) => {
      const all = names.split(',').map((name) => name.trim());
      const types = all.filter((name) => name.startsWith('type ')).map((name) => name.slice('type '.length));
      const values = all.filter((name) => name !== '' && !name.startsWith('type '));
      const lines = [];
      if (types.length > 0) lines.push(`${word} type { ${types.join(', ')} }${rest}`);
      if (values.length > 0) lines.push(`${word} { ${values.join(', ')} }${rest}`);
      return lines.join('\n');
    });
}

/** A folder in place of the file: its package.json gives one form to older versions of TypeScript. */
function twoForms(path, older) {
  const text = readFileSync(`${path}.d.ts`, 'utf8').replace(/'(\.\.?\/)/g, (_all, up) =>
    up === './' ? "'../" : "'../../",
  );
  if (older(text) === text) throw new Error(`${path}.d.ts has no form for older versions`);
  rmSync(`${path}.d.ts`);
  mkdirSync(path);
  const versions = { types: 'index.d.ts', typesVersions: { '<5.0': { '*': ['older.d.ts'] } } };
  writeFileSync(join(path, 'package.json'), `${JSON.stringify(versions)}\n`);
  writeFileSync(join(path, 'index.d.ts'), text);
  writeFileSync(join(path, 'older.d.ts'), older(text));
}
