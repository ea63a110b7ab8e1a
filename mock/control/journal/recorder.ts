import type { Request } from '../../operations/service';
import { readBody } from '../../wire/body';
import { setCookieRedactor } from '../redact';
import { conflictsOf, type HandledRequest } from './handled';
import { type JournalLog, journalLog } from './log';
import { headBuffer, isAnswerTooLarge, isTooLarge, JournalRecord, maxNotes, withoutTokens } from './record';
import { rendered } from './render';

/** Records requests and their answers. It is on the path of every request, so it does as little as possible. */
export interface Recorder {
  /** Reads a body and remembers it for the record. */
  readBody(req: Request): Promise<unknown>;
  record(handled: HandledRequest): void;
}

const remembered = Symbol('body');
type Remembering = Request & { [remembered]?: unknown };

const noLines: readonly string[] = [];

/** A journal and the recorder that writes it. */
export function requestJournal(
  size: number,
  clock: () => number,
  ownSecrets: () => readonly string[] = () => [],
): { readonly journal: JournalLog<JournalRecord>; readonly recorder: Recorder } {
  const heads = headBuffer();
  const journal = journalLog<JournalRecord>(size, (seq, record) => {
    const [target = '', ...rawHeaders] = heads.read(record.place, record.head);
    return rendered(seq, record, target, rawHeaders, ownSecrets());
  });
  const redactLine = setCookieRedactor();
  const records: JournalRecord[] = [];
  let place = -1;
  const next = (): JournalRecord => {
    place = (place + 1) % size;
    const record = records[place] ?? new JournalRecord(place);
    records[place] = record;
    return record;
  };
  const recorder: Recorder = {
    async readBody(req: Remembering) {
      const body = await readBody(req);
      req[remembered] = body;
      return body;
    },
    record({ req, operation, answer, status, milliseconds, failure, fault, added }) {
      const body = (req as Remembering)[remembered];
      const { setCookie, touched } = answer;
      const record = next();
      record.at = clock();
      record.method = req.method as string;
      record.head = heads.write(record.place, req.url as string, req.rawHeaders);
      record.bodyTooLarge = isTooLarge(req, body);
      record.body = record.bodyTooLarge ? undefined : body;
      record.status = status;
      record.headers = answer.headers;
      record.setCookie = setCookie === undefined ? noLines : setCookie.map(redactLine);
      record.answerTooLarge = isAnswerTooLarge(answer);
      record.answered = record.answerTooLarge ? undefined : withoutTokens(answer.body);
      record.ignored = few(touched?.draft?.ignored);
      record.conflicts = few(conflictsOf(answer));
      record.sessionId = touched?.session.id;
      record.version = touched?.session.version ?? 0;
      record.versionBefore = touched?.before?.version;
      record.failure = failure;
      record.fault = fault;
      record.addedOperation = operation.includes('.') ? operation : undefined; // the emulator's own have no dot
      record.added = added;
      record.milliseconds = milliseconds;
      journal.add(record);
    },
  };
  return { journal, recorder };
}

/** Most requests have none: no empty list is kept alive for them. */
function few<T>(notes: readonly T[] | undefined): readonly T[] | undefined {
  if (notes === undefined || notes.length === 0) return undefined;
  return notes.length > maxNotes ? notes.slice(0, maxNotes) : notes;
}
