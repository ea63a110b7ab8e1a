import { setCookieRedactor } from '../redact';
import { conflictsOf, type HandledRequest } from './handled';
import { type JournalLog, journalLog } from './log';
import { headBuffer, isAnswerTooLarge, isTooLarge, JournalRecord, maxNotes, withoutTokens } from './record';
import { rendered } from './render';

const noLines: readonly string[] = [];

/** A journal and what records in it: it is on the path of every request, so it does as little as possible. */
export function requestJournal(
  size: number,
  clock: () => number,
  ownSecrets: () => readonly string[] = () => [],
): { readonly journal: JournalLog<JournalRecord>; readonly record: (handled: HandledRequest) => void } {
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
  const record = ({
    req,
    operation,
    body,
    answer,
    status,
    milliseconds,
    failure,
    fault,
    added,
  }: HandledRequest) => {
    const { setCookie, touched } = answer;
    const entry = next();
    entry.at = clock();
    entry.method = req.method as string;
    entry.head = heads.write(entry.place, req.url as string, req.rawHeaders);
    entry.bodyTooLarge = isTooLarge(req, body);
    entry.body = entry.bodyTooLarge ? undefined : body;
    entry.status = status;
    entry.headers = answer.headers;
    entry.setCookie = setCookie === undefined ? noLines : setCookie.map(redactLine);
    entry.answerTooLarge = isAnswerTooLarge(answer);
    entry.answered = entry.answerTooLarge ? undefined : withoutTokens(answer.body);
    entry.ignored = few(touched?.draft?.ignored);
    entry.conflicts = few(conflictsOf(answer));
    entry.sessionId = touched?.session.id;
    entry.version = touched?.session.version ?? 0;
    entry.versionBefore = touched?.before?.version;
    entry.failure = failure;
    entry.fault = fault;
    entry.addedOperation = operation.includes('.') ? operation : undefined; // the emulator's own have no dot
    entry.added = added;
    entry.milliseconds = milliseconds;
    journal.add(entry);
  };
  return { journal, record };
}

/** Most requests have none: no empty list is kept alive for them. */
function few<T>(notes: readonly T[] | undefined): readonly T[] | undefined {
  if (notes === undefined || notes.length === 0) return undefined;
  return notes.length > maxNotes ? notes.slice(0, maxNotes) : notes;
}
