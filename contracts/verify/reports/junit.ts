import type { Result } from '../result';
import { settingOf, settingText, summaryOf } from '../summary';
import type { Verification } from '../verify';
import { element, escaped } from './xml';

/** The report as CI servers read it: a suite for each family, a case for each behaviour. */
export function junitReport(verification: Verification): string {
  const { suite, target, date, results } = verification;
  const { all, byFamily } = summaryOf(verification);
  const suites = byFamily.map(([family, counts, members]) =>
    element(
      'testsuite',
      {
        name: family,
        tests: members.length,
        failures: counts.failed,
        errors: 0,
        skipped: counts['not tried'],
        time: secondsOf(members),
        timestamp: date.toISOString().slice(0, 19),
      },
      properties({ suite, target, date: date.toISOString() }),
      ...members.map((result) => testCase(result, family, verification)),
    ),
  );
  const name = `vtex-session-mock ${suite} against ${target}`;
  const attributes = {
    name,
    tests: results.length,
    failures: all.failed,
    errors: 0,
    time: secondsOf(results),
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', attributes, '\n', ...suites)}\n`;
}

function testCase(result: Result, family: string, verification: Verification): string {
  const { id, sentence, grade, evidence } = result.behaviour;
  const setting = settingOf(result, verification);
  const known = {
    sentence,
    grade,
    evidence: evidence.join(' '),
    ...(setting !== undefined && { assumption: `${setting.setting}: ${settingText(setting)}` }),
  };
  const attributes = { classname: family, name: id, time: secondsOf([result]) };
  return `\n${element('testcase', attributes, properties(known), ...outcome(result))}\n`;
}

function outcome({ trial }: Result): string[] {
  if (trial.outcome === 'passed') return [];
  if (trial.outcome === 'not tried') return [element('skipped', { message: trial.reason })];
  const { message, after } = trial;
  const text = after === undefined ? message : `after ${after}\n${message}`;
  return [element('failure', { message: message.split('\n', 1)[0] ?? '', type: 'failed' }, escaped(text))];
}

function properties(values: Readonly<Record<string, string>>): string {
  const each = Object.entries(values).map(([name, value]) => element('property', { name, value }));
  return element('properties', {}, ...each);
}

function secondsOf(results: readonly Result[]): string {
  const milliseconds = results.map(({ trial }) => (trial.outcome === 'not tried' ? 0 : trial.milliseconds));
  return (milliseconds.reduce((sum, one) => sum + one, 0) / 1000).toFixed(3);
}
