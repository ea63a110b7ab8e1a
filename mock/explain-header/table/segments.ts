import { asked, clears, created, hasCookie, isSegmentRead, plainlyCreated, sets } from '../asking';
import { type Decision, decision } from '../decision';
import type { Facts } from '../facts';

const isOfVisitor = (facts: Facts): boolean => isSegmentRead(facts) && facts.operation === 'getSegment';
const isOfPath = (facts: Facts): boolean => isSegmentRead(facts) && facts.operation === 'getSegmentByToken';
const overrides = ({ segment }: Facts): boolean => segment?.overridden.length !== 0;
/** The answer makes a segment token that was not there before. */
const isFresh = (facts: Facts): boolean =>
  facts.segment !== undefined &&
  (created(facts) ||
    facts.write?.segmentChanged === true ||
    (facts.operation === 'getSegment' && facts.cookies === 'set'));
const text = ({ segment }: Facts): string => JSON.stringify(segment?.segment ?? null);
const utmKeys = ['utm_source', 'utm_campaign', 'utmi_campaign', 'utmi_cp'];

/** What the segment says, and where it came from. */
export const segments: readonly Decision[] = [
  // The query string of a read.
  decision(
    (facts) => isSegmentRead(facts) && facts.segment?.supportedLocales === 'other',
    'segments.override.nearest-locale',
  ),
  decision(
    (facts) => isSegmentRead(facts) && facts.segment?.supportedLocales !== 'not-named',
    'segments.override.supported-locales',
  ),
  decision((facts) => isOfPath(facts) && overrides(facts), 'segments.by-token.query-overrides'),
  decision((facts) => isOfVisitor(facts) && overrides(facts), 'segments.override.culture-and-utm'),
  decision(
    (facts) => isOfVisitor(facts) && overrides(facts) && facts.segment?.source === 'session',
    'segments.override.leaves-the-session',
  ),
  decision(
    (facts) => isSegmentRead(facts) && facts.segment?.withoutEffect.length !== 0,
    'segments.override.other-names-change-nothing',
  ),
  // Whose segment it is.
  decision(
    (facts) =>
      isOfVisitor(facts) && (facts.token.kind === 'unverified' || facts.segment?.held === 'unreadable'),
    'segments.read.bad-tokens-count-as-absent',
  ),
  decision(
    (facts) => isOfVisitor(facts) && facts.segment?.held === 'other' && facts.token.kind !== 'absent',
    'segments.read.which-cookie-wins',
  ),
  decision(
    (facts) => isOfVisitor(facts) && facts.segment?.source === 'session' && facts.segment.held === 'none',
    'segments.read.session-cookie-alone',
  ),
  decision(
    (facts) => isOfVisitor(facts) && facts.segment?.source === 'cookie' && facts.token.kind === 'absent',
    'segments.read.segment-cookie-alone',
  ),
  decision(
    (facts) => isOfVisitor(facts) && facts.segment?.source === 'default',
    'segments.read.without-cookies-is-the-default',
  ),
  decision(
    (facts) =>
      isOfVisitor(facts) &&
      facts.cookies === 'set' &&
      !hasCookie(facts, 'vtex_segment') &&
      !hasCookie(facts, 'vtex_session'),
    'segments.read.sets-the-cookie-without-one',
  ),
  decision(
    (facts) => isOfVisitor(facts) && facts.cookies === 'left',
    'segments.read.does-not-set-the-cookie-it-was-sent',
  ),
  decision(
    (facts) => isOfVisitor(facts) && facts.segment?.source === 'session',
    'segments.read.follows-the-session',
  ),
  decision(
    isOfPath,
    'segments.by-token.answers-what-it-holds',
    'segments.by-token.is-what-it-was',
    'segments.by-token.hand-made',
  ),
  // What stands in it.
  decision(
    (facts) => sets(facts, 'utm_source', 'utm_campaign', 'utmi_campaign'),
    'segments.content.utm-comes-from-public',
  ),
  decision((facts) => sets(facts, 'utmi_cp'), 'segments.content.utmi-cp-stands-in'),
  decision((facts) => sets(facts, 'utm_medium'), 'segments.content.utm-medium-is-left-out'),
  decision((facts) => clears(facts, ...utmKeys), 'segments.content.cleared-is-the-empty-string'),
  decision(
    (facts) => asked(facts, ...utmKeys).some(({ value }) => typeof value !== 'string'),
    'segments.content.values-are-strings',
  ),
  // How it is written.
  decision((facts) => isFresh(facts) && /[^\x20-\x7e]/.test(text(facts)), 'segments.encoding.beyond-ascii'),
  decision(
    (facts) => isFresh(facts) && /[+/]/.test(facts.segment?.token ?? ''),
    'segments.sources.other-alphabet',
  ),
  decision(
    (facts) => isFresh(facts) && /[-_+/]/.test(facts.segment?.token ?? ''),
    'segments.encoding.alphabet',
  ),
  decision(
    (facts) => isFresh(facts) && Buffer.byteLength(text(facts)) % 3 !== 0,
    'segments.encoding.is-unpadded',
  ),
  decision(
    isFresh,
    'segments.encoding.is-compact-json',
    'segments.encoding.equal-contexts-give-equal-tokens',
  ),
  decision(
    isOfVisitor,
    'segments.read.answers-plain-values',
    'segments.content.keys-in-order',
    'segments.read.is-asked-again-each-time',
  ),
  decision(
    plainlyCreated,
    'segments.content.unset-keys-are-null',
    'segments.content.channel-privacy-is-there',
    'segments.content.no-facets-without-content',
    'segments.content.store-values-are-the-sessions',
  ),
];
