import type { Operation } from './service';
import { writeOperation } from './write-operation';

/** PATCH /api/sessions. */
export const editSession: Operation = (call, service) =>
  writeOperation('editSession', call, service, ({ created }, { world }) =>
    created ? world.assumptions.statusOfPatchThatCreates : 200,
  );
