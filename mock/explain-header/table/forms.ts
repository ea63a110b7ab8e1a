import { plainlyCreated, unchanged } from '../asking';
import { type Decision, decision } from '../decision';

/**
 * The form of tokens and cookies. It is that of every token and every cookie, and so it is named where nothing else
 * was asked for: of a new session by a request that writes nothing.
 */
export const forms: readonly Decision[] = [
  decision(
    (facts) => plainlyCreated(facts) && facts.emulator.tokenForm === '2026',
    'tokens.session.header',
    'tokens.session.claims-in-order',
    'tokens.session.lives-five-days',
    'tokens.session.account-is-the-name',
    'tokens.session.account-id-is-an-empty-array',
    'tokens.session.issuer-and-subject',
  ),
  decision((facts) => plainlyCreated(facts) && facts.emulator.secureCookies, 'cookies.set.attributes'),
  decision(
    plainlyCreated,
    'tokens.session.is-a-jws-in-es256',
    'tokens.session.version-starts-at-2',
    'tokens.session.id-and-jti-are-uuids',
    'cookies.set.names',
    'cookies.set.hold-the-tokens',
    'cookies.set.come-in-two-lines',
    'cookies.set.session-comes-first',
    'cookies.set.life-is-a-max-age',
  ),
  decision((facts) => plainlyCreated(facts) || unchanged(facts), 'cookies.set.live-five-days'),
];
