import { code, generated, page, plain, table } from './markdown.mjs';

const meaning = {
  live: 'this suite saw it on a live account, in a dated run',
  documented: 'VTEX’s own documentation says it',
  observed: 'a capture in public shows it, or a client that VTEX keeps cannot work unless it is so',
  inferred: 'several clients agree, or it follows from what is observed',
  assumed: 'nobody says: what the emulator does is a choice ([What is assumed](assumed.md))',
  unknown: 'of a rule: nobody says, and what is claimed on it is assumed',
};

/** Every behaviour with its evidence, and what of the ledger is out of scope. */
export function behavioursPage({ behaviours, families, grades, isTheEmulatorsOwn, ledger, sources }) {
  const own = behaviours.filter(isTheEmulatorsOwn);
  const claimed = behaviours.filter((entry) => !own.includes(entry));
  const counts = grades.map((grade) => [
    grade,
    claimed.filter((entry) => entry.grade === grade).length,
    meaning[grade],
  ]);
  const outOfScope = ledger.filter((rule) => rule.outOfScope !== undefined);
  return page(
    generated,
    '# Behaviours',
    `Every claim that the contract suite tries: ${claimed.length} of VTEX’s Session Manager and ${own.length} of the emulator’s own. Nobody among the authors has an account, so none was tried live yet. The rules of evidence (R-numbers) are in [contracts/ledger](../contracts/ledger).`,
    '## Grades',
    table(
      ['grade', 'claims', 'meaning'],
      [
        ...counts,
        ['the emulator’s own', own.length, 'no claim of the real service'],
        ['unknown', '', meaning.unknown],
      ],
    ),
    'No claim is graded better than the best known of the rules it rests on. A claim “of the emulator only” is not tried elsewhere, for the reason given.',
    '## Claims',
    ...Object.entries(families).map(([family, entries]) => familySection(family, entries, isTheEmulatorsOwn)),
    '## Out of scope',
    `Of the ${ledger.length} rules of the ledger ${outOfScope.length} are the evidence of no claim:`,
    table(
      ['rule', 'what it says', 'from', 'why no claim rests on it'],
      outOfScope.map((rule) => [rule.rule, plain(rule.says), originOf(rule), `it ${plain(rule.outOfScope)}`]),
    ),
    '## Sources',
    'The handles of sources, here and in the ledger. `C:` and `KI-` stand before a number, `issue:` before a repository and its number.',
    table(
      ['handle', 'what'],
      Object.entries(sources).map(([handle, what]) => [code(handle.trim()), what]),
    ),
  );
}

function familySection(family, entries, isTheEmulatorsOwn) {
  const rows = entries.map((entry) => [
    code(entry.id),
    plain(entry.sentence) + remarkOn(entry),
    code(entry.operation),
    isTheEmulatorsOwn(entry) ? 'own' : entry.grade,
    entry.evidence.join(', '),
  ]);
  return `### ${family}\n\n${table(['behaviour', 'claim', 'operation', 'grade', 'evidence'], rows)}`;
}

function remarkOn({ marker, assumption }) {
  const setting = assumption === undefined ? '' : ` Setting: ${code(assumption.setting)}.`;
  if (marker === 'both') return setting;
  const [side, reason] = Object.entries(marker)[0];
  return `${setting} Of the ${side === 'emulatorOnly' ? 'emulator' : 'live service'} only: ${plain(reason)}.`;
}

/** Where a rule comes from and when: `KI-885011, 2023-08-21`. */
function originOf({ source, date, confidence }) {
  if (source === null) return 'no source';
  const origin = plain(date === null ? source : `${source}, ${date}`);
  return confidence === 'unknown' ? `${origin} (leaves it open)` : origin;
}
