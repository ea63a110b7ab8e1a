import { code, generated, page, plain, table } from './markdown.mjs';

const meaning = {
  live: 'seen by this suite on a live account, in a dated run',
  documented: 'stated by VTEX’s documentation',
  observed: 'shown by a public capture, or required for a client that VTEX maintains to work',
  inferred: 'several clients agree, or it follows from an observation',
  assumed: 'no source: the emulator makes a choice ([assumptions](assumptions.md))',
};

/** Every behaviour, one line each, and the rules of the ledger that no behaviour rests on. */
export function behavioursPage({ catalogue, catalogueFamilies, grades, isTheEmulatorsOwn, ledger }) {
  const own = catalogue.filter(isTheEmulatorsOwn);
  const claimed = catalogue.filter((entry) => !own.includes(entry));
  const counts = grades
    .filter((grade) => meaning[grade] !== undefined)
    .map((grade) => [grade, claimed.filter((entry) => entry.grade === grade).length, meaning[grade]]);
  const outOfScope = ledger.filter((rule) => rule.outOfScope !== undefined);
  return page(
    generated,
    '# Behaviours',
    `Every claim that the contract suite tests: ${claimed.length} about VTEX’s Session Manager and ${own.length} about the emulator itself. Nothing has been run against a live account yet. R-numbers are the rules of evidence: ${ledger.length} entries with source and date in \`contracts/\`, folder \`ledger\`. A claim is never graded better than its evidence.`,
    table(
      ['grade', 'claims', 'meaning'],
      [...counts, ['own', own.length, 'about the emulator itself, not about VTEX']],
    ),
    ...Object.entries(catalogueFamilies).map(
      ([family, entries]) =>
        `## ${family}\n\n${entries.map((entry) => line(entry, isTheEmulatorsOwn(entry))).join('\n')}`,
    ),
    '## Rules without a claim',
    outOfScope
      .map(({ rule, says, outOfScope: why }) => `- ${rule}: ${plain(says)} It ${plain(why)}.`)
      .join('\n'),
  );
}

function line({ id, sentence, grade, evidence, assumption }, isOwn) {
  const basis = [isOwn ? 'own' : grade, ...(assumption ? [code(assumption.setting)] : []), ...evidence];
  return `- ${code(id)}: ${plain(sentence)} (${basis.join(', ')})`;
}
