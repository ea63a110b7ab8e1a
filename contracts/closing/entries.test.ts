import type { Claim } from '../harness/claim';
import * as closing from './entries';

/** Each check passes valid input and reports invalid input. */

const good: Claim = {
  id: 'paint.wall.dries',
  sentence: 'It dries.',
  operation: 'PATCH /api/sessions',
  grade: 'documented',
  evidence: ['R-001'],
  marker: 'both',
};
const assumed: Claim = { ...good, grade: 'assumed', noSetting: 'no client reads it' };
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
  ['twice', { 'paint.wall': [good, good] }, ['paint.wall.dries occurs twice']],
])('ids: %s', (_, families, problems) => {
  expect(closing.idProblems(families)).toEqual(problems);
});

test.each<[string, Claim[], string[]]>([
  ['good', [good], []],
  ['no stop', [entry({ sentence: 'It dries' })], ['paint.wall.dries: not a sentence']],
  ['twice', [good, good], ['paint.wall.dries: repeats another sentence']],
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
  ['unknown', { both: 'for ten letters' }, ['paint.wall.dries: unknown marker both']],
  ['no reason', { liveOnly: 'so' }, ['paint.wall.dries gives no reason for liveOnly']],
])('markers: %s', (_, marker, problems) => {
  expect(closing.markerProblems([entry({ marker })])).toEqual(problems);
});

test.each<[string, string[], string[]]>([
  ['the same', ['PATCH /api/sessions'], []],
  ['no entry', ['PATCH /api/sessions', 'GET /_mock/x'], ['GET /_mock/x is served and has no claim']],
  ['not served', [], ['PATCH /api/sessions has claims and is not served']],
])('operations: %s', (_, served, problems) => {
  expect(closing.operationProblems([good], served)).toEqual(problems);
});

const setting = { setting: 'bodyOrQuery', default: 'body' };

test.each<[string, Claim, string[]]>([
  ['known', good, []],
  ['assumed, with a reason', assumed, []],
  ['assumed, with a setting', entry({ grade: 'assumed', assumption: setting }), []],
  ['the emulator’s own', own, []],
  ['no grade', entry({ grade: 'sure' }), ['paint.wall.dries: unknown grade sure']],
  [
    'neither',
    entry({ grade: 'assumed' }),
    ['paint.wall.dries is assumed and has neither a setting nor noSetting'],
  ],
  [
    'neither, of the emulator only',
    { ...own, evidence: ['R-001'] },
    ['paint.wall.dries is assumed and has neither a setting nor noSetting'],
  ],
  [
    'both',
    { ...assumed, assumption: setting } as Claim,
    ['paint.wall.dries has both a setting and noSetting'],
  ],
  [
    'not assumed',
    entry({ noSetting: 'no client reads it' }),
    ['paint.wall.dries is documented and has noSetting'],
  ],
  ['no reason', { ...assumed, noSetting: 'so' }, ['paint.wall.dries: noSetting gives no reason']],
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
    ['paint.wall.dries: wrong default of bodyOrQuery'],
  ],
  ['no setting', [reading], {}, ['paint.wall.dries: unknown setting bodyOrQuery']],
])('settings: %s', (_, entries, defaults, problems) => {
  expect(closing.settingProblems(entries, { ...defaults })).toEqual(problems);
});
