import { Refusal } from '../rules/refusal';
import { decodeSegment, type EncodedSegment, encodeSegment, overriddenSegment } from '../rules/segment';
import { andThen, type Maybe } from '../util/event-loop';
import { cookieValues } from '../wire/cookies';
import { findSession } from './find-session';
import { type Operation, type OperationCall, type Service, segmentCookie } from './service';

const noCache = { 'Cache-Control': 'no-cache' };

/** GET /api/segments. */
export const getSegment: Operation = (call, service) => {
  const held = cookieValues(call.cookies, 'vtex_segment')[0];
  return andThen(segmentFor(call, held, service), (encoded) => {
    const { segment, token } = overridden(encoded, call, service);
    return {
      status: 200,
      body: segment,
      headers: noCache,
      setCookie: token === held ? undefined : segmentCookie(token, call, service),
    };
  });
};

function overridden(encoded: EncodedSegment, { query }: OperationCall, { world }: Service): EncodedSegment {
  if (query.length === 0) return encoded;
  const segment = overriddenSegment(encoded.segment, query);
  return { segment, token: encodeSegment(segment, world.assumptions) };
}

/** The session's segment, or else the one in the cookie, or else the account's default. */
function segmentFor(call: OperationCall, held: string | undefined, service: Service): Maybe<EncodedSegment> {
  const { rules, world } = service;
  const fromCookie = () => {
    const segment = held === undefined ? undefined : decodeSegment(held);
    return segment === undefined ? undefined : { segment, token: encodeSegment(segment, world.assumptions) };
  };
  // Before anything else: a token of another account is refused whatever the segment cookie says.
  return andThen(findSession(call, service), (found) => {
    const fromSession = () =>
      found.kind === 'found' ? rules.segmentOf(found.session.namespaces) : undefined;
    const encoded =
      world.assumptions.segmentComesFrom === 'session'
        ? (fromSession() ?? fromCookie())
        : (fromCookie() ?? fromSession());
    if (encoded !== undefined) return encoded;
    const draft = rules.draft(undefined, { query: [], cookies: call.cookies });
    return andThen(draft, ({ namespaces }) => rules.segmentOf(namespaces));
  });
}

/** GET /api/segments/{segmentToken}: what the token says, regardless of the sender. */
export const getSegmentByToken: Operation = ({ pathToken = '', query }) => {
  const segment = decodeSegment(pathToken);
  if (segment === undefined) {
    throw new Refusal(
      'SEGMENT_TOKEN_UNREADABLE',
      'The segment token in the path does not decode to a segment: send the value of vtex_segment, or leave it out',
    );
  }
  return { status: 200, body: overriddenSegment(segment, query), headers: noCache };
};
