/** By method and path, as the OpenAPI document has them. */
export const operationIds: Readonly<Record<string, string>> = {
  'POST /api/sessions': 'createSession',
  'PATCH /api/sessions': 'editSession',
  'GET /api/sessions': 'getSession',
  'POST /api/sessions/{token}': 'editSessionByToken',
  'GET /api/sessions/{token}': 'getSessionByToken',
  'GET /api/segments': 'getSegment',
  'GET /api/segments/{token}': 'getSegmentByToken',
};
