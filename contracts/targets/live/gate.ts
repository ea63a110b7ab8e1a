import type { Answer, TargetRequest } from '../target';
import { bodyProblem } from './gate-body';
import { headerProblem } from './gate-headers';
import { pathProblem } from './gate-path';
import { type GivenTokens, givenTokens } from './given-tokens';
import { LiveRefusal } from './refusal';

export type Send = (request: TargetRequest) => Promise<Answer>;

export interface GatePolicy {
  /** The only account that `an` may name. */
  readonly account: string;
  /** The only login that may be sent; undefined when the run is anonymous. */
  readonly loginCookie: { readonly name: string; readonly value: string } | undefined;
}

/**
 * The one gate in front of a live account: every request passes it, whatever a behaviour does. It lets through what
 * an anonymous visitor's browser could send, and throws {@link LiveRefusal} for all else.
 */
export function gate(policy: GatePolicy, send: Send): Send {
  const given = givenTokens();
  return async (request) => {
    const problem = refusedFor(request, policy, given);
    if (problem !== undefined) throw new LiveRefusal(`Not sent to a live account: ${problem}`);
    const answer = await send(request);
    given.learn(answer);
    return answer;
  };
}

function refusedFor(request: TargetRequest, policy: GatePolicy, given: GivenTokens): string | undefined {
  return (
    pathProblem(request, policy, given) ??
    headerProblem(request.headers ?? {}, policy, given) ??
    bodyProblem(request)
  );
}
