import type { ServerResponse } from 'node:http';
import type { OperationCall, Request, Service } from '../operations/service';
import type { RoutedAnswer } from '../server/router';
import { asRefusal, refusalAnswer } from '../wire/answer';
import { readCookies } from '../wire/cookies';
import type { SessionTarget } from '../wire/target';
import { type Ended, factsOf, type Known } from './facts-of';
import { tokenFacts, unreadToken } from './token-facts';
import { watched } from './watch';

/** Answers a request, with a service of one's own. */
export type AnswerOf = (
  req: Request,
  target: SessionTarget,
  service: Service,
) => Promise<RoutedAnswer> | RoutedAnswer;

export type Explained = (
  req: Request,
  res: ServerResponse,
  target: () => SessionTarget,
) => Promise<RoutedAnswer>;

/** Of the request, with the value 1; of the answer, with the behaviours that decided it. */
export const explainHeader = 'x-mock-explain';

/** Answers as `answerOf` does, and sets the header that names the behaviours that decided the answer. */
export function explainedAnswers(service: Service, answerOf: AnswerOf): Explained {
  return async (req, res, target) => {
    if (req.method === 'OPTIONS') return answerOf(req, target(), service); // the catalogue has nothing on it
    const known: Known = { target: undefined, token: unreadToken, drafted: undefined };
    let routed: RoutedAnswer;
    try {
      known.target = target();
      if (known.target.path !== '/api/segments/{token}') {
        known.token = await tokenFacts(callOf(req, known.target), service);
      }
      routed = await answerOf(req, known.target, watched(service, known));
    } catch (error) {
      const refusal = asRefusal(error);
      const answer = refusalAnswer(refusal, service.cookies);
      await name(req, res, { ...known, refusal, answer }, service);
      throw refusal;
    }
    await name(req, res, { ...known, refusal: undefined, answer: routed.answer }, service);
    return routed;
  };
}

function callOf(req: Request, { query, pathToken }: SessionTarget): OperationCall {
  return { query, pathToken, cookies: readCookies(req.headers.cookie), body: undefined };
}

/** A defect in here is no reason to answer otherwise. */
async function name(req: Request, res: ServerResponse, ended: Ended, service: Service): Promise<void> {
  try {
    const { decidedBy, headerValue } = await import('../explain-header'); // few ask: loaded with the first who does
    const value = headerValue(decidedBy(factsOf(req, res, ended, service)));
    if (value !== undefined && !res.headersSent) res.setHeader(explainHeader, value);
  } catch (error) {
    process.emitWarning(`${explainHeader} failed: ${error}`);
  }
}
