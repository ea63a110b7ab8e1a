import { familyOf, type Outcome, type Result } from '../result';
import { type Counts, settingOf, summaryOf } from '../summary';
import type { Verification } from '../verify';

/** The report for programs. */
export function jsonReport(verification: Verification): string {
  const { suite, target, date, results, settings } = verification;
  const { all, byGrade, settings: counted } = summaryOf(verification);
  const report = {
    suite: { name: 'vtex-session-mock', version: suite },
    target,
    date: date.toISOString(),
    counts: countsIn(all),
    byGrade: Object.fromEntries(byGrade.map(([grade, counts]) => [grade, countsIn(counts)])),
    settings: { ...counted, each: settings },
    behaviours: results.map((result) => behaviourIn(result, verification)),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function behaviourIn(result: Result, verification: Verification): object {
  const { id, sentence, operation, grade, evidence } = result.behaviour;
  const { outcome, ...trial } = result.trial;
  const setting = settingOf(result, verification)?.setting;
  const known = { id, family: familyOf(id), sentence, operation, grade, evidence };
  return { ...known, ...(setting !== undefined && { setting }), outcome: keyOf(outcome), ...trial };
}

function countsIn(counts: Counts): object {
  return Object.fromEntries(Object.entries(counts).map(([key, count]) => [keyOf(key as Outcome), count]));
}

/** Without the blank, for queries. */
function keyOf(outcome: Outcome): string {
  return outcome === 'not tried' ? 'notTried' : outcome;
}
