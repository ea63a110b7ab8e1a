/** The session operations, by their ids in the OpenAPI document. */
export const sessionOperations = [
  'createSession',
  'editSession',
  'getSession',
  'editSessionByToken',
  'getSessionByToken',
  'getSegment',
  'getSegmentByToken',
] as const;

export type SessionOperation = (typeof sessionOperations)[number];

/** By method and path, as the OpenAPI document has them. */
const operationIds: Readonly<Record<string, SessionOperation>> = {
  'POST /api/sessions': 'createSession',
  'PATCH /api/sessions': 'editSession',
  'GET /api/sessions': 'getSession',
  'POST /api/sessions/{token}': 'editSessionByToken',
  'GET /api/sessions/{token}': 'getSessionByToken',
  'GET /api/segments': 'getSegment',
  'GET /api/segments/{token}': 'getSegmentByToken',
};

/** The id of a session operation, HEAD being GET; undefined for what is none. */
export function operationIdOf(method: string | undefined, path: string): SessionOperation | undefined {
  return operationIds[`${method === 'HEAD' ? 'GET' : method} ${path}`];
}
