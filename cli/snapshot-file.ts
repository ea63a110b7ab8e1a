import { randomUUID } from 'node:crypto';
import { createReadStream, promises } from 'node:fs';
import { usageFailure } from './failure';
import { writeProblem } from './files';
import type { Resolved } from './resolve-settings';
import { sourceLabel } from './settings';
import type { ListeningManager, World } from './world';

/** Snapshots on disk, by which an emulator continues where another one stopped. */
export interface SnapshotFiles {
  /** Restores the file of `--import`. @throws usage Failure if it is missing or not a snapshot */
  restore(manager: Pick<ListeningManager, 'restore'>): Promise<void>;
  /** Writes the file of `--export-on-exit`. @returns why it could not be written */
  save(manager: Pick<ListeningManager, 'snapshotText'>): Promise<string | undefined>;
}

const hint = 'Give a snapshot of this account, from --export-on-exit or GET /_mock/snapshot.';

/** The codes of what a snapshot is refused for. */
const refusals = ['CONTROL_INPUT_INVALID', 'BODY_NOT_JSON', 'BODY_TOO_DEEP', 'SNAPSHOT_TOO_LARGE'];

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
      try {
        await manager.restore(createReadStream(from));
      } catch (error) {
        const { code = '', syscall, lines = [] } = error as NodeJS.ErrnoException & { lines?: string[] };
        if (code === 'ENOENT') throw usageFailure(`${importing} does not exist. ${hint}`);
        if (syscall !== undefined) throw usageFailure(`${importing} cannot be read (${code}). ${hint}`);
        if (!refusals.includes(code)) throw error;
        throw usageFailure(...lines.map((line) => `${importing} is refused: ${line}. ${hint}`));
      }
    },
    async save(manager) {
      if (to === undefined) return undefined;
      try {
        await writeFileFrom(to, await manager.snapshotText());
        return undefined;
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        return `${exporting}: ${to} cannot be written (${code ?? message}). Nothing was exported.`;
      }
    },
  };
}

/** Replaces a file atomically. Only the owner may read it: it contains session tokens and login cookies. */
async function writeFileFrom(path: string, parts: AsyncIterable<string>): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await promises.open(temporary, 'wx', 0o600);
    try {
      for await (const part of parts) await file.appendFile(part);
      await file.sync();
    } finally {
      await file.close();
    }
    await promises.rename(temporary, path);
  } finally {
    await promises.rm(temporary, { force: true });
  }
}
