import {
  askedOf,
  created,
  derives,
  hasCookie,
  ignoredBy,
  isPost,
  onASession,
  tokenCounts,
  written,
} from '../asking';
import { type Decision, decision } from '../decision';
import type { AskedKey, Facts } from '../facts';

const fromQuery = (facts: Facts): readonly AskedKey[] =>
  askedOf(facts).filter(({ source }) => source === 'query');

/** A name or a value that the query string holds escaped, `items` left out. */
const decodes = ({ request: { rawQuery } }: Facts): boolean =>
  rawQuery.split('&').some((pair) => /[%+]/.test(pair) && !pair.startsWith('items='));

const repeats = ({ request: { query, reservedNames } }: Facts): boolean => {
  const names = query
    .map(([name]) => name)
    .filter((name) => name !== 'items' && !reservedNames.includes(name));
  return new Set(names).size < names.length;
};

const marked = ({ request: { rawQuery, query } }: Facts): boolean =>
  rawQuery.startsWith('?') || query.some(([name]) => name.startsWith('?'));

/** How the request was worded: its path, its query string, its cookies. */
export const requests: readonly Decision[] = [
  decision((facts) => written(facts) && repeats(facts), 'sessions.query.one-of-a-repeated-name-counts'),
  decision(
    (facts) => written(facts) && facts.write?.bodyAndQuery.length !== 0,
    'sessions.query.or-body-counts',
  ),
  decision(
    (facts) => written(facts) && facts.request.reservedNames.length > 0,
    'sessions.query.reserved-names-are-not-stored',
  ),
  decision(
    (facts) => written(facts) && marked(facts),
    'sessions.query.a-second-question-mark-is-tolerated',
    'sessions.query.a-second-question-mark-is-no-part-of-the-name',
  ),
  decision((facts) => fromQuery(facts).length > 0 && decodes(facts), 'sessions.query.is-percent-decoded'),
  decision(
    (facts) =>
      fromQuery(facts).some(({ value }) => /^(?:-?\d+(?:\.\d+)?|true|false|null)$/.test(String(value))),
    'sessions.query.values-are-strings',
  ),
  decision(
    (facts) => fromQuery(facts).some(({ value }) => value === ''),
    'sessions.query.without-a-value-is-empty',
  ),
  decision(({ request }) => request.behindRootPath, 'routing.paths.behind-a-root-path'),
  decision(
    ({ request: { host } }) => host !== undefined && !/^(?:127\.|localhost|\[::1\])/.test(host),
    'routing.paths.any-host',
  ),
  decision(({ request }) => request.slashAtEnd, 'routing.paths.slash-at-the-end'),
  decision(
    ({ request, refusal }) => refusal === undefined && request.query.some(([name]) => name === 'an'),
    'routing.paths.account-in-the-query',
  ),
  decision(({ request }) => request.foreignOrigin, 'routing.paths.no-cors-headers'),
  decision(
    ({ request, refusal }) => request.credentials && refusal === undefined,
    'sessions.create.needs-no-credentials',
  ),
  decision(
    (facts) => tokenCounts(facts) && facts.request.malformedCookies,
    'cookies.read.malformed-foreign-ones-are-dropped',
  ),
  decision(
    (facts) =>
      tokenCounts(facts) &&
      !facts.token.inPath &&
      facts.request.cookieNames.filter((name) => name === 'vtex_session').length > 1,
    'cookies.read.first-that-verifies-wins',
  ),
  decision(
    (facts) =>
      derives(facts, 'checkout.orderFormId') || facts.items?.found.includes('checkout.orderFormId') === true,
    'cookies.read.the-carts-id',
  ),
  decision(
    (facts) => written(facts) && facts.request.cookieNames.some((name) => isUnrecorded(name, facts)),
    'cookies.read.undeclared-ones-are-not-recorded',
  ),
  decision((facts) => isPost(facts) && fromQuery(facts).length > 0, 'sessions.query.goes-to-public'),
  decision(
    (facts) => facts.operation === 'editSession' && fromQuery(facts).length > 0,
    'sessions.query.goes-to-public-on-patch',
  ),
  decision((facts) => isPost(facts) && ignoredBy(facts, 'R-030'), 'sessions.body.writes-only-public'),
  decision(
    (facts) => facts.operation === 'editSession' && ignoredBy(facts, 'R-030'),
    'sessions.edit.writes-only-public',
  ),
  decision(
    (facts) => written(facts) && ignoredBy(facts, 'R-032'),
    'sessions.body.accepts-an-entry-without-value',
    'sessions.body.drops-an-entry-without-value',
  ),
  decision(
    (facts) => created(facts) && isPost(facts) && facts.write?.body === undefined,
    'sessions.create.accepts-no-body',
  ),
  decision(
    ({ write, operation }) =>
      operation === 'createSession' &&
      write?.outcome === 'created' &&
      write.body !== undefined &&
      Object.keys(write.body).length === 0,
    'sessions.create.accepts-an-empty-object',
  ),
  decision(
    (facts) => onASession(facts) && !facts.token.inPath && !hasCookie(facts, 'vtex_segment'),
    'sessions.edit.needs-only-the-session-cookie',
  ),
];

function isUnrecorded(name: string, { write }: Facts): boolean {
  return (
    name !== 'vtex_session' && name !== 'vtex_segment' && write?.recordedCookies.includes(name) === false
  );
}
