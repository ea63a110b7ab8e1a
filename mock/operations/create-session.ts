import type { Operation } from './service';
import { type StatusOfWrite, writeOperation } from './write-operation';

/** POST /api/sessions. */
export const createSession: Operation = (call, service) =>
  writeOperation('createSession', call, service, statusOfPost);

export const statusOfPost: StatusOfWrite = ({ created, withItems }, { world: { assumptions } }) => {
  if (!created) return assumptions.statusOfPostThatEdits;
  return withItems ? assumptions.statusOfPostWithItems : 201;
};
