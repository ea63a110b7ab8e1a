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
  const sections = Object.entries(families).map(([family, entries]) => ({
    family,
    lines: entries.filter((entry) => claimed.includes(entry)).map((entry) => lineOf(family, entry)),
    owns: entries.filter((entry) => own.includes(entry)).length,
  }));
  return page(
    generated,
    '# Behaviours',
    `The claims that the contract suite tests about VTEX’s Session Manager: ${claimed.length}, one a line. Nothing has been run against a live account yet. An id is the heading of its family, a dot and its name. In parentheses are the first letter of the grade, the setting, and the evidence: 034 is R-034, one of ${ledger.length} rules in \`contracts/ledger\`, each with source and date. A claim is never graded better than its evidence.`,
    table(['grade', 'claims', 'meaning'], counts),
    ...sections
      .filter(({ lines }) => lines.length > 0)
      .map(({ family, lines }) => `## ${family}\n\n${lines.join('\n')}`),
    '## The emulator itself',
    `The suite also tests ${own.length} claims about the emulator itself, which the other pages describe: ${sections
      .filter(({ owns }) => owns > 0)
      .map(({ family, owns }) => `${family} ${owns}`)
      .join(
        ', ',
      )}. \`npx vtex-session-mock verify --list\` prints all claims, one a line; with \`--only control.faults\` those of a family.`,
  );
}

function lineOf(family, entry) {
  return `- ${entry.id.slice(family.length + 1)}: ${plain(entry.sentence)} (${basisOf(entry)})`;
}

/** Grades begin with different letters. */
const letterOf = (grade) => grade[0].toUpperCase();

function basisOf({ grade, evidence, assumption, noSetting }) {
  const setting = assumption ? [code(assumption.setting)] : [];
  const numbers = evidence.map((rule) => rule.replace('R-', ''));
  const why = noSetting === undefined ? '' : `; ${plain(noSetting)}`;
  return [letterOf(grade), ...setting, ...numbers].join(' ') + why;
}
