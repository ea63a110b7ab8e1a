import { Refusal } from '../rules/refusal';

export function sessionUnknown(id: string): Refusal {
  return new Refusal({
    status: 404,
    type: 'NotFound',
    code: 'SESSION_UNKNOWN',
    message: `No session ${id} is kept: give the id claim of a session token`,
  });
}
