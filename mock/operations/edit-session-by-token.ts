import { statusOfPost } from './create-session';
import type { Operation } from './service';
import { writeOperation } from './write-operation';

/** POST /api/sessions/{sessionToken}: the token in the path stands for the cookie. */
export const editSessionByToken: Operation = (call, service) =>
  writeOperation('editSessionByToken', call, service, statusOfPost);
