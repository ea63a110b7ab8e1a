import type { Snapshot } from '../mock/index';
import { syntaxErrorText } from '../mock/util/json';
import { readText } from '../mock/util/watched-file';
import { usageFailure } from './failure';
import { replaceFile, writeProblem } from './files';
import type { Resolved } from './resolve-settings';
import { sourceLabel } from './settings';
import type { ListeningManager, World } from './world';

/** Snapshots on disk, by which an emulator continues where another one stopped. */
export interface SnapshotFiles {
  /** Restores the file of `--import`. @throws usage Failure if it is missing or not a snapshot */
  restore(manager: Pick<ListeningManager, 'restore'>): Promise<void>;
  /** Writes the file of `--export-on-exit`. @returns why it could not be written */
  save(manager: Pick<ListeningManager, 'snapshot'>): Promise<string | undefined>;
}

const hint = 'Give a snapshot of this account, from --export-on-exit or GET /_mock/snapshot.';

/** @throws usage Failure if the file of `--export-on-exit` cannot be written */
export function snapshotFiles(
  { settings, sources }: Pick<Resolved, 'settings' | 'sources'>,
  world: Pick<World, 'cwd'>,
): SnapshotFiles {
  const { import: from, exportOnExit: to } = settings;
  const importing = `${sourceLabel('import', sources.import)}: ${from}`;
  const exporting = sourceLabel('exportOnExit', sources.exportOnExit);
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
        throw usageFailure(...lines.map((line) => `${importing} is refused: ${line}. ${hint}`));
      }
    },
    async save(manager) {
      if (to === undefined) return undefined;
      try {
        // Only the owner may read it: it contains session tokens and login cookies.
        replaceFile(to, `${JSON.stringify(await manager.snapshot())}\n`, 0o600);
        return undefined;
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        return `${exporting}: ${to} cannot be written (${code ?? message}). Nothing was exported.`;
      }
    },
  };
}

function snapshotIn(path: string, label: string): Snapshot {
  const { text, problem } = readText(path);
  if (problem !== undefined) throw usageFailure(`${label} ${problem}. ${hint}`);
  try {
    return JSON.parse(text) as Snapshot; // `restore` checks it
  } catch (error) {
    throw usageFailure(`${label} is not JSON${syntaxErrorText(error as SyntaxError, text)}. ${hint}`);
  }
}
