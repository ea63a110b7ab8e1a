import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { usageFailure } from './failure';
import { writeProblem } from './report-files';
import type { World } from './world';

/** The file by which another process learns the port. Who sees it can send requests. */
export interface PortFile {
  /** Takes away what an emulator that was killed left there, so that nobody calls its port. */
  clear(): void;
  /** Puts back what `clear` took: if we cannot listen, it may be of one that does. */
  restore(): void;
  write(port: number): void;
  /** Unless it is of another emulator by now. */
  remove(): void;
}

/**
 * @param namedBy what named the file, for messages
 * @throws Failure when it could not be written
 */
export function portFile(path: string | undefined, namedBy: string, world: Pick<World, 'cwd'>): PortFile {
  if (path === undefined) return { clear() {}, restore() {}, write() {}, remove() {} };
  const problem = writeProblem(namedBy, path, world);
  if (problem !== undefined) throw usageFailure(problem);
  const attempt = (write: () => void) => {
    try {
      write();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw usageFailure(`${namedBy}: ${path} cannot be written (${code}). Give the path of another file.`);
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
      if (before !== undefined) replace(path, before);
    },
    write(port) {
      own = `${port}\n`;
      attempt(() => replace(path, `${port}\n`));
    },
    remove() {
      if (own !== undefined && textOf(path) === own) rmSync(path, { force: true });
    },
  };
}

/** In one step: a reader finds the whole text or no file. */
function replace(path: string, text: string): void {
  const half = `${path}.${process.pid}.tmp`;
  writeFileSync(half, text);
  renameSync(half, path);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
