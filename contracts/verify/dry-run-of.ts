import type { Behaviour } from '../harness/behaviour';
import { dryRun, dryRunText } from '../harness/dry-run';
import { assumptionTable } from '../targets/assumptions';
import type { LiveOptions } from '../targets/live/index';
import { urlTarget } from '../targets/url';
import { plainExpect } from './expect';

export interface StandIn {
  /** Where an emulator listens. */
  readonly url: string;
  readonly account: string;
}

/**
 * What `verify` would send to a live account, for a terminal.
 *
 * @param finding whether the run determines settings. A behaviour that reads a setting then runs with each value; one
 * that fails early sends less than is listed.
 */
export async function dryRunOf(
  options: LiveOptions,
  behaviours: readonly Behaviour[],
  { url, account }: StandIn,
  finding: boolean,
): Promise<string> {
  const standIn = urlTarget(url, { emulatedAccount: account, control: url });
  const tried = finding ? behaviours.flatMap(forEachValue) : behaviours;
  return dryRunText(await dryRun(options, standIn, tried, plainExpect));
}

function forEachValue(behaviour: Behaviour): readonly Behaviour[] {
  const { assumption } = behaviour;
  if (assumption === undefined) return [behaviour];
  const { type, alternatives } = assumptionTable[assumption.setting];
  // Without a list of values: the default, and a probe that needs about as many requests as two runs.
  const more = type === 'choice' ? alternatives.length : 2;
  return Array.from({ length: 1 + more }, () => behaviour);
}
