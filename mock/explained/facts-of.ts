import type { ServerResponse } from 'node:http';
import type { Facts } from '../explain-header';
import { operationIdOf } from '../operations/operation-ids';
import { itemsOf, type OperationCall, type Request, type Service } from '../operations/service';
import type { Refusal } from '../rules/refusal';
import type { Answer } from '../wire/answer';
import { readCookies } from '../wire/cookies';
import type { SessionTarget } from '../wire/target';
import { itemsFacts } from './items-facts';
import { requestFacts } from './request-facts';
import { segmentOfRead, segmentOfWrite } from './segment-facts';
import type { FoundToken } from './token-facts';
import type { Seen } from './watch';
import { writeFacts } from './write-facts';

/** What has been found out by the time the answer is there. */
export interface Known extends Seen {
  /** Undefined when it could not be read. */
  target: SessionTarget | undefined;
  token: FoundToken;
}

export interface Ended extends Known {
  readonly refusal: Refusal | undefined;
  readonly answer: Answer;
}

export function factsOf(
  req: Request,
  res: ServerResponse,
  { target, token, drafted, refusal, answer }: Ended,
  service: Service,
): Facts {
  const { assumptions } = service.world;
  const operation = target && operationIdOf(req.method, target.path);
  const { query = [], pathToken } = target ?? {};
  const call: OperationCall = { query, pathToken, cookies: readCookies(req.headers.cookie), body: undefined };
  const writes = operation !== undefined && /^(?:create|edit)/.test(operation);
  const asked = operation === undefined || /Segment/.test(operation) ? undefined : itemsOf(query);
  const made = drafted?.draft?.namespaces;
  const namespaces = writes ? made : (token.session?.namespaces ?? made);
  const segment = (): Facts['segment'] => {
    if (refusal !== undefined || operation === undefined) return undefined;
    if (!writes) {
      return /Segment/.test(operation)
        ? segmentOfRead(call, token.session?.namespaces, made, service)
        : undefined;
    }
    return made === undefined || asked !== undefined ? undefined : segmentOfWrite(made, call, service);
  };
  return {
    operation,
    refusal: refusal && { status: refusal.status, code: refusal.code, message: refusal.message },
    cookies: answer.setCookie === undefined ? 'left' : refusal === undefined ? 'set' : 'expired',
    emulator: emulatorFacts(service),
    request: requestFacts(req, res, target, assumptions),
    token: token.facts,
    items:
      asked === undefined || namespaces === undefined
        ? undefined
        : itemsFacts(asked, namespaces, assumptions),
    shown: namespaces,
    write:
      writes && drafted !== undefined
        ? writeFacts(drafted, call, token.session?.version, refusal, service)
        : undefined,
    segment: segment(),
  };
}

function emulatorFacts({ world, strict, cookies }: Service): Facts['emulator'] {
  const { tokenForm, apps, assumptions } = world;
  const secureCookies = cookies.expired().every((line) => line.includes('; Secure'));
  const { cascadeRounds } = assumptions;
  return { strict, secureCookies, tokenForm, apps: apps(), cascadeRounds };
}
