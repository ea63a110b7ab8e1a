import { type Known, type Labels, newLabels } from '../../recordings/labels';
import { exchangeRecorder, writeRecording } from '../../recordings/recorder';
import { redactedStep } from '../../recordings/redact';
import { type Assumptions, defaultAssumptions } from '../assumptions';
import type { LoginCookie, Target } from '../target';
import { gate } from './gate';
import { type LiveAccount, type LiveOptions, liveAccountOf } from './options';
import {
  budgetOf,
  httpsSender,
  LiveRefusal,
  type LiveWorld,
  oneAtATime,
  realWorld,
  type Send,
  withRetries,
} from './sending';

export { defaultBudget, type LiveOptions } from './options';
export { LiveRefusal } from './sending';

export interface LiveTarget extends Target {
  /** The number of requests sent so far. */
  spent(): number;
}

/**
 * A live account, safe by construction: requests pass {@link gate}, one at a time, to one host that the user allowed by
 * name, within a budget. Answers are redacted before they are printed or stored.
 *
 * @param world replaces the real one in tests; such a run is never recorded as live
 * @throws LiveRefusal for invalid options
 */
export function liveTarget(options: LiveOptions, world: Partial<LiveWorld> = {}): LiveTarget {
  const account = liveAccountOf(options);
  const { record } = options;
  const origin = Object.keys(world).length === 0 ? 'live' : 'emulator';
  const here = { ...realWorld, ...world };
  const freshLabels = () => labelsOf(account);
  const labels = freshLabels();
  const recorder = record === undefined ? undefined : exchangeRecorder(freshLabels, origin);
  const budget = budgetOf(account.budget);

  const send: Send = async (request) => {
    const answer = await withRetries(httpsSender(account.host, here), budget, here)(request);
    redactedStep(request, answer, labels); // registers labels for later messages
    recorder?.keep(request, answer);
    return answer;
  };

  return {
    ...asLive(account, defaultAssumptions, redacting(gate(account, oneAtATime(send)), labels.redact)),
    redacted: labels.redact,
    recorder,
    spent: () => budget.spent(),
    async close() {
      if (record !== undefined && recorder !== undefined) {
        writeRecording(record, recorder.exchanges(), origin, here.now());
      }
    },
  };
}

/** Labels that know the login cookie. */
export function labelsOf({ loginCookie, ...known }: Known & Pick<LiveAccount, 'loginCookie'>): Labels {
  const labels = newLabels(known);
  if (loginCookie !== undefined) labels.label('login', loginCookie.value);
  return labels;
}

/** Network errors, above all of `fetch`, may contain headers. */
function redacting(send: Send, redacted: (text: string) => string): Send {
  return async (request) => {
    try {
      return await send(request);
    } catch (error) {
      if (error instanceof LiveRefusal) throw new LiveRefusal(redacted(error.message));
      throw new Error(redacted(error instanceof Error ? error.message : String(error)));
    }
  };
}

/** What can be known of a live account, and done with it. The dry run uses the same limits. */
export function asLive(
  { account, host, loginCookie }: { account: string; host: string; loginCookie: LoginCookie | undefined },
  assumptions: Assumptions,
  request: Send,
): Target {
  return {
    name: host,
    account,
    emulator: false,
    fixture: undefined,
    assumptions,
    request,
    tokenOfAnotherAccount: undefined,
    later: undefined,
    raw: undefined,
    variant: undefined,
    anyRequest: undefined,
    vtexCookies: true,
    parallel: undefined,
    login: loginCookie && (async () => loginCookie),
    close: async () => undefined,
  };
}
