import type { Journal } from './journal';
import { journalOff } from './log';

/** In place of a journal that is not kept: an empty one would let a test pass that asks whether nothing came in. */
export const noJournal: Journal = {
  entries: refuse,
  count: refuse,
  unmatched: refuse,
  waitFor: async () => refuse(),
  clear: refuse,
};

function refuse(): never {
  throw journalOff();
}
