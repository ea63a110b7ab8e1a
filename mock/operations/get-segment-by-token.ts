import { badRequest } from '../rules/refusal';
import { decodeSegment, overriddenSegment } from '../rules/segment';
import type { Operation } from './service';

/** GET /api/segments/{segmentToken}: what that token says, whoever asks. */
export const getSegmentByToken: Operation = async ({ pathToken = '', query }) => {
  const segment = decodeSegment(pathToken);
  if (segment === undefined) {
    throw badRequest(
      'SEGMENT_TOKEN_UNREADABLE',
      'The segment token in the path does not decode to a segment: send the value of vtex_segment, or leave it out',
    );
  }
  return { status: 200, body: overriddenSegment(segment, query), headers: { 'Cache-Control': 'no-cache' } };
};
