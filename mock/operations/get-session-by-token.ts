import { getSession } from './get-session';
import type { Operation } from './service';

/** GET /api/sessions/{sessionToken}?items=…: the token in the path wins over the cookie. */
export const getSessionByToken: Operation = (call, service) => getSession(call, service);
