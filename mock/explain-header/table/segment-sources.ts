import { asked, isSegmentRead } from '../asking';
import { callsIn, isOwn, itemsIn, rounds, valueAt } from '../asking-apps';
import { type Decision, decision } from '../decision';
import type { Facts } from '../facts';

const sources =
  /^(?:store\.(?:channel|currency\w+|countryCode|(?:admin_)?cultureInfo|channelPrivacy)|rnb\.campaigns|profile\.priceTables|checkout\.regionId|search\.facets)$/;

const isChanged = ({ write }: Facts): boolean => write?.segmentChanged === true;
/** What apps of the account's own gave keys that a segment is made of. */
const given = (facts: Facts): readonly unknown[] =>
  callsIn(rounds(facts))
    .filter(isOwn)
    .flatMap(({ output }) =>
      itemsIn(output)
        .filter((item) => sources.test(item))
        .map((item) => valueAt(output, item)),
    );
const isNoText = (value: unknown): boolean => typeof value !== 'string';

const isOfVisitor = (facts: Facts): boolean => isSegmentRead(facts) && facts.operation === 'getSegment';
const isOfPath = (facts: Facts): boolean => isSegmentRead(facts) && facts.operation === 'getSegmentByToken';

/** The token in the path, as it was sent. */
const sentToken = ({ request }: Facts): string =>
  request.pathname.replace(/\/+$/, '').split('/').at(-1) ?? '';

function heldInPath(facts: Facts): unknown {
  try {
    const token = decodeURIComponent(sentToken(facts));
    return JSON.parse(Buffer.from(token, 'base64').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

const repeats = ({ request: { query } }: Facts): boolean =>
  new Set(query.map(([name]) => name)).size < query.length;

/** What a segment is made of, and how it is read. */
export const segmentSources: readonly Decision[] = [
  decision(
    (facts) =>
      isChanged(facts) &&
      given(facts)
        .concat(asked(facts, 'utm_source').map(({ value }) => value))
        .some(isNoText),
    'segments.sources.values-as-text',
  ),
  decision((facts) => isChanged(facts) && given(facts).length > 0, 'segments.sources.each-key'),
  decision(
    (facts) => isOfVisitor(facts) && facts.segment?.held === 'unreadable',
    'segments.sources.unreadable-cookie',
  ),
  decision(
    (facts) => isOfVisitor(facts) && facts.segment?.held !== 'none',
    'segments.sources.cookie-of-its-own',
  ),
  decision(
    (facts) =>
      isSegmentRead(facts) &&
      (repeats(facts) || facts.request.query.some(([name]) => name === 'utmi_cp')) &&
      facts.segment?.overridden.length !== 0,
    'segments.sources.which-query-names',
  ),
  decision(
    (facts) =>
      isOfPath(facts) &&
      facts.segment?.supportedLocales !== 'not-named' &&
      typeof (heldInPath(facts) as { cultureInfo?: unknown } | undefined)?.cultureInfo !== 'string',
    'segments.sources.no-culture',
  ),
  decision(
    (facts) =>
      (isOfPath(facts) && /%|=/.test(sentToken(facts))) || facts.refusal?.code === 'SEGMENT_TOKEN_UNREADABLE',
    'segments.sources.spellings-of-a-token',
  ),
  decision(
    (facts) => facts.refusal?.code === 'SEGMENT_TOKEN_UNREADABLE' && isNested(heldInPath(facts)),
    'emulator.limits.nested-segments',
  ),
];

function isNested(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some((inside) => typeof inside === 'object' && inside !== null)
  );
}
