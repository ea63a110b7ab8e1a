import type { Claim } from '../harness/claim';
import type { Confidence, Rule } from '../ledger/rule';
import * as closing from './evidence';

/** Each check passes valid input and reports invalid input. */

const rule = (part: Partial<Rule> = {}): Rule => ({
  rule: 'R-001',
  says: 'It is so.',
  source: 'OpenAPI document; KI-1; C:2; issue: faststore#3',
  date: '2026-05-18',
  confidence: 'documented',
  ...part,
});
const entry = (part: object = {}) =>
  ({
    id: 'paint.wall.dries',
    sentence: 'It dries.',
    operation: 'PATCH /api/sessions',
    grade: 'documented',
    evidence: ['R-001'],
    marker: 'both',
    ...part,
  }) as Claim;

test.each<[string, Rule[], string[]]>([
  ['good', [rule(), rule({ rule: 'R-002', source: null, date: null, confidence: 'unknown' })], []],
  ['a year', [rule({ date: '2026' })], []],
  ['out of order', [rule({ rule: 'R-002' }), rule()], ['R-001 after R-002']],
  ['twice', [rule(), rule()], ['R-001 after R-001']],
  ['no number', [rule({ rule: 'R-x' })], ['R-x after ']],
  ['no sentence', [rule({ says: 'so' })], ['R-001 has no sentence']],
  ['a strange source', [rule({ source: 'KI-1; hearsay' })], ['R-001: unknown source hearsay']],
  ['without source', [rule({ source: null })], ['R-001 is documented without a source']],
  ['no date', [rule({ date: '2026-5' })], ['R-001: 2026-5 is not a date']],
  ['no reason', [rule({ outOfScope: 'so' })], ['R-001 gives no reason']],
])('the ledger: %s', (_, ledger, problems) => {
  expect(closing.ledgerProblems(ledger)).toEqual(problems);
});

test.each<[string, Claim, string[]]>([
  ['cited', entry(), []],
  ['the emulator’s own', entry({ evidence: [], marker: { emulatorOnly: 'its own thing' } }), []],
  ['none', entry({ evidence: [] }), ['paint.wall.dries has no evidence']],
  ['none, live', entry({ evidence: [], marker: { liveOnly: 'x' } }), ['paint.wall.dries has no evidence']],
  ['missing', entry({ evidence: ['R-002'] }), ['paint.wall.dries cites R-002, which does not exist']],
  ['twice', entry({ evidence: ['R-001', 'R-001'] }), ['paint.wall.dries cites a rule twice']],
])('evidence: %s', (_, one, problems) => {
  expect(closing.evidenceProblems([one], [rule()])).toEqual(problems);
});

test.each<[string, Claim[], Rule, string[]]>([
  ['evidence', [entry()], rule(), []],
  ['out of scope', [], rule({ outOfScope: 'of clients only' }), []],
  ['neither', [], rule(), ['R-001 is not cited by any claim']],
  ['both', [entry()], rule({ outOfScope: 'of clients only' }), ['R-001 is evidence and out of scope']],
])('each rule once: %s', (_, entries, one, problems) => {
  expect(closing.openRules(entries, [one])).toEqual(problems);
});

const better = (grade: string) => [`paint.wall.dries is graded ${grade}, better than its evidence`];

test.each<[string, Confidence[], string[]]>([
  ['documented', ['documented'], []],
  ['documented', ['unknown', 'documented'], []],
  ['observed', ['documented'], []],
  ['inferred', ['inferred'], []],
  ['assumed', ['unknown'], []],
  ['assumed', [], []],
  ['documented', ['observed'], better('documented')],
  ['observed', ['inferred', 'unknown'], better('observed')],
  ['inferred', ['unknown'], better('inferred')],
  ['inferred', [], better('inferred')],
  ['live', ['documented'], ['paint.wall.dries is graded live without a dated live run']],
])('graded %s on %j', (grade, confidences, problems) => {
  const ledger = confidences.map((confidence, index) => rule({ rule: `${'R-'}00${index}`, confidence }));
  const evidence = ledger.map((one) => one.rule);
  expect(closing.gradeProblems([entry({ grade, evidence })], ledger)).toEqual(problems);
});
