import { lstatSync, readFileSync, rmSync } from 'node:fs';
import { usageFailure } from './failure';
import { replaceFile, writeProblem } from './files';
import type { World } from './world';

/** A file by which another process finds the port. While it exists, the emulator accepts requests. */
export interface PortFile {
  /** Removes a file that a killed emulator left, so that no process uses its port. */
  clear(): void;
  /** Restores what `clear` removed: if listening fails, the file may belong to a running emulator. */
  restore(): void;
  write(port: number): void;
  /** Removes the file, unless another emulator has replaced it. */
  remove(): void;
}

/**
 * @param label the setting that names the file, for messages
 * @throws Failure if the file cannot be written
 */
export function portFile(path: string | undefined, label: string, world: Pick<World, 'cwd'>): PortFile {
  if (path === undefined) return { clear() {}, restore() {}, write() {}, remove() {} };
  const problem = writeProblem(label, path, world);
  if (problem !== undefined) throw usageFailure(problem);
  const attempt = (write: () => void) => {
    try {
      write();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw usageFailure(`${label}: ${path} cannot be written (${code}). Give the path of another file.`);
    }
  };
  /** What the file holds; null if it is not a port file. */
  const portIn = () => {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    const text = found.isFile() && found.size <= 16 ? readFileSync(path, 'utf8') : '';
    return /^\d{1,5}\s*$/.test(text) ? text : null;
  };
  const foreign = usageFailure(
    `${label}: ${path} is not a port file, which holds one number. Give another path, or delete it.`,
  );
  let before: string | undefined;
  let own: string | undefined;
  return {
    clear() {
      const found = portIn();
      if (found === null) throw foreign;
      before = found;
      attempt(() => rmSync(path, { force: true }));
    },
    restore() {
      if (before !== undefined) replaceFile(path, before);
    },
    write(port) {
      own = `${port}\n`;
      if (portIn() === null) throw foreign;
      attempt(() => replaceFile(path, `${port}\n`));
    },
    remove() {
      if (own !== undefined && portIn() === own) rmSync(path, { force: true });
    },
  };
}
