import { readFileSync, rmSync } from 'node:fs';
import { usageFailure } from './failure';
import { replaceFile, writeProblem } from './files';
import type { World } from './world';

/** A file that tells another process the port. While it exists, the emulator accepts requests. */
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
  let before: string | undefined;
  let own: string | undefined;
  return {
    clear() {
      before = textOf(path);
      attempt(() => rmSync(path, { force: true }));
    },
    restore() {
      if (before !== undefined) replaceFile(path, before);
    },
    write(port) {
      own = `${port}\n`;
      attempt(() => replaceFile(path, `${port}\n`));
    },
    remove() {
      if (own !== undefined && textOf(path) === own) rmSync(path, { force: true });
    },
  };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
