import type { OperationAnswer, Request } from '../../operations/service';
import { readBody } from '../../wire/body';
import { type KeptHeads, keptHeads } from './kept-heads';
import { type JournalLog, journalLog } from './log';
import {
  blankRecord,
  isAnswerTooLarge,
  isTooLarge,
  type JournalRecord,
  maxNotes,
  withoutTokens,
} from './record';
import { rendered } from './rendered';
import { setCookieShower } from './set-cookie';

/** Notes what came in and what was answered. On the way of every request, so that it does as little as can be. */
export interface Recorder {
  /** Reads a body and remembers it. */
  readBody(req: Request): Promise<unknown>;
  /**
   * @param startedAt of performance.now()
   * @param suffered what was made of the answer by a fault
   */
  answered(
    req: Request,
    answer: OperationAnswer,
    startedAt: number,
    failure?: string,
    suffered?: { readonly status: number; readonly fault: string },
  ): void;
}

/** A journal, and what writes it. */
export function requestJournal(
  size: number,
  clock: () => number,
): { readonly journal: JournalLog<JournalRecord>; readonly recorder: Recorder } {
  const heads = keptHeads(size);
  const journal = journalLog<JournalRecord>(size, (seq, record) => {
    const [target = '', ...rawHeaders] = heads.read(record.place, record.head);
    return rendered(seq, record, target, rawHeaders);
  });
  return { journal, recorder: recorderOf({ size, clock, heads, journal }) };
}

interface Recording {
  readonly size: number;
  readonly clock: () => number;
  readonly heads: KeptHeads;
  readonly journal: JournalLog<JournalRecord>;
}

const remembered = Symbol('body');
type Remembering = Request & { [remembered]?: unknown };

const noLines: readonly string[] = [];

function recorderOf({ size, clock, heads, journal }: Recording): Recorder {
  const withoutValue = setCookieShower();
  const records: JournalRecord[] = [];
  let place = -1;
  const next = (): JournalRecord => {
    place = (place + 1) % size;
    records[place] ??= blankRecord(place);
    return records[place] as JournalRecord;
  };
  return {
    async readBody(req: Remembering) {
      const body = await readBody(req);
      req[remembered] = body;
      return body;
    },
    answered(req: Remembering, answer, startedAt, failure, suffered) {
      const body = req[remembered];
      const { setCookie, ignored, conflicts, session } = answer;
      const record = next();
      record.at = clock();
      record.method = req.method as string;
      record.head = heads.keep(record.place, req.url as string, req.rawHeaders);
      record.bodyTooLarge = isTooLarge(req, body);
      record.body = record.bodyTooLarge ? undefined : body;
      record.status = suffered?.status ?? answer.status;
      record.headers = answer.headers;
      record.setCookie = setCookie === undefined ? noLines : setCookie.map(withoutValue);
      record.answerTooLarge = isAnswerTooLarge(answer);
      record.answered = record.answerTooLarge ? undefined : withoutTokens(answer.body);
      record.ignored = few(ignored);
      record.conflicts = few(conflicts);
      record.sessionId = session?.id;
      record.version = session?.version ?? 0;
      record.versionBefore = session?.versionBefore;
      record.failure = failure;
      record.fault = suffered?.fault;
      record.milliseconds = performance.now() - startedAt;
      journal.add(record);
    },
  };
}

/** Most requests have none: then no list is kept alive. */
function few<T>(notes: readonly T[] | undefined): readonly T[] | undefined {
  if (notes === undefined || notes.length === 0) return undefined;
  return notes.length > maxNotes ? notes.slice(0, maxNotes) : notes;
}
