import type { SegmentFacts } from '../explain-header';
import type { OperationCall, Service } from '../operations/service';
import { decodeSegment, encodeSegment, localesIn, overriddenSegment, type Segment } from '../rules/segment';
import type { Namespaces } from '../rules/session';
import { cookieValues } from '../wire/cookies';

/** The segment that a write answers the token of. */
export function segmentOfWrite(namespaces: Namespaces, call: OperationCall, service: Service): SegmentFacts {
  const { segment, token } = service.rules.segmentOf(namespaces);
  const held = heldOf(call, token);
  const overridden: readonly string[] = [];
  return {
    segment,
    token,
    source: 'session',
    held,
    overridden,
    withoutEffect: [],
    supportedLocales: 'not-named',
  };
}

/** The segment that a read answers. @param known the session's namespaces, or those of a new visitor */
export function segmentOfRead(
  call: OperationCall,
  session: Namespaces | undefined,
  known: Namespaces | undefined,
  service: Service,
): SegmentFacts | undefined {
  const { assumptions } = service.world;
  const source = sourceOf(call, session !== undefined, assumptions.segmentComesFrom);
  const namespaces = source === 'session' ? session : known;
  const base = baseOf(source, call, namespaces, service);
  if (base === undefined) return undefined;
  const segment = overriddenSegment(base, call.query);
  const names = [...new Set(call.query.map(([name]) => name))].filter((name) => name !== 'supportedLocales');
  const fromSession = session && service.rules.segmentOf(session).token;
  return {
    segment,
    token: encodeSegment(segment, assumptions),
    source,
    held: heldOf(call, fromSession),
    overridden: names.filter(isOverride),
    withoutEffect: names.filter((name) => !isOverride(name)),
    supportedLocales: localesOf(call, base),
  };
}

function baseOf(
  source: SegmentFacts['source'],
  { pathToken = '', cookies }: OperationCall,
  namespaces: Namespaces | undefined,
  { rules }: Service,
): Segment | undefined {
  if (source === 'path') return decodeSegment(pathToken);
  if (source === 'cookie') return decodeSegment(cookieValues(cookies, 'vtex_segment')[0] ?? '');
  return namespaces && rules.segmentOf(namespaces).segment;
}

function sourceOf(
  { pathToken, cookies }: OperationCall,
  hasSession: boolean,
  preferred: 'session' | 'segment-cookie',
): SegmentFacts['source'] {
  if (pathToken !== undefined) return 'path';
  const hasCookie = decodeSegment(cookieValues(cookies, 'vtex_segment')[0] ?? '') !== undefined;
  if (hasSession && (preferred === 'session' || !hasCookie)) return 'session';
  return hasCookie ? 'cookie' : 'default';
}

function heldOf({ cookies }: OperationCall, token: string | undefined): SegmentFacts['held'] {
  const held = cookieValues(cookies, 'vtex_segment')[0];
  if (held === undefined) return 'none';
  if (held === token) return 'same';
  return decodeSegment(held) === undefined ? 'unreadable' : 'other';
}

/** Whether a query name takes the place of a value: tried on an empty segment. */
function isOverride(name: string): boolean {
  return Object.keys(overriddenSegment({}, [[name, 'x']])).length > 0;
}

function localesOf({ query }: OperationCall, base: Segment): SegmentFacts['supportedLocales'] {
  const supported = localesIn(query.findLast(([name]) => name === 'supportedLocales')?.[1] ?? '');
  if (supported.length === 0) return 'not-named';
  const wanted = overriddenSegment(
    base,
    query.filter(([name]) => name !== 'supportedLocales'),
  )['cultureInfo'];
  return supported.some((locale) => locale === wanted) ? 'among' : 'other';
}
