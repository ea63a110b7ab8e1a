import { code, generated, page, plain, table } from './markdown.mjs';

const meaning = {
  live: 'seen by this suite on a live account, in a dated run',
  documented: 'stated by VTEX’s documentation',
  observed: 'shown by a public capture, or required for a client that VTEX maintains to work',
  inferred: 'several clients agree, or it follows from an observation',
  assumed: 'no source: the emulator makes a choice ([assumptions](assumptions.md))',
};

/** Every behaviour, one line each, and the rules of the ledger that no behaviour rests on. */
export function behavioursPage({ behaviours, families, grades, isTheEmulatorsOwn, ledger }) {
  const own = behaviours.filter(isTheEmulatorsOwn);
  const claimed = behaviours.filter((entry) => !own.includes(entry));
  const counts = grades
    .filter((grade) => meaning[grade] !== undefined)
    .map((grade) => [grade, claimed.filter((entry) => entry.grade === grade).length, meaning[grade]]);
  return page(
    generated,
    '# Behaviours',
    `Every claim that the contract suite tests: ${claimed.length} about VTEX’s Session Manager and ${own.length} about the emulator itself. Nothing has been run against a live account yet. R-numbers are the rules of evidence: ${ledger.length} entries with source and date in \`contracts/ledger\`. A claim is never graded better than its evidence. An id is the heading of its family, a dot and its name.`,
    table(
      ['grade', 'claims', 'meaning'],
      [...counts, ['own', own.length, 'about the emulator itself, not about VTEX']],
    ),
    ...Object.entries(families).map(
      ([family, entries]) =>
        `## ${family}\n\n${entries.map((entry) => line(family, entry, isTheEmulatorsOwn(entry))).join('\n')}`,
    ),
  );
}

function line(family, { id, sentence, grade, evidence, assumption }, isOwn) {
  const basis = [isOwn ? 'own' : grade, ...(assumption ? [code(assumption.setting)] : []), ...evidence];
  return `- ${code(id.slice(family.length + 1))}: ${plain(sentence)} (${basis.join(', ')})`;
}
