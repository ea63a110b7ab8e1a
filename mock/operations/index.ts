import { createSession } from './create-session';
import { editSession } from './edit-session';
import { editSessionByToken } from './edit-session-by-token';
import { getSegment } from './get-segment';
import { getSegmentByToken } from './get-segment-by-token';
import { getSession } from './get-session';
import { getSessionByToken } from './get-session-by-token';
import type { Operation } from './service';

/** By the operation ids of the OpenAPI document. */
export const operations: Readonly<Record<string, Operation>> = {
  createSession,
  editSession,
  getSession,
  editSessionByToken,
  getSessionByToken,
  getSegment,
  getSegmentByToken,
};
