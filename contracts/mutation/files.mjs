// Which files the mutation run is about, and which of them the last result speaks of.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** What the issue of the run is: the emulator's own rules, its session apps, its HTTP. */
export const rooms = ['mock/rules', 'mock/apps', 'mock/http'];

/** Source files of the rooms, their tests left out. */
export function filesOf(root) {
  return rooms
    .flatMap((room) =>
      readdirSync(`${root}${room}`, { recursive: true }).map(
        (name) => `${room}/${name.replaceAll('\\', '/')}`,
      ),
    )
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('/testing/'))
    .sort();
}

/** What a source is known by: mutants are of this text and of no other. */
export function printOf(source) {
  return createHash('sha256').update(source.replaceAll('\r\n', '\n')).digest('hex').slice(0, 12);
}

/** How the files that are there now stand to what was measured. */
export function standing(root, { files }, leftOut) {
  const measured = new Map(files.map(({ path, source }) => [path, source]));
  const now = filesOf(root);
  return {
    now,
    leftOut: now.filter((path) => path in leftOut),
    notMeasured: now.filter((path) => !measured.has(path) && !(path in leftOut)),
    changed: now.filter(
      (path) => measured.has(path) && measured.get(path) !== printOf(readFileSync(`${root}${path}`, 'utf8')),
    ),
    gone: [...measured.keys()].filter((path) => !now.includes(path)),
  };
}
