import { type Grade, grades } from '../harness/claim';
import type { SettingReport } from './discover';
import { familyOf, type Outcome, outcomes, type Result } from './result';
import type { Verification } from './verify';

export type Counts = Readonly<Record<Outcome, number>>;

export interface Summary {
  readonly all: Counts;
  /** The grades that occur, best first. */
  readonly byGrade: readonly (readonly [Grade, Counts])[];
  readonly byFamily: readonly (readonly [family: string, Counts, readonly Result[]])[];
  readonly settings: { readonly seen: number; readonly differing: number; readonly unknown: number };
}

export function summaryOf({ results, settings }: Verification): Summary {
  const families = [...new Set(results.map(({ behaviour }) => familyOf(behaviour.id)))];
  return {
    all: countsOf(results),
    byGrade: grades
      .map((grade) => [grade, results.filter(({ behaviour }) => behaviour.grade === grade)] as const)
      .filter(([, ofGrade]) => ofGrade.length > 0)
      .map(([grade, ofGrade]) => [grade, countsOf(ofGrade)]),
    byFamily: families.map((family) => {
      const members = results.filter(({ behaviour }) => familyOf(behaviour.id) === family);
      return [family, countsOf(members), members];
    }),
    settings: {
      seen: settings.filter(({ seen }) => seen).length,
      differing: settings.filter((setting) => setting.seen && setting.differs).length,
      unknown: settings.filter(({ seen }) => !seen).length,
    },
  };
}

export function countsOf(results: readonly Result[]): Counts {
  const counts = outcomes.map((one) => [one, results.filter(({ trial }) => trial.outcome === one).length]);
  return Object.fromEntries(counts) as Record<Outcome, number>;
}

/** `assumed 201; the target does 200` */
export function settingText(setting: SettingReport): string {
  const assumed = `assumed ${JSON.stringify(setting.assumed)}`;
  if (!setting.seen) return `${assumed}; unknown for this target: ${setting.reason}`;
  return setting.differs
    ? `${assumed}; the target does ${JSON.stringify(setting.did)}`
    : `${assumed}; the target does the same`;
}

/** The report on the setting that a behaviour reads. */
export function settingOf({ behaviour }: Result, { settings }: Verification): SettingReport | undefined {
  return settings.find(({ setting }) => setting === behaviour.assumption?.setting);
}

/** `2026-11-23 06:53 UTC` */
export function dateText(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
