/** What the table asks of facts, in words. */
import type { AskedKey, Facts } from './facts';

export const isPost = ({ operation }: Facts): boolean =>
  operation === 'createSession' || operation === 'editSessionByToken';

export const isRead = ({ operation, refusal }: Facts): boolean =>
  refusal === undefined && (operation === 'getSession' || operation === 'getSessionByToken');

export const isSegmentRead = ({ operation, refusal }: Facts): boolean =>
  refusal === undefined && (operation === 'getSegment' || operation === 'getSegmentByToken');

export const created = ({ write }: Facts): boolean => write?.outcome === 'created';
export const edited = ({ write }: Facts): boolean => write?.outcome === 'edited';
export const unchanged = ({ write }: Facts): boolean => write?.outcome === 'unchanged';
export const written = (facts: Facts): boolean => created(facts) || edited(facts) || unchanged(facts);
/** A write that found its session. */
export const onASession = (facts: Facts): boolean => edited(facts) || unchanged(facts);

/** The answer depends on the token: refusals with a code come before any is looked at. */
export const tokenCounts = ({ refusal, token }: Facts): boolean =>
  refusal?.code === undefined && token.kind !== 'unread';
export const hasSession = ({ token: { kind } }: Facts): boolean => kind === 'newest' || kind === 'older';
export const hasCookie = ({ request }: Facts, name: string): boolean => request.cookieNames.includes(name);

/** What a write that was served asked to write. */
export const askedOf = (facts: Facts): readonly AskedKey[] =>
  written(facts) ? (facts.write?.asked ?? []) : [];
export const asked = (facts: Facts, ...names: readonly string[]): readonly AskedKey[] =>
  askedOf(facts).filter(({ key }) => names.includes(key));
export const sets = (facts: Facts, ...names: readonly string[]): boolean =>
  asked(facts, ...names).some(({ value }) => value !== '' && value !== null);
/** Takes away what was there. */
export const clears = (facts: Facts, ...names: readonly string[]): boolean =>
  asked(facts, ...names).some(({ value, before }) => value === '' && before !== undefined && before !== '');

export const ignoredBy = ({ write }: Facts, rule: string): boolean =>
  write?.ignored.some((ignored) => ignored.rule === rule) ?? false;
export const derives = ({ write }: Facts, item: string): boolean => write?.derived.includes(item) ?? false;

/** A new session by a request that says nothing, by a cookie neither: what it answers is the form of tokens and cookies. */
export const plainlyCreated = (facts: Facts): boolean =>
  created(facts) &&
  facts.write?.asked.length === 0 &&
  facts.write.recordedCookies.length === 0 &&
  facts.request.query.length === 0 &&
  facts.items === undefined;
