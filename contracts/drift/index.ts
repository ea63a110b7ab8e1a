import { answers } from './answers';
import { apps } from './apps';
import { cascade } from './cascade';
import { control } from './control';
import type { Drift } from './drift';
import { segments } from './segments';
import { tokens } from './tokens';
import { writes } from './writes';

/** Every named drift, by what it changes. The contract suite alone must notice each. */
export const drifts: readonly Drift[] = [
  ...writes,
  ...tokens,
  ...segments,
  ...answers,
  ...cascade,
  ...apps,
  ...control,
];
