import type { Grade } from '../../harness/claim';
import { told } from '../difference';
import { outcomes, type Result } from '../result';
import { type Counts, dateTold, settingOf, settingTold, summaryOf } from '../summary';
import type { Verification } from '../verify';
import { classOf, filterId, styleOf } from './html-style';
import { legible } from './legible';
import { sumOf } from './terminal';
import { element, escaped } from './xml';

/** The report as one page: nothing is loaded, nothing is run, and it opens as a file. */
export function htmlReport(verification: Verification): string {
  const { suite, target, date } = verification;
  const { all, byGrade, byFamily } = summaryOf(verification);
  const grades = byGrade.map(([grade]) => grade);
  const title = `vtex-session-mock ${suite} against ${target}`;
  return [
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `${element('title', {}, shown(title))}<style>${styleOf(grades)}</style></head>\n<body>`,
    element('h1', {}, shown(title)),
    element('p', {}, shown(`${dateTold(date)}: ${sumOf(all)}`)),
    countTable([...byGrade, ['all', all]]),
    settingsTable(verification),
    '\n',
    element('h2', {}, 'Behaviours'),
    ...filter(
      filterId.outcome,
      outcomes.map((outcome) => [classOf(outcome), outcome]),
    ),
    '<br class="filter">',
    ...filter(
      filterId.grade,
      grades.map((grade) => [grade, grade]),
    ),
    element('main', {}, ...byFamily.map((family) => familyOf(family, verification))),
    '</body></html>\n',
  ].join('');
}

/** A text of the report or of a stranger's answers, safe between tags. */
function shown(text: string): string {
  return escaped(legible(text));
}

function countTable(rows: readonly (readonly [Grade | 'all', Counts])[]): string {
  const head = ['grade', ...outcomes].map((name, index) => element('th', cellOf(index), name));
  const body = rows.map(([grade, counts]) => {
    const cells = [grade, ...outcomes.map((outcome) => String(counts[outcome]))];
    return element('tr', {}, ...cells.map((cell, index) => element('td', cellOf(index), cell)));
  });
  return element('table', {}, element('tr', {}, ...head), ...body);
}

function cellOf(index: number): Record<string, string> {
  return index === 0 ? {} : { class: 'count' };
}

function settingsTable({ settings }: Verification): string {
  if (settings.length === 0) return '';
  const rows = settings.map((setting) =>
    element(
      'tr',
      {},
      element('td', {}, element('code', {}, shown(setting.setting))),
      element('td', {}, shown(setting.question)),
      element('td', {}, shown(settingTold(setting))),
    ),
  );
  return `\n${element('h2', {}, 'Assumptions')}${element('table', {}, ...rows)}`;
}

/** A row of buttons, of which one is chosen. */
function filter(name: string, values: readonly (readonly [value: string, label: string])[]): string[] {
  return [['all', `every ${name}`] as const, ...values].map(([value, label], index) => {
    const id = `${name}-${value}`;
    const input = element('input', {
      type: 'radio',
      class: 'filter',
      name,
      id,
      ...(index === 0 && { checked: '' }),
    });
    return `${input}${element('label', { for: id, class: 'filter' }, shown(label))}`;
  });
}

function familyOf(
  [family, counts, members]: readonly [string, Counts, readonly Result[]],
  verification: Verification,
): string {
  return `\n${element(
    'section',
    { class: 'family' },
    element('h2', {}, `${shown(family)} `, element('span', { class: 'about' }, sumOf(counts))),
    ...members.map((result) => behaviourOf(result, verification)),
  )}`;
}

function behaviourOf(result: Result, verification: Verification): string {
  const { id, sentence, operation, grade, evidence } = result.behaviour;
  const { outcome } = result.trial;
  const setting = settingOf(result, verification);
  const about = [operation, grade, ...evidence].join(', ');
  return `\n${element(
    'article',
    { class: `behaviour ${classOf(outcome)} ${grade}`, id },
    element('p', {}, element('code', {}, shown(id)), ' ', element('span', { class: 'outcome' }, outcome)),
    element('p', {}, shown(sentence)),
    element('p', { class: 'about' }, shown(about)),
    ...(setting === undefined
      ? []
      : [element('p', {}, shown(`${setting.setting}: ${settingTold(setting)}`))]),
    ...trialOf(result),
  )}`;
}

function trialOf({ trial }: Result): string[] {
  if (trial.outcome === 'passed') return [];
  if (trial.outcome === 'not tried') return [element('p', {}, shown(`Not tried: ${trial.reason}`))];
  const { message, differences, after } = trial;
  const lines = differences.length === 0 ? message.split('\n') : differences.map(told);
  return [
    ...(after === undefined ? [] : [element('p', {}, shown(`after ${after}`))]),
    element('pre', {}, lines.map(shown).join('\n')),
  ];
}
