import type { AppCall } from '../../rules/rounds';
import { created } from '../asking';
import { appOf, callsIn, itemsIn, rounds, transforms } from '../asking-apps';
import { type Decision, decision } from '../decision';
import type { Facts } from '../facts';

const urlOf = (facts: Facts, call: AppCall): string | undefined => appOf(facts, call)?.url;
const remoteCalls = (facts: Facts): readonly AppCall[] =>
  callsIn(transforms(facts)).filter((call) => urlOf(facts, call) !== undefined);
const createdBy = (facts: Facts): readonly AppCall[] =>
  callsIn(rounds(facts).filter(({ call }) => call === 'create')).filter(
    (call) => urlOf(facts, call) !== undefined,
  );
const failsFor = (facts: Facts, reason: RegExp): boolean =>
  remoteCalls(facts).some(({ failure }) => failure !== undefined && reason.test(failure));
/** A path in its URL, a slash at the end of it, or a name that a path cannot hold as it is. */
const hasOddAddress = (facts: Facts, call: AppCall): boolean =>
  /^[^:]+:\/\/[^/]+\//.test(urlOf(facts, call) ?? '') || encodeURIComponent(call.app) !== call.app;

/** Apps that are called over HTTP. */
export const remoteApps: readonly Decision[] = [
  decision((facts) => failsFor(facts, / answered \d+(?:, a redirect.*)?$/), 'cascade.remote.not-a-success'),
  decision(
    (facts) => failsFor(facts, / answered \d+ \(.*which is not JSON$| answered \d+, but /),
    'cascade.remote.not-namespaces',
  ),
  decision((facts) => failsFor(facts, / answered over \d+ bytes$/), 'cascade.remote.too-large'),
  decision((facts) => failsFor(facts, / took over \d+ ms$/), 'cascade.remote.too-late'),
  decision((facts) => failsFor(facts, /\/transform failed: /), 'cascade.remote.not-there'),
  decision(
    (facts) => new Set(remoteCalls(facts).map(({ app }) => app)).size > 1,
    'cascade.remote.keys-of-one-configuration',
  ),
  decision(
    (facts) => remoteCalls(facts).some((call) => hasOddAddress(facts, call)),
    'cascade.remote.address',
  ),
  decision((facts) => created(facts) && createdBy(facts).length > 0, 'cascade.remote.run-on-create'),
  decision(
    (facts) => remoteCalls(facts).some(({ output }) => itemsIn(output).length > 0),
    'cascade.remote.the-answer',
  ),
  decision((facts) => remoteCalls(facts).length > 0, 'cascade.remote.the-request'),
];
