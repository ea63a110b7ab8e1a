import { type FSWatcher, readFileSync, watch } from 'node:fs';
import { dirname } from 'node:path';

/** What a file contains, or why it cannot be read, to follow its path: `does not exist`. */
export type FileContent =
  | { readonly text: string; readonly problem?: never }
  | { readonly text?: never; readonly problem: string };

export interface WatchedFile {
  /** Watches again after `close`. */
  open(): void;
  close(): void;
}

/** Milliseconds without a change before the file is read: editors write in steps. */
const settling = 50;
/** Milliseconds until a file that is missing, or cannot be watched, is read again. */
const retrying = 250;

/**
 * Between `open` and `close`, calls `changed` with the content of a file: with the present one, unless that is `known`,
 * and with each other one. It watches the folder, since editors replace a file rather than write it, and finds a folder
 * that is replaced. Does not keep the process alive.
 */
export function watchFile(
  path: string,
  changed: (content: FileContent) => void,
  known?: string,
): WatchedFile {
  let last = known;
  let isOpen = false;
  let watcher: FSWatcher | undefined;
  /** Whether the watcher may be watching a folder that no longer exists. */
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
      // No folder, or no watches left on this machine: poll instead.
    }
  };
  const read = (): FileContent => {
    if (stale) follow(); // before reading, so that no change between the two is missed
    const content = readText(path);
    if (content.problem !== undefined) stale = true;
    if (stale) lookIn(retrying);
    return content;
  };
  const report = (content: FileContent) => {
    const text = content.text ?? content.problem;
    if (text === last) return;
    last = text;
    changed(content);
  };
  const look = () => {
    const content = read();
    const isMissing = content.problem !== undefined;
    const firstMiss = isMissing && !missed;
    missed = isMissing;
    if (!firstMiss) report(content); // a file being replaced is missing for a moment
  };

  return {
    open() {
      if (isOpen) return;
      isOpen = true;
      report(read());
    },
    close() {
      clearTimeout(timer);
      watcher?.close();
      isOpen = false;
      stale = true;
    },
  };
}

/** A file's text without a byte order mark, which some Windows editors write. */
export function readText(path: string): FileContent {
  try {
    return { text: readFileSync(path, 'utf8').replace(/^\uFEFF/, '') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { problem: code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})` };
  }
}
