import { created, hasSession, tokenCounts } from '../asking';
import { type Decision, decision } from '../decision';
import type { Facts } from '../facts';

const code = ({ refusal }: Facts): string | undefined => refusal?.code;
const isAtSessions = ({ request }: Facts): boolean => request.path === '/api/sessions';
const ofBody = (facts: Facts): boolean => /^(?:BODY_|PUBLIC_|CONTENT_)/.test(code(facts) ?? '');

/** A visitor who asked for a trade policy that is not his: the one refusal that is an app's own. */
const ofPolicy = ({ write, refusal }: Facts): boolean =>
  write?.outcome === 'refused' &&
  refusal?.code === undefined &&
  (refusal?.status === 401 || refusal?.status === 403) &&
  write.asked.some(({ key }) => key === 'sc');

const channelCleared = ({ write }: Facts): boolean =>
  write?.asked.some(({ key, value }) => key === 'sc' && value !== '') === true &&
  write.after?.get('store')?.get('channel')?.value === '';

/** Why a request was not served. */
export const refusals: readonly Decision[] = [
  decision((facts) => code(facts) === 'BODY_NOT_JSON', 'sessions.body.must-be-json'),
  decision((facts) => code(facts) === 'BODY_NOT_OBJECT', 'sessions.body.must-be-an-object'),
  decision((facts) => code(facts) === 'PUBLIC_NOT_OBJECT', 'sessions.body.public-must-be-an-object'),
  decision((facts) => code(facts) === 'BODY_TOO_LARGE', 'sessions.body.over-a-megabyte'),
  decision((facts) => code(facts) === 'CONTENT_TYPE_UNSUPPORTED', 'sessions.body.of-another-content-type'),
  decision((facts) => ofBody(facts) && hasSession(facts), 'sessions.body.refused-writes-nothing'),
  decision((facts) => code(facts) === 'ITEMS_MISSING', 'sessions.items.missing'),
  decision((facts) => code(facts) === 'SEGMENT_TOKEN_UNREADABLE', 'segments.by-token.unreadable-is-refused'),
  decision(
    (facts) => code(facts) === 'METHOD_NOT_ALLOWED' && isAtSessions(facts),
    'routing.paths.other-methods-of-sessions',
  ),
  decision(
    (facts) => code(facts) === 'METHOD_NOT_ALLOWED' && !isAtSessions(facts),
    'routing.paths.other-methods-elsewhere',
  ),
  decision((facts) => ofPolicy(facts) || channelCleared(facts), 'store.policy.forbidden-to-a-visitor'),
  decision(
    (facts) => (ofPolicy(facts) || channelCleared(facts)) && hasSession(facts),
    'store.policy.forbidden-saves-nothing',
  ),
];

const unverified = (facts: Facts, ...operations: readonly string[]): boolean =>
  tokenCounts(facts) && facts.token.kind === 'unverified' && operations.includes(facts.operation ?? '');
const expired = (facts: Facts): boolean => tokenCounts(facts) && facts.token.reason === 'it has expired';

/** Session tokens that name no session of this account. */
export const refusedTokens: readonly Decision[] = [
  decision(
    (facts) => tokenCounts(facts) && facts.token.kind === 'foreign',
    'sessions.refused-token.of-another-account',
  ),
  decision(
    (facts) => expired(facts) && facts.token.claimsAKeptSession,
    'sessions.refused-token.expired-though-the-session-lives',
  ),
  decision(expired, 'sessions.refused-token.expired-counts-as-absent'),
  decision(
    (facts) =>
      unverified(facts, 'getSession', 'getSessionByToken') &&
      facts.token.claimsAKeptSession &&
      !expired(facts),
    'sessions.refused-token.forged-ones-read-nothing',
  ),
  decision(
    (facts) => unverified(facts, 'getSessionByToken') && facts.token.isAnId,
    'sessions.by-token.an-id-is-no-token',
  ),
  decision(
    (facts) => unverified(facts, 'getSessionByToken'),
    'sessions.by-token.invalid-token-takes-the-cookies',
    'sessions.by-token.invalid-token-status',
  ),
  decision(
    (facts) => unverified(facts, 'getSession'),
    'sessions.refused-token.reading-is-an-error',
    'sessions.refused-token.reading-status',
    'sessions.refused-token.reading-takes-the-cookies',
  ),
  decision(
    (facts) => unverified(facts, 'editSessionByToken') && created(facts),
    'sessions.by-token.post-with-garbage-creates',
  ),
  decision(
    (facts) => unverified(facts, 'createSession') && created(facts),
    'sessions.refused-token.post-creates-anew',
  ),
  decision(
    (facts) => unverified(facts, 'editSession') && created(facts),
    'sessions.refused-token.patch-creates-anew',
  ),
];

/** What every refusal looks like. */
export const refusalForms: readonly Decision[] = [
  decision(({ cookies }) => cookies === 'expired', 'cookies.set.expired-alike'),
  decision(({ refusal }) => refusal?.code !== undefined, 'errors.form.the-emulators-own-have-a-code'),
  decision(
    ({ refusal }) => refusal !== undefined,
    'errors.form.are-json',
    'errors.form.have-type-and-message',
  ),
];
