import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import timers from 'node:timers';
import type { Request } from '../../operations/service';
import { Refusal } from '../../rules/refusal';
import { type Answer, bodyText, JsonText, writeAnswer } from '../../wire/answer';
import { inProcess } from '../../wire/in-process';
import { type FaultEffect, faultHeader, faultText, readFaultHeader } from './fault';
import type { FaultStore } from './store';

// Captured at load: fake timers installed by a test later must not hold up a request that is being served.
const { setTimeout, clearTimeout } = timers;

/** Applies faults to requests, from the control plane and from the request's own header. */
export interface FaultInjection {
  /** The fault of this request. @throws Refusal CONTROL_INPUT_INVALID for an invalid header */
  of(req: Request, operation: string | undefined): ActiveFault | undefined;
  /** Ends all delays at once. */
  endDelays(): void;
}

/** A fault applied to one request. */
export interface ActiveFault {
  /** As `x-mock-fault` writes it. */
  readonly text: string;
  /** Runs before the operation. @throws Refusal to answer instead of running it */
  before(res: ServerResponse): Promise<void>;
  /** Writes the answer, or cuts the connection. @returns the status sent, 0 for none */
  write(req: IncomingMessage, res: ServerResponse, answer: Answer): number;
}

export function faultInjection(store: FaultStore): FaultInjection {
  const pending = delays();
  const effectOn = (req: Request, header: string | undefined, operation: string | undefined) => {
    const { method = '', url = '' } = req;
    if (operation === undefined) return undefined; // OPTIONS, or a method that is not served
    if (header !== undefined) return readFaultHeader(header);
    return store.take({ method, operation, path: url.split('?', 1)[0] as string });
  };
  return {
    of(req, operation) {
      const header = req.headers[faultHeader] as string | undefined; // node joins repeated lines of an unknown name
      if (header === undefined && !store.isActive) return undefined;
      const effect = effectOn(req, header, operation);
      return effect && activeFault(effect, pending);
    },
    endDelays: () => pending.endAll(),
  };
}

function activeFault(effect: FaultEffect, pending: ReturnType<typeof delays>): ActiveFault {
  const { delay, status, drop, truncate, malformed, loseSetCookie } = effect;
  const text = faultText(effect);
  return {
    text,
    async before(res) {
      if (delay !== undefined) await pending.wait(delay, res);
      if (status !== undefined) throw injected(status, `Injected fault: ${text}`);
      if (drop === 'request' || res.destroyed) throw injected(503, `Connection cut by the fault ${text}`);
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
  return new Refusal('FAULT_INJECTED', message, { status, type });
}

/** Destroys the socket: it exists in process too, and destroying the response would tell the client less. */
function cut(res: ServerResponse): void {
  res.req.socket.destroy();
}

/** The connection is cut once the first half is on its way. */
function sendHalf(res: ServerResponse, text: string | undefined): void {
  if (text === undefined) return void res.end();
  const bytes = Buffer.from(text);
  res.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => cut(res));
}

/** A JSON object without its end does not parse. */
function withHalfBody(answer: Answer): Answer {
  if (answer.body === undefined) return answer;
  const text = bodyText(answer);
  return { ...answer, body: new JsonText(text.slice(0, Math.floor(text.length / 2))) };
}

function withoutSetCookie({ setCookie, ...answer }: Answer, lost: true | string): Answer {
  if (setCookie === undefined || lost === true) return answer;
  return { ...answer, setCookie: setCookie.filter((line) => !line.startsWith(`${lost}=`)) };
}

/** Requests that are being delayed. */
export function delays() {
  const ends = new Set<() => void>();
  return {
    /** Resolves after so many milliseconds, when the client hangs up, or on `endAll`. */
    wait: (milliseconds: number, res: ServerResponse) =>
      new Promise<void>((resolve) => {
        const end = () => {
          clearTimeout(timer);
          res.off('close', end);
          ends.delete(end);
          resolve();
        };
        const timer = setTimeout(end, milliseconds);
        // A connection keeps the process alive while its client waits; in process there is none to do so.
        if (res.req.socket.remoteAddress !== inProcess) timer.unref();
        res.on('close', end);
        ends.add(end);
        if (res.destroyed) end();
      }),
    endAll() {
      for (const end of [...ends]) end();
    },
  };
}
