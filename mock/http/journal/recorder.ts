import type { JournalLog } from '../../control/journal/log';
import { readBody } from '../body';
import type { OperationAnswer, Request } from '../service';
import { isAnswerTooLarge, isTooLarge, type JournalRecord, lightened } from './record';

/** Notes what came in and what was answered. On the way of every request, so that it does as little as can be. */
export interface Recorder {
  /** Reads a body and remembers it. */
  readBody(req: Request): Promise<unknown>;
  /** @param startedAt of performance.now() */
  answered(req: Request, answer: OperationAnswer, startedAt: number, failure?: string): void;
}

const body = Symbol('body');
type Remembering = Request & { [body]?: unknown };

export function recorder(journal: JournalLog<JournalRecord>, clock: () => number): Recorder {
  return {
    async readBody(req: Remembering) {
      const read = await readBody(req);
      req[body] = read;
      return read;
    },
    answered(req: Remembering, answer, startedAt, failure) {
      const sent = req[body];
      const bodyTooLarge = isTooLarge(req, sent);
      const answerTooLarge = bodyTooLarge || isAnswerTooLarge(answer);
      journal.add({
        at: clock(),
        method: req.method as string,
        url: req.url as string,
        rawHeaders: req.rawHeaders,
        body: bodyTooLarge ? undefined : sent,
        answer: answerTooLarge ? lightened(answer) : answer,
        bodyTooLarge,
        answerTooLarge,
        failure,
        milliseconds: performance.now() - startedAt,
      });
    },
  };
}
