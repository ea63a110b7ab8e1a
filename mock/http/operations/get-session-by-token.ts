import type { Operation } from '../service';
import { getSession } from './get-session';

/** GET /api/sessions/{sessionToken}?items=…: the token in the path wins over the cookie. */
export const getSessionByToken: Operation = (call, service) => getSession(call, service);
