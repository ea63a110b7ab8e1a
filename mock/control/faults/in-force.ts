import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { Refusal } from '../../rules/refusal';
import { type Answer, bodyText, JsonText, writeAnswer } from '../../wire/answer';
import type { FaultEffect } from './fault';
import { faultText } from './header';
import type { Waits } from './waits';

/** A fault and the one request that it is for. */
export interface FaultInForce {
  /** As `x-mock-fault` has it. */
  readonly text: string;
  /** Ahead of the operation. @throws Refusal that is answered in place of it */
  before(res: ServerResponse): Promise<void>;
  /** In place of writing the answer. @returns the status that was sent, 0 for none */
  write(req: IncomingMessage, res: ServerResponse, answer: Answer): number;
}

export function inForce(effect: FaultEffect, waits: Waits): FaultInForce {
  const { delay, status, drop, truncate, malformed, loseSetCookie } = effect;
  const text = faultText(effect);
  return {
    text,
    async before(res) {
      if (delay !== undefined) await waits.wait(delay, res);
      if (status !== undefined) throw injected(status, `This answer is the fault ${text}`);
      if (drop === 'request' || res.destroyed) throw injected(503, `The connection is cut: ${text}`);
    },
    write(req, res, answer) {
      if (drop !== undefined || res.destroyed) {
        cut(res);
        return 0;
      }
      if (truncate) writeAnswer(req, res, answer, sendHalf);
      else if (malformed) writeAnswer(req, res, withHalfBody(answer));
      else if (loseSetCookie !== undefined) writeAnswer(req, res, withoutSetCookie(answer, loseSetCookie));
      else writeAnswer(req, res, answer);
      return answer.status;
    },
  };
}

function injected(status: number, message: string): Refusal {
  const type = (STATUS_CODES[status] ?? 'Error').replaceAll(/\W/g, '');
  return new Refusal({ status, type, code: 'FAULT_INJECTED', message });
}

/** The socket, since it is there in process too, and to destroy the response says less to its client. */
function cut(res: ServerResponse): void {
  res.req.socket.destroy();
}

/** The connection is cut when the half is on its way. */
function sendHalf(res: ServerResponse, text: string | undefined): void {
  if (text === undefined) return void res.end();
  const bytes = Buffer.from(text);
  res.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => cut(res));
}

/** An object without its end is no JSON. */
function withHalfBody(answer: Answer): Answer {
  if (answer.body === undefined) return answer;
  const text = bodyText(answer);
  return { ...answer, body: new JsonText(text.slice(0, Math.floor(text.length / 2))) };
}

function withoutSetCookie({ setCookie, ...answer }: Answer, lost: true | string): Answer {
  if (setCookie === undefined || lost === true) return answer;
  return { ...answer, setCookie: setCookie.filter((line) => !line.startsWith(`${lost}=`)) };
}
