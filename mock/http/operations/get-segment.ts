import {
  decodeSegment,
  encodeSegment,
  overriddenSegment,
  type Segment,
  segmentOf,
} from '../../rules/segment';
import { cookieValues } from '../cookies';
import { findSession } from '../find-session';
import type { Operation, OperationCall, Service } from '../service';

/** GET /api/segments. */
export const getSegment: Operation = async (call, service) => {
  const held = cookieValues(call.cookies, 'vtex_segment')[0];
  const segment = overriddenSegment(await segmentFor(call, held, service), call.query);
  const token = encodeSegment(segment, service.world.assumptions);
  return {
    status: 200,
    body: segment,
    headers: { 'Cache-Control': 'no-cache' },
    ...(token !== held && { setCookie: [service.cookies.segment(token)] }),
  };
};

/** Of the session, else of the segment cookie, else the account's default. */
async function segmentFor(call: OperationCall, held: string | undefined, service: Service): Promise<Segment> {
  const fromCookie = () => (held === undefined ? undefined : decodeSegment(held));
  const fromSession = async () => {
    const found = await findSession(call, service);
    return found.kind === 'found' ? segmentOf(found.session.namespaces) : undefined;
  };
  const segment =
    service.world.assumptions.segmentComesFrom === 'session'
      ? ((await fromSession()) ?? fromCookie())
      : (fromCookie() ?? (await fromSession()));
  if (segment !== undefined) return segment;
  const draft = await service.rules.draft(undefined, { query: [], cookies: call.cookies });
  return segmentOf(draft.namespaces);
}
