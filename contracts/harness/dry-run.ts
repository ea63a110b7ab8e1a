import type { RecordedRequest } from '../recordings/exchanges';
import { redactedStep } from '../recordings/redact';
import { gate } from '../targets/live/gate';
import { asLive, labelsOf } from '../targets/live/index';
import { type LiveOptions, liveAccountOf } from '../targets/live/options';
import { oneAtATime, type Send } from '../targets/live/sending';
import type { Target } from '../targets/target';
import type { Behaviour, Expect } from './behaviour';
import { reasonNotTried, runBehaviour } from './run-behaviour';

export interface DryRun {
  readonly host: string;
  readonly budget: number;
  /** What would be sent, in this order, tokens and the like as labels. */
  readonly requests: readonly (RecordedRequest & { readonly behaviour: string })[];
  readonly notTried: readonly { readonly behaviour: string; readonly reason: string }[];
}

/**
 * What a live run with these options would send. The behaviours run through the same gate, one after the other, with
 * an emulator standing in for the account; nothing goes on the network. Answers decide what some behaviours ask
 * next, so that a live run may differ in single requests.
 *
 * @param standIn an emulator; its login stands in for the user's, which is not used
 */
export async function dryRun(
  options: LiveOptions,
  standIn: Target,
  behaviours: readonly Behaviour[],
  expect: Expect,
): Promise<DryRun> {
  const { host, budget, loginCookie } = liveAccountOf(options);
  if (standIn.account === undefined) throw new Error('The stand-in of a dry run must be an emulator');
  const login = loginCookie && (await standIn.login?.());
  const policy = { account: standIn.account, host, loginCookie: login };
  let labels = labelsOf(policy);

  const requests: DryRun['requests'][number][] = [];
  let behaviour = '';
  const send: Send = async (request) => {
    const answer = await standIn.request(request);
    requests.push({ behaviour, ...redactedStep(request, answer, labels).request });
    return answer;
  };
  const target = asLive(policy, standIn.assumptions, gate(policy, oneAtATime(send)));

  const notTried: DryRun['notTried'][number][] = [];
  for (const one of behaviours) {
    const reason = reasonNotTried(one, target);
    behaviour = one.id;
    labels = labelsOf(policy); // counted from 1 for each behaviour
    if (reason === undefined) await runBehaviour(one, target, expect);
    else notTried.push({ behaviour: one.id, reason });
  }
  return { host, budget, requests, notTried };
}

/** For a terminal. */
export function dryRunText({ host, budget, requests, notTried }: DryRun): string {
  const lines = requests.map(({ behaviour, method, path, headers = {}, body }, index) => {
    const before = requests[index - 1]?.behaviour === behaviour ? '' : `\n${behaviour}\n`;
    const sent = [
      headers['cookie'] && `cookie: ${headers['cookie']}`,
      body !== undefined && JSON.stringify(body),
    ];
    return `${before}  ${[`${method} ${path}`, ...sent.filter(Boolean)].join('\n    ')}`;
  });
  return [
    `Dry run: nothing was sent. A run would send to https://${host}:`,
    ...lines,
    '',
    'Not tried:',
    ...notTried.map(({ behaviour, reason }) => `  ${behaviour}: ${reason}`),
    '',
    `${requests.length} requests in all, one at a time, within a budget of ${budget}${
      requests.length > budget ? ': too small, the run would stop early' : ''
    }.`,
    '',
  ].join('\n');
}
