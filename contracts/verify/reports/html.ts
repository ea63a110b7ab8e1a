import type { Grade } from '../../harness/claim';
import { differenceText } from '../difference';
import { notTriedByReason, type Outcome, outcomes, type Result } from '../result';
import { type Counts, dateText, settingOf, settingText, summaryOf } from '../summary';
import type { Verification } from '../verify';
import { sumOf, sumOfSettings } from './terminal';
import { printable } from './text';
import { element, escaped } from './xml';

/** The report as one HTML page that loads nothing, runs nothing and opens as a file. */
export function htmlReport(verification: Verification): string {
  const { suite, target, date } = verification;
  const { all, byGrade } = summaryOf(verification);
  const grades = byGrade.map(([grade]) => grade);
  const title = `vtex-session-mock ${suite} against ${target}`;
  return [
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `${element('title', {}, shown(title))}<style>${styleOf(grades)}</style></head>\n<body>`,
    element('h1', {}, shown(title)),
    element('p', {}, shown(`${dateText(date)}: ${sumOf(all)}`)),
    countTable([...byGrade, ['all', all]]),
    settingsTable(verification),
    '\n',
    ...filter(
      filterId.outcome,
      outcomes.map((outcome) => [classOf(outcome), outcome]),
    ),
    '<br class="filter">',
    ...filter(
      filterId.grade,
      grades.map((grade) => [grade, grade]),
    ),
    element('main', {}, ...sectionsOf(verification)),
    '</body></html>\n',
  ].join('');
}

/** Text of an answer, safe between tags. */
function shown(text: string): string {
  return escaped(printable(text));
}

/** Text of the report, in which `names` stand between backticks. */
function prose(text: string): string {
  return shown(text).replace(/`([^`]+)`/g, (_, name: string) => element('code', {}, name));
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

/** Folded: what a reader looks for first are the failures. */
function settingsTable(verification: Verification): string {
  const { settings } = verification;
  if (settings.length === 0) return '';
  const rows = settings.map((setting) =>
    element(
      'tr',
      {},
      element('td', {}, element('code', {}, shown(setting.setting))),
      element('td', {}, prose(setting.question)),
      element('td', {}, shown(settingText(setting))),
    ),
  );
  const summary = element('summary', {}, sumOfSettings(summaryOf(verification)));
  return `\n${element('details', {}, summary, element('table', { class: 'settings' }, ...rows))}`;
}

/** A row of radio buttons. */
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

/** The failures first, then what was not tried, folded by reason, and at last what passed, by family. */
function sectionsOf(verification: Verification): string[] {
  const { results } = verification;
  const { all, byFamily } = summaryOf(verification);
  const articles = (members: readonly Result[]) => members.map((one) => behaviourOf(one, verification));
  const section = (heading: string, about: string, content: readonly string[]) =>
    content.length === 0
      ? ''
      : `\n${element(
          'section',
          { class: 'family' },
          element('h2', {}, `${shown(heading)} `, element('span', { class: 'about' }, about)),
          ...content,
        )}`;
  const ofOutcome = (outcome: Outcome, members: readonly Result[]) =>
    members.filter(({ trial }) => trial.outcome === outcome);
  const reasons = [...notTriedByReason(results)].map(([reason, members]) => {
    const sentence = prose(`Because ${reason}${/[.!?]$/.test(reason) ? '' : '.'} `);
    const count = element('span', { class: 'about' }, String(members.length));
    return `\n${element('details', {}, element('summary', {}, sentence, count), ...articles(members))}`;
  });
  return [
    section('Failed', String(all.failed), articles(ofOutcome('failed', results))),
    section('Not tried', String(all['not tried']), reasons),
    ...byFamily.map(([family, counts, members]) =>
      section(family, sumOf(counts), articles(ofOutcome('passed', members))),
    ),
  ];
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
    element('p', {}, prose(sentence)),
    element('p', { class: 'about' }, shown(about)),
    ...(setting === undefined
      ? []
      : [element('p', {}, shown(`${setting.setting}: ${settingText(setting)}`))]),
    ...trialOf(result),
  )}`;
}

function trialOf({ trial }: Result): string[] {
  if (trial.outcome !== 'failed') return []; // what was not tried stands below its reason
  const { message, differences, after } = trial;
  const lines = differences.length === 0 ? message.split('\n') : differences.map(differenceText);
  return [
    ...(after === undefined ? [] : [element('p', {}, shown(`after ${after}`))]),
    element('pre', {}, lines.map(shown).join('\n')),
  ];
}

/** The CSS class of an outcome. */
export const classOf = (outcome: Outcome): string => outcome.replace(' ', '-');

/** The ids of the two rows of filter buttons. */
export const filterId = { outcome: 'outcome', grade: 'grade' } as const;

/**
 * The filter is CSS only, so the page needs no script and works from a file: a checked button hides the behaviours of
 * other kinds.
 */
export function styleOf(grades: readonly Grade[]): string {
  const hides = (filter: string, value: string) =>
    `#${filter}-${value}:checked ~ main .behaviour:not(.${value}) { display: none }`;
  return [
    ...plain,
    ...outcomes.map((outcome) => hides(filterId.outcome, classOf(outcome))),
    ...grades.map((grade) => hides(filterId.grade, grade)),
    // Hides families without visible behaviours.
    ...outcomes.map((outcome) => {
      const value = classOf(outcome);
      return `#${filterId.outcome}-${value}:checked ~ main section.family:not(:has(.${value})) { display: none }`;
    }),
    ...grades.map((grade) => {
      return `#${filterId.grade}-${grade}:checked ~ main section.family:not(:has(.${grade})) { display: none }`;
    }),
  ].join('\n');
}

const plain = [
  ':root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif }',
  'body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere }',
  'h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem }',
  'table { border-collapse: collapse; margin: .6rem 0 }',
  'th, td { padding: .15rem .8rem .15rem 0; text-align: left; vertical-align: top }',
  'td.count, th.count { text-align: right }',
  'code, pre { font: .9em ui-monospace, monospace; white-space: pre-wrap }',
  'summary { cursor: pointer; margin: .6rem 0 }',
  'pre { margin: .3rem 0; padding: .5rem; background: #8881; border-left: 3px solid #c33 }',
  '.behaviour { margin: .5rem 0; padding-left: .6rem; border-left: 3px solid #8886 }',
  '.behaviour p { margin: .1rem 0 } .about { opacity: .75; font-size: .9em }',
  '.passed { border-color: #2a2 } .failed { border-color: #c33 } .not-tried { border-color: #aa8 }',
  '.outcome { font-weight: 600 }',
  'input.filter { position: absolute; opacity: 0 }',
  'label.filter { display: inline-block; margin: .2rem .4rem .2rem 0; padding: 0 .6rem; border: 1px solid #8886; border-radius: 1rem }',
  'input.filter:checked + label { background: #8884; font-weight: 600 }',
  'input.filter:focus-visible + label { outline: 2px solid }',
  '@media (max-width: 40rem) { .settings td { display: block; padding-left: 1rem } .settings td:first-child { padding: .4rem 0 0 } }',
  '@media print { .filter { display: none } }',
];
