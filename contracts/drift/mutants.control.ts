import type { Mutant } from './mutant';

/** What suites ask of the control plane: faults, journal, seed, reset. */
export const mutantsOfControl: readonly Mutant[] = [
  {
    name: 'fault-never-used-up',
    sentence: 'A fault that was added is for every request, however often it was asked for.',
    file: 'mock/control/faults/store.ts',
    find: 'taken.left -= 1;',
    replace: '',
    breaks: ['control.faults.which-and-how-many', 'control.faults.are-listed'],
  },
  {
    name: 'fault-for-any-operation',
    sentence: 'A fault is for the next request of its method and path, whatever the operation.',
    file: 'mock/control/faults/store.ts',
    find: 'operation !== undefined && operation !== target.operation',
    replace: 'false',
    breaks: ['control.faults.are-listed'],
  },
  {
    name: 'reset-leaves-the-clock',
    sentence: 'A reset leaves the clock where it was put.',
    file: 'mock/control/plane.ts',
    find: 'clock.reset();',
    replace: '',
    breaks: ['control.clock.reset-puts-it-back'],
  },
  {
    name: 'journal-shows-cookies-sent',
    sentence: 'The journal shows the values of the cookies that came in.',
    file: 'mock/control/journal/shown-headers.ts',
    find: "name === 'cookie' ? shownCookies(value, text) :",
    replace: "name === 'cookie' ? value :",
    breaks: ['control.journal.no-credentials', 'control.journal-entries.cookies'],
  },
  {
    name: 'journal-shows-cookies-set',
    sentence: 'The journal shows the values of the cookies that were set.',
    file: 'mock/control/journal/recorder.ts',
    find: 'setCookie.map(withoutValue)',
    replace: 'setCookie',
    breaks: ['control.journal.no-credentials', 'control.journal-entries.cookies'],
  },
  {
    name: 'journal-without-its-newest',
    sentence: 'The newest entry of the journal is told only when another one has come.',
    file: 'mock/control/journal/ring.ts',
    find: 'Math.max(0, last - first + 1)',
    replace: 'Math.max(0, last - first)',
    breaks: ['control.journal.tells-what-came-in', 'control.journal.filtered-and-counted'],
  },
  {
    name: 'seed-signs-again',
    sentence: 'A seed that changes nothing signs the session anew and tells that it changed it.',
    file: 'mock/control/seed-sessions.ts',
    find: 'before !== undefined && !draft.changed',
    replace: 'false',
    breaks: ['control.seed.twice-is-once'],
  },
  {
    name: 'seed-beats-what-it-says-itself',
    sentence: 'What a persona brings wins over what the seed says of the session.',
    file: 'mock/control/seed-sessions.ts',
    find: '[...values, ...Object.entries(asked.public)]',
    replace: '[...Object.entries(asked.public), ...values]',
    breaks: ['control.seed.logs-personas-in'],
  },
];
