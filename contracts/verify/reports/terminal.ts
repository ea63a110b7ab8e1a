import { differenceText } from '../difference';
import { familyOf, grouped, notTriedByReason, type Outcome, outcomes } from '../result';
import { type Counts, dateText, type Summary, settingText, summaryOf } from '../summary';
import type { Verification } from '../verify';
import { printable, wrapped } from './text';

/** Columns; a narrower table is illegible. */
const narrowest = 40;

/** The report for a terminal: plain text without colour, lines within the width of the terminal. */
export function terminalReport(verification: Verification, columns = 100): string {
  const width = Math.max(narrowest, columns);
  const { suite, target, date } = verification;
  const summary = summaryOf(verification);
  const line = (text: string, indent = 0) => wrapped(printable(text), width, indent);
  const table = (heading: string, rows: readonly (readonly [string, Counts])[]) =>
    countTable(heading, rows, width);
  return [
    line(`Suite of vtex-session-mock ${suite} against ${target}, ${dateText(date)}`),
    '\n',
    table('family', [...summary.byFamily.map(([name, counts]) => [name, counts] as const)]),
    '\n',
    table('grade', [...summary.byGrade, ['all', summary.all]]),
    ...section(line('Failed'), failuresIn(verification, line)),
    ...section(line('Not tried'), notTriedIn(verification, line)),
    ...section(line(sumOfSettings(summary)), settingsIn(verification, line)),
    '\n',
    line(sumOf(summary.all)),
  ].join('');
}

type Line = (text: string, indent?: number) => string;

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['\n', heading, ...lines];
}

function failuresIn({ results }: Verification, line: Line): string[] {
  return results.flatMap(({ behaviour, trial }) => {
    if (trial.outcome !== 'failed') return [];
    const { id, sentence, grade, evidence } = behaviour;
    const { message, differences, after } = trial;
    const why = differences.length === 0 ? message.split('\n') : differences.map(differenceText);
    return [
      line(`${id}  (${[grade, ...evidence].join(', ')})`, 2),
      line(sentence, 4),
      ...(after === undefined ? [] : [line(`after ${after}`, 4)]),
      ...why.map((text) => line(text, 4)),
    ];
  });
}

/** Determined settings one by one, unknown ones by reason. */
function settingsIn({ settings }: Verification, line: Line): string[] {
  const seen = settings.filter((setting) => setting.seen);
  const reasons = [...new Set(settings.flatMap((setting) => (setting.seen ? [] : [setting.reason])))];
  const unknown = reasons.map((reason) => {
    const names = settings.filter((setting) => !setting.seen && setting.reason === reason);
    return line(`unknown (${reason}): ${names.map(({ setting }) => setting).join(', ')}`, 2);
  });
  return [...seen.map((setting) => line(`${setting.setting}: ${settingText(setting)}`, 2)), ...unknown];
}

/** By reason: each family with how many. */
function notTriedIn({ results }: Verification, line: Line): string[] {
  return [...notTriedByReason(results)].map(([reason, members]) => {
    const families = [...grouped(members, ({ behaviour }) => familyOf(behaviour.id))];
    const counted = families.map(([family, { length }]) => `${family} ${length}`);
    return line(`because ${reason}: ${counted.join(', ')}`, 2);
  });
}

function countTable(heading: string, rows: readonly (readonly [string, Counts])[], width: number): string {
  const cells = [
    [heading, ...outcomes],
    ...rows.map(([name, counts]) => [name, ...outcomes.map((one) => String(counts[one]))]),
  ];
  const numbers = outcomes.map((outcome) => Math.max(outcome.length, 4));
  const longest = Math.max(...cells.map(([name = '']) => name.length));
  const first = Math.min(longest, width - numbers.reduce((sum, one) => sum + one + 2, 0));
  return cells
    .map(([name = '', ...counts]) => {
      const columns = counts.map((count, index) => `  ${count.padStart(numbers[index] ?? 0)}`);
      return `${shortened(name, first).padEnd(first)}${columns.join('')}\n`;
    })
    .join('');
}

function shortened(name: string, length: number): string {
  return name.length <= length ? name : `${name.slice(0, length - 1)}…`;
}

/** `170 passed, 1 failed, 9 not tried` */
export function sumOf(counts: Counts): string {
  return outcomes.map((outcome: Outcome) => `${counts[outcome]} ${outcome}`).join(', ');
}

/** `Assumptions: 12 determined, 1 not as assumed, 13 unknown` */
export function sumOfSettings({ settings: { seen, differing, unknown } }: Pick<Summary, 'settings'>): string {
  return `Assumptions: ${seen} determined, ${differing} not as assumed, ${unknown} unknown`;
}
