import { hasCookie, hasSession, isRead } from '../asking';
import { type Decision, decision } from '../decision';
import type { Facts } from '../facts';

const finds = ({ items }: Facts, ...wanted: readonly string[]): boolean =>
  items?.found.some((item) => wanted.includes(item)) === true || items?.found.includes('*') === true;
const isAnonymous = (facts: Facts): boolean => isRead(facts) && facts.token.kind === 'absent';
/** `items` without any text asks for nothing, so that nothing is missed. */
const asks = ({ items }: Facts): boolean => items !== undefined && items.text !== '';

/** What `items` selects, of a read or of a write that asks for them. */
export const items: readonly Decision[] = [
  decision(({ items }) => items?.bare.length !== 0 && items !== undefined, 'sessions.items.bare-namespace'),
  decision(
    ({ items }) => items?.text.split(',').some((item) => /\..+\./.test(item)) === true,
    'sessions.items.first-dot-ends-the-namespace',
  ),
  decision(
    ({ items }) =>
      items?.unknown.some((item) => /^profile\.(?:email|id|isAuthenticated)$/.test(item)) === true,
    'sessions.read.a-stranger-has-no-profile',
  ),
  decision(({ items }) => items?.otherCase === true, 'sessions.items.case-counts'),
  decision(
    (facts) => asks(facts) && facts.items?.unknown.length !== 0,
    'sessions.items.unknown-ones-are-left-out',
  ),
  decision(
    (facts) => asks(facts) && facts.items?.found.length === 0,
    'sessions.items.nothing-found-is-empty',
    'sessions.items.id-comes-whatever-they-find',
  ),
  decision(({ items }) => items?.found.includes('*') === true, 'sessions.items.star-gives-everything'),
  decision(
    ({ items }) => items?.found.some((item) => item !== '*') === true,
    'sessions.items.give-what-they-name',
  ),
];

/** Whose session was read, and what the answer does besides. */
export const reads: readonly Decision[] = [
  decision(
    (facts) => isRead(facts) && facts.token.kind === 'older',
    'sessions.versions.an-old-token-reads-the-newest-state',
  ),
  decision(
    (facts) => isRead(facts) && facts.token.inPath && hasCookie(facts, 'vtex_session'),
    'sessions.by-token.wins-over-the-cookie',
  ),
  decision((facts) => isRead(facts) && facts.token.inPath, 'sessions.by-token.reads-without-a-cookie'),
  decision(
    (facts) =>
      isRead(facts) &&
      facts.request.query.some(([name]) => name !== 'items' && !facts.request.reservedNames.includes(name)),
    'sessions.read.stores-no-query',
  ),
  decision(
    isAnonymous,
    'sessions.anonymous.answers-200',
    'sessions.anonymous.shows-account-and-store',
    'sessions.anonymous.cookies',
    'sessions.anonymous.is-new-each-time',
  ),
  decision(
    (facts) => isRead(facts) && finds(facts, 'account.accountName', 'account.id'),
    'sessions.read.says-the-account',
  ),
  decision(
    (facts) => isRead(facts) && finds(facts, 'account.id'),
    'sessions.read.only-the-account-id-is-kept-alive',
  ),
  decision(
    (facts) => isRead(facts) && hasSession(facts) && !facts.token.inPath && !hasCookie(facts, 'vtex_segment'),
    'sessions.read.needs-only-the-session-cookie',
    'sessions.read.by-whoever-holds-the-token',
  ),
  decision(
    (facts) => isRead(facts) && hasSession(facts),
    'sessions.read.answers-id-and-namespaces',
    'sessions.read.id-is-the-tokens',
    'sessions.read.sets-no-cookie',
  ),
  decision((facts) => isRead(facts) && finds(facts), 'sessions.read.has-no-version-active-debug'),
  decision(isRead, 'sessions.read.is-not-stored-by-caches'),
];
