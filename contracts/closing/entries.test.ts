import type { Claim } from '../harness/claim';
import * as closing from './entries';

/** Each check is tried on what keeps the rule and on what breaks it. */

const good: Claim = {
  id: 'paint.wall.dries',
  sentence: 'It dries.',
  operation: 'PATCH /api/sessions',
  grade: 'documented',
  evidence: ['R-001'],
  marker: 'both',
};
const assumed: Claim = { ...good, grade: 'assumed', noSetting: 'nobody looks at it' };
const own: Claim = {
  ...good,
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'it is the emulator’s' },
};
const entry = (part: object) => ({ ...good, ...part }) as Claim;

test.each<[string, Record<string, Claim[]>, string[]]>([
  ['good', { 'paint.wall': [good] }, []],
  ['of another family', { 'paint.door': [good] }, ['paint.wall.dries is not an id of the family paint.door']],
  [
    'malformed',
    { sessions: [entry({ id: 'sessions.Keeps' })] },
    ['sessions.Keeps is not an id of the family sessions'],
  ],
  ['twice', { 'paint.wall': [good, good] }, ['paint.wall.dries stands twice']],
])('ids: %s', (_, families, problems) => {
  expect(closing.idProblems(families)).toEqual(problems);
});

test.each<[string, Claim[], string[]]>([
  ['good', [good], []],
  ['no stop', [entry({ sentence: 'It dries' })], ['paint.wall.dries: its sentence is none']],
  ['twice', [good, good], ['paint.wall.dries: its sentence is another’s']],
])('sentences: %s', (_, entries, problems) => {
  expect(closing.sentenceProblems(entries)).toEqual(problems);
});

test.each<[string, unknown, string[]]>([
  ['both', 'both', []],
  ['one', { emulatorOnly: 'for ten letters' }, []],
  [
    'two',
    { emulatorOnly: 'for ten letters', liveOnly: 'for ten letters' },
    ['paint.wall.dries has 2 markers'],
  ],
  ['none', {}, ['paint.wall.dries has 0 markers']],
  ['unknown', { both: 'for ten letters' }, ['paint.wall.dries: nobody knows a marker both']],
  ['no reason', { liveOnly: 'so' }, ['paint.wall.dries does not say why it is liveOnly']],
])('markers: %s', (_, marker, problems) => {
  expect(closing.markerProblems([entry({ marker })])).toEqual(problems);
});

test.each<[string, string[], string[]]>([
  ['the same', ['PATCH /api/sessions'], []],
  ['no entry', ['PATCH /api/sessions', 'GET /_mock/x'], ['GET /_mock/x is served and has no entry']],
  ['not served', [], ['PATCH /api/sessions has entries and is not served']],
])('operations: %s', (_, served, problems) => {
  expect(closing.operationProblems([good], served)).toEqual(problems);
});

const setting = { setting: 'bodyOrQuery', default: 'body' };

test.each<[string, Claim, string[]]>([
  ['known', good, []],
  ['assumed, with a reason', assumed, []],
  ['assumed, with a setting', entry({ grade: 'assumed', assumption: setting }), []],
  ['the emulator’s own', own, []],
  ['no grade', entry({ grade: 'sure' }), ['paint.wall.dries: nobody knows a grade sure']],
  [
    'neither',
    entry({ grade: 'assumed' }),
    ['paint.wall.dries is assumed, and neither is a setting nor says why'],
  ],
  [
    'neither, of the emulator only',
    { ...own, evidence: ['R-001'] },
    ['paint.wall.dries is assumed, and neither is a setting nor says why'],
  ],
  [
    'both',
    { ...assumed, assumption: setting } as Claim,
    ['paint.wall.dries has a setting and says why it has none'],
  ],
  [
    'not assumed',
    entry({ noSetting: 'nobody looks at it' }),
    ['paint.wall.dries is documented and says why it has no setting'],
  ],
  ['no reason', { ...assumed, noSetting: 'so' }, ['paint.wall.dries: noSetting is no reason']],
])('what is assumed: %s', (_, one, problems) => {
  expect(closing.assumedProblems([one])).toEqual(problems);
});

const reading = entry({ assumption: setting });

test.each<[string, Claim[], object, string[]]>([
  ['read', [reading], { bodyOrQuery: 'body' }, []],
  ['unread', [], { bodyOrQuery: 'body' }, ['nothing reads bodyOrQuery']],
  [
    'another default',
    [reading],
    { bodyOrQuery: 'query' },
    ['paint.wall.dries: the default of bodyOrQuery is another'],
  ],
  ['no setting', [reading], {}, ['paint.wall.dries: there is no setting bodyOrQuery']],
])('settings: %s', (_, entries, defaults, problems) => {
  expect(closing.settingProblems(entries, { ...defaults })).toEqual(problems);
});
