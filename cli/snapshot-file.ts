import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Snapshot } from '../mock/index';
import { readText } from '../mock/util/watched-file';
import { usageFailure } from './failure';
import { writeProblem } from './report-files';
import type { Resolved } from './resolve-settings';
import { culprit } from './source';
import type { ListeningManager, World } from './world';

/** The files by which one emulator goes on where another ended. */
export interface SnapshotFiles {
  /** Puts back what `--import` names. @throws Failure of usage when there is none, or it is no snapshot */
  restore(manager: Pick<ListeningManager, 'restore'>): Promise<void>;
  /** Writes what is kept where `--export-on-exit` says. @returns why it could not be written */
  save(manager: Pick<ListeningManager, 'snapshot'>): Promise<string | undefined>;
}

const mend = 'Give a snapshot of this account, as --export-on-exit or GET /_mock/snapshot wrote it.';

/** @throws Failure of usage when the snapshot could not be written at the end */
export function snapshotFiles(
  { settings, sources }: Pick<Resolved, 'settings' | 'sources'>,
  world: Pick<World, 'cwd'>,
): SnapshotFiles {
  const { import: from, exportOnExit: to } = settings;
  const importing = `${culprit('import', sources.import)}: ${from}`;
  const exporting = culprit('exportOnExit', sources.exportOnExit);
  const problem = to === undefined ? undefined : writeProblem(exporting, to, world);
  if (problem !== undefined) throw usageFailure(problem);
  return {
    async restore(manager) {
      if (from === undefined) return;
      const snapshot = snapshotIn(from, importing);
      try {
        await manager.restore(snapshot);
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'CONTROL_INPUT_INVALID') throw error;
        const lines = (error as Error).message.split('\n');
        throw usageFailure(...lines.map((line) => `${importing} is not taken: ${line}. ${mend}`));
      }
    },
    async save(manager) {
      if (to === undefined) return undefined;
      try {
        replace(to, `${JSON.stringify(await manager.snapshot())}\n`);
        return undefined;
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        return `${exporting}: ${to} cannot be written (${code ?? message}). Nothing was exported.`;
      }
    },
  };
}

function snapshotIn(path: string, namedBy: string): Snapshot {
  const { text, problem } = readText(path);
  if (problem !== undefined) throw usageFailure(`${namedBy} ${problem}. ${mend}`);
  try {
    return JSON.parse(text) as Snapshot; // checked by whoever restores it
  } catch (error) {
    throw usageFailure(`${namedBy} is not JSON: ${(error as Error).message}. ${mend}`);
  }
}

/** In one step, and for nobody else to read: it holds session tokens and login cookies. */
function replace(path: string, text: string): void {
  const half = `${path}.${randomUUID()}.tmp`;
  try {
    const file = openSync(half, 'wx', 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(half, path);
  } finally {
    rmSync(half, { force: true });
  }
}
