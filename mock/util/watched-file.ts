import { type FSWatcher, readFileSync, watch } from 'node:fs';
import { dirname } from 'node:path';

/** What a file holds, or why that cannot be told: `does not exist`. */
export type FileContent = { readonly text: string } | { readonly problem: string };

export interface WatchedFile {
  /** As it was when the watching began. */
  readonly content: FileContent;
  close(): void;
}

/** Milliseconds of silence after a change: editors write in steps. */
const settling = 50;
/** Milliseconds until a file that is not there, or cannot be watched, is looked for again. */
const retrying = 250;

/**
 * Reads a file now and calls `changed` with what it holds whenever that may be something else. It is the
 * folder that is watched, since editors replace a file rather than write it; a folder that is replaced is
 * found again. Does not keep the process alive.
 */
export function watchFile(path: string, changed: (content: FileContent) => void): WatchedFile {
  let watcher: FSWatcher | undefined;
  /** Whether the watcher may be looking at a folder that is not there any more. */
  let stale = true;
  let timer: NodeJS.Timeout | undefined;
  let missed = false;

  const lookIn = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(look, milliseconds).unref();
  };
  const follow = () => {
    watcher?.close();
    watcher = undefined;
    try {
      watcher = watch(dirname(path), { persistent: false }, (event) => {
        if (event === 'rename') stale = true;
        lookIn(settling);
      });
      watcher.on('error', () => {
        stale = true;
        lookIn(settling);
      });
      stale = false;
    } catch {
      // No folder, or no watches left on this machine: then it is looked at again and again.
    }
  };
  const read = (): FileContent => {
    if (stale) follow(); // before reading, so that no change falls between the two
    const content = contentOf(path);
    if ('problem' in content) stale = true;
    if (stale) lookIn(retrying);
    return content;
  };
  const look = () => {
    const content = read();
    const isMissing = 'problem' in content;
    const firstMiss = isMissing && !missed;
    missed = isMissing;
    if (!firstMiss) changed(content); // gone for a moment is what replacing looks like
  };

  return {
    content: read(),
    close() {
      clearTimeout(timer);
      watcher?.close();
    },
  };
}

function contentOf(path: string): FileContent {
  try {
    return { text: readFileSync(path, 'utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { problem: code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})` };
  }
}
