import { citationProblems } from './citations';

/** The check passes valid text and reports citations of what does not exist, which are assembled here. */

const gone = `R-${999}`;
const family = ['sessions', 'edit'].join('.');
const missing = ['sessions', 'edit', 'loses'].join('.');

test.each<[string, string, string[]]>([
  ['a rule', '/** As the ledger says (R-001). */', []],
  ['a behaviour', `// ${family}.keeps`, []],
  ['a file', `from './${family}.ts'`, []],
  ['a part of a family', `from './${missing}'`, []],
  ['part of another name', `my.${missing}`, []],
  ['a call', `${family}.slice(1)`, []],
  ['no rule', `// ${gone} and R-001`, [gone]],
  ['no number of three digits', `// R-${12}, R-${1234} and R-${12}a`, [`R-${12}`, `R-${1234}`, `R-${12}a`]],
  ['no behaviour', `see ${missing}, or ${family}.keeps`, [missing]],
  ['no behaviour, quoted', `'${missing}'`, [missing]],
])('citations: %s', (_, text, found) => {
  const ids = new Set([`${family}.keeps`]);
  const problems = found.map((name) => `a.ts cites ${name}, which does not exist`);
  expect(citationProblems({ path: 'a.ts', text }, new Set(['R-001']), [family], ids)).toEqual(problems);
});
