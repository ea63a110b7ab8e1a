import type { Decision } from '../decision';
import { forms } from './forms';
import { items, reads } from './reads';
import { refusalForms, refusals, refusedTokens } from './refusals';
import { requests } from './requests';
import { segments } from './segments';
import { store } from './store';
import { writtenValues } from './values';
import { writes } from './writes';

/** All decisions, what is most particular to a request first. */
export const decisions: readonly Decision[] = [
  ...refusedTokens,
  ...refusals,
  ...store,
  ...requests,
  ...writtenValues,
  ...items,
  ...writes,
  ...reads,
  ...segments,
  ...refusalForms,
  ...forms,
];
