import type { Grade } from '../../harness/claim';
import { type Outcome, outcomes } from '../result';

/** A class name of an outcome. */
export const classOf = (outcome: Outcome): string => outcome.replace(' ', '-');

/** The ids of the two rows of buttons that filter the behaviours. */
export const filterId = { outcome: 'outcome', grade: 'grade' } as const;

/**
 * The filter is style alone: a button that is chosen hides what is not its kind. So the page has no script, and works
 * from a file and wherever scripts are forbidden.
 */
export function styleOf(grades: readonly Grade[]): string {
  const hides = (filter: string, value: string) =>
    `#${filter}-${value}:checked ~ main .behaviour:not(.${value}) { display: none }`;
  return [
    ...plain,
    ...outcomes.map((outcome) => hides(filterId.outcome, classOf(outcome))),
    ...grades.map((grade) => hides(filterId.grade, grade)),
    // A family none of whose behaviours is left over goes too.
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
  'body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem }',
  'h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem }',
  'table { border-collapse: collapse; margin: .6rem 0 }',
  'th, td { padding: .15rem .8rem .15rem 0; text-align: left; vertical-align: top }',
  'td.count, th.count { text-align: right }',
  'code, pre { font: .9em ui-monospace, monospace; overflow-wrap: break-word; white-space: pre-wrap }',
  'pre { overflow-wrap: anywhere }',
  'pre { margin: .3rem 0; padding: .5rem; background: #8881; border-left: 3px solid #c33 }',
  '.behaviour { margin: .5rem 0; padding-left: .6rem; border-left: 3px solid #8886 }',
  '.behaviour p { margin: .1rem 0 } .about { opacity: .75; font-size: .9em }',
  '.passed { border-color: #2a2 } .failed { border-color: #c33 } .not-tried { border-color: #aa8 }',
  '.outcome { font-weight: 600 }',
  'input.filter { margin: 0 .3rem 0 1rem }',
  '@media print { .filter { display: none } }',
];
