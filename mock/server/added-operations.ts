import type { RequestHandler } from 'express';
import type { ActiveFault, FaultInjection } from '../control/faults/inject';
import { type HandledRequest, millisecondsSince } from '../control/journal/handled';
import type { LazyDocuments } from '../documents/api';
import type { SourceRequest } from '../documents/source';
import { findSession } from '../operations/find-session';
import type { Request, Service } from '../operations/service';
import type { CookiePairs } from '../rules/caller-writes';
import { decodeSegment } from '../rules/segment';
import type { Namespaces } from '../rules/session';
import { monotonicTime } from '../util/monotonic-time';
import { type Answer, asRefusal, refusalAnswer, writeAnswer } from '../wire/answer';
import { readBodyOfAnyType } from '../wire/body';
import { cookieValues, isHttps, readCookies } from '../wire/cookies';

export interface AddedOperationsOptions {
  readonly documents: LazyDocuments;
  readonly service: Service;
  readonly faults: FaultInjection;
  readonly onHandled: (handled: HandledRequest) => void;
}

/** Answers the operations of added documents, and calls `next` for every other request. */
export function addedOperations({
  documents,
  service,
  faults,
  onHandled,
}: AddedOperationsOptions): RequestHandler {
  return async (request, res, next) => {
    const { loaded } = documents;
    if (loaded === undefined || loaded.sources.list().length === 0) return next();
    const req: Request = request;
    const startedAt = monotonicTime();
    const [path = '', query = ''] = (req.url as string).split(/\?(.*)/s);
    const method = req.method as string;
    const operation = loaded.operationAt(method, path);
    let answer: Answer;
    let added: HandledRequest['added'];
    let fault: ActiveFault | undefined;
    let name = operation?.name ?? 'refused';
    try {
      fault = faults.of(req, operation?.name);
      if (fault !== undefined) await fault.before(res);
      const found =
        operation === undefined
          ? loaded.otherMethod(method, path)
          : await operation.answer({
              ...{ method, path, query, headers: req.headers },
              body: await readBodyOfAnyType(req),
              visitor: () => visitorOf(req, service),
            });
      if (found === undefined) return next();
      const { status, headers, body, source, problems, disagreements } = found;
      name = found.operation;
      answer = { status, headers, body };
      added = { source, problems, disagreements };
    } catch (error) {
      answer = refusalAnswer(asRefusal(error), service.cookies(isHttps(req)));
    }
    let { status } = answer;
    if (fault === undefined) writeAnswer(req, res, answer);
    else status = fault.write(req, res, answer);
    const milliseconds = millisecondsSince(startedAt);
    onHandled({
      ...{ req, operation: name, answer, status, milliseconds, added },
      ...{ failure: undefined, fault: fault?.text },
    });
  };
}

/** The session that the cookies name, and its segment, else the segment in the cookie. */
async function visitorOf(req: Request, service: Service): ReturnType<SourceRequest['visitor']> {
  const cookies = readCookies(req.headers.cookie);
  await service.repository.begin(); // takes over what other processes have shared
  const namespaces = await namespacesOf(cookies, service);
  if (namespaces !== undefined) {
    const session = Object.fromEntries(
      Array.from(namespaces, ([name, keys]) => [
        name,
        Object.fromEntries(Array.from(keys, ([key, { value }]) => [key, value])),
      ]),
    );
    return { segment: service.rules.segmentOf(namespaces).segment, session };
  }
  const [token] = cookieValues(cookies, 'vtex_segment');
  return { segment: token === undefined ? undefined : decodeSegment(token), session: undefined };
}

async function namespacesOf(cookies: CookiePairs, service: Service): Promise<Namespaces | undefined> {
  try {
    const found = await findSession({ cookies, pathToken: undefined }, service);
    return found.kind === 'found' ? found.session.namespaces : undefined;
  } catch {
    return undefined; // of another account: no visitor of this one
  }
}
