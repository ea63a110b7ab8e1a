import type { Mutant } from './mutant';
import { mutantsOfAnswers } from './mutants.answers';
import { mutantsOfApps } from './mutants.apps';
import { mutantsOfCascade } from './mutants.cascade';
import { mutantsOfControl } from './mutants.control';
import { mutantsOfSegments } from './mutants.segments';
import { mutantsOfTokens } from './mutants.tokens';
import { mutantsOfWrites } from './mutants.writes';

/** Every named drift, by what it touches. The contract suite alone must notice each. */
export const mutants: readonly Mutant[] = [
  ...mutantsOfWrites,
  ...mutantsOfTokens,
  ...mutantsOfSegments,
  ...mutantsOfAnswers,
  ...mutantsOfCascade,
  ...mutantsOfApps,
  ...mutantsOfControl,
];
