import { isDeepStrictEqual } from 'node:util';
import { type FileContent, type WatchedFile, watchFile } from '../util/watched-file';
import { AccountFixtureError, problemText, type ValidFixture } from './account-fixture';
import { fixtureIn } from './load';

export interface AccountFileWorld {
  /** The fixture that the file held at the start. */
  readonly fixture: ValidFixture;
  /** Gets each other valid content. What it throws is a problem of the file too. */
  readonly serve: (fixture: ValidFixture) => void;
  readonly onNotice: (message: string) => void;
}

/** Reads the fixture file of an account again whenever it changes, between `open` and `close`. */
export function accountFile(path: string, { fixture, serve, onNotice }: AccountFileWorld) {
  let watched: WatchedFile | undefined;
  let served = fixture;
  let last: string | undefined;
  let isBroken = false;
  const update = (content: FileContent) => {
    const text = content.text ?? content.problem;
    if (text === last) return;
    last = text;
    try {
      const now = fixtureIn(path, content);
      if (isDeepStrictEqual(now, served) && !isBroken) return;
      serve(now);
      served = now;
      isBroken = false;
      onNotice(`${path} was re-read`);
    } catch (error) {
      isBroken = true;
      const isInvalid = error instanceof AccountFixtureError;
      const problems = isInvalid ? error.problems.map(problemText) : [(error as Error).message];
      onNotice(`${path} is invalid, its last valid content stays active: ${problems.join('; ')}`);
    }
  };
  return {
    open() {
      if (watched !== undefined) return;
      watched = watchFile(path, update);
      update(watched.content);
    },
    close() {
      watched?.close();
      watched = undefined;
    },
  };
}
