import { code, generated, page, plain, table } from './markdown.mjs';

const meaning = {
  live: 'seen by this suite on a live account, in a dated run',
  documented: 'stated by VTEX’s documentation',
  observed: 'shown by a public capture, or required for a client that VTEX maintains to work',
  inferred: 'several clients agree, or it follows from an observation',
  assumed:
    'no source: the emulator makes a choice, by a [setting](assumptions.md), or for the reason that is given',
};

/** Claims about VTEX with their evidence, one a line; those about the emulator itself, which the other pages describe, are counted. */
export function behavioursPage({ behaviours, families, grades, isTheEmulatorsOwn, ledger }) {
  const own = behaviours.filter(isTheEmulatorsOwn);
  const claimed = behaviours.filter((entry) => !own.includes(entry));
  const counts = grades
    .filter((grade) => meaning[grade] !== undefined)
    .map((grade) => [
      `${grade} (${letterOf(grade)})`,
      claimed.filter((entry) => entry.grade === grade).length,
      meaning[grade],
    ]);
  return page(
    generated,
    '# Behaviours',
    `Every claim that the contract suite tests: ${claimed.length} about VTEX’s Session Manager and ${own.length} about the emulator itself. Nothing has been run against a live account yet. R-numbers are the rules of evidence: ${ledger.length} entries with source and date in \`contracts/ledger\`. A claim is never graded better than its evidence. An id is the heading of its family, a dot and its name. In parentheses are the grade’s first letter, the setting, and the evidence.`,
    table(
      ['grade', 'claims', 'meaning'],
      [...counts, ['own', own.length, 'about the emulator itself, not about VTEX']],
    ),
    ...Object.entries(families).flatMap(([family, entries]) => section(family, entries, isTheEmulatorsOwn)),
    '## The emulator itself',
    'The other pages describe what these claims say. `npx vtex-session-mock verify --list` prints all claims, one a line; with `--only control.faults` those of a family.',
  );
}

function section(family, entries, isTheEmulatorsOwn) {
  const lines = entries
    .filter((entry) => !isTheEmulatorsOwn(entry))
    .map((entry) => {
      const name = entry.id.slice(family.length + 1);
      const why = entry.noSetting === undefined ? '' : `; ${plain(entry.noSetting)}`;
      return `- ${name}: ${plain(entry.sentence)} (${basisOf(entry).join(' ')}${why})`;
    });
  return lines.length === 0 ? [] : [`## ${family}\n\n${lines.join('\n')}`];
}

/** Grades begin with different letters. */
const letterOf = (grade) => grade[0].toUpperCase();

const basisOf = ({ grade, evidence, assumption }) => [
  letterOf(grade),
  ...(assumption ? [code(assumption.setting)] : []),
  ...evidence,
];
