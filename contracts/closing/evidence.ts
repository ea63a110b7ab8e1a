import type { Claim } from '../harness/claim';
import type { Rule } from '../ledger/rule';
import { handleOf } from '../ledger/sources';
import { isTheEmulatorsOwn } from './entries';

/** Checks between the catalogue and the evidence ledger. Each returns its problems as text. */

/** The grades by rank, best first. On rules of unknown truth a claim can only be assumed. */
const ranks: Readonly<Record<string, number>> = {
  documented: 1,
  observed: 2,
  inferred: 3,
  unknown: 4,
  assumed: 4,
};

export function ledgerProblems(ledger: readonly Rule[]): readonly string[] {
  const numbers = ledger.map(({ rule }) => rule);
  return ledger.flatMap((one, index) => {
    const { rule, says, source, date, confidence, outOfScope } = one;
    const previous = numbers[index - 1] ?? '';
    const isDate = date === null || /^20\d\d(-[01]\d(-[0-3]\d)?)?$/.test(date);
    const unknownSources = (source?.split('; ') ?? []).filter((name) => handleOf(name) === undefined);
    return [
      ...(/^R-\d{3}$/.test(rule) && previous < rule ? [] : [`${rule} after ${previous}`]),
      ...(/^\S.+\.$/.test(says) ? [] : [`${rule} has no sentence`]),
      ...unknownSources.map((name) => `${rule}: unknown source ${name}`),
      ...(source === null && confidence !== 'unknown' ? [`${rule} is ${confidence} without a source`] : []),
      ...(isDate ? [] : [`${rule}: ${date} is not a date`]),
      ...(outOfScope === undefined || outOfScope.length >= 10 ? [] : [`${rule} gives no reason`]),
    ];
  });
}

/** Claims about the real service have evidence and cite existing rules. */
export function evidenceProblems(entries: readonly Claim[], ledger: readonly Rule[]): readonly string[] {
  const known = new Set(ledger.map(({ rule }) => rule));
  return entries.flatMap((entry) => {
    const { id, evidence } = entry;
    if (evidence.length === 0) return isTheEmulatorsOwn(entry) ? [] : [`${id} has no evidence`];
    return [
      ...evidence
        .filter((rule) => !known.has(rule))
        .map((rule) => `${id} cites ${rule}, which does not exist`),
      ...(new Set(evidence).size < evidence.length ? [`${id} cites a rule twice`] : []),
    ];
  });
}

/** Every rule is cited by a claim or out of scope, not both. */
export function openRules(entries: readonly Claim[], ledger: readonly Rule[]): readonly string[] {
  const cited = new Set(entries.flatMap(({ evidence }) => evidence));
  return ledger.flatMap(({ rule, outOfScope }) => {
    if (cited.has(rule) === (outOfScope === undefined)) return [];
    return cited.has(rule) ? [`${rule} is evidence and out of scope`] : [`${rule} is not cited by any claim`];
  });
}

/** No claim has a better grade than its best evidence. */
export function gradeProblems(entries: readonly Claim[], ledger: readonly Rule[]): readonly string[] {
  const confidenceOf = new Map(ledger.map(({ rule, confidence }) => [rule, confidence]));
  return entries.flatMap(({ id, grade, evidence }) => {
    const best = Math.min(4, ...evidence.map((rule) => ranks[confidenceOf.get(rule) ?? 'unknown'] ?? 4));
    if (grade === 'live') return [`${id} is graded live without a dated live run`];
    return (ranks[grade] ?? 0) < best ? [`${id} is graded ${grade}, better than its evidence`] : [];
  });
}
