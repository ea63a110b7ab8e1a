import type { Drift } from './drift';

/** What test suites ask of the control plane: faults, journal, seed, reset. */
export const control: readonly Drift[] = [
  {
    name: 'fault-never-used-up',
    sentence: 'A fault that was added is for every request, however often it was asked for.',
    find: 'taken.left -= 1;',
    replace: '',
    breaks: ['control.faults.which-and-how-many', 'control.faults.are-listed'],
  },
  {
    name: 'fault-for-any-operation',
    sentence: 'A fault is for the next request of its method and path, whatever the operation.',
    find: 'operation !== undefined && operation !== target.operation',
    replace: 'false',
    breaks: ['control.faults.are-listed'],
  },
  {
    name: 'reset-leaves-the-clock',
    sentence: 'A reset leaves the clock where it was put.',
    find: 'clock.reset();',
    replace: '',
    breaks: ['control.clock.reset-restores-it'],
  },
  {
    name: 'journal-shows-cookies-sent',
    sentence: 'The journal shows the values of the cookies that came in.',
    find: 'redactedCookies(value, text)',
    replace: 'value',
    breaks: ['control.journal.no-credentials', 'control.journal-entries.cookies'],
  },
  {
    name: 'journal-shows-cookies-set',
    sentence: 'The journal shows the values of the cookies that were set.',
    find: 'setCookie.map(redactLine)',
    replace: 'setCookie',
    breaks: ['control.journal.no-credentials', 'control.journal-entries.cookies'],
  },
  {
    name: 'journal-without-its-newest',
    sentence: 'The newest entry of the journal is emitted only when the next one arrives.',
    find: 'Math.max(0, this.last - first + 1)',
    replace: 'Math.max(0, last - first)',
    breaks: ['control.journal.records-requests', 'control.journal.filtered-and-counted'],
  },
  {
    name: 'seed-signs-again',
    sentence: 'A seed that changes nothing re-signs the session and reports a change.',
    find: 'before !== undefined && !draft.changed',
    replace: 'false',
    breaks: ['control.seed.repeated-changes-nothing'],
  },
  {
    name: 'seed-beats-what-it-says-itself',
    sentence: 'The values of a persona win over those of the seed.',
    find: '[...values, ...Object.entries(asked.public)]',
    replace: '[...Object.entries(asked.public), ...values]',
    breaks: ['control.seed.logs-personas-in'],
  },
];
