import type { RequestReport } from '../mock/index';
import { fakeWorld, started } from './testing/fake-world';

const report: RequestReport = {
  method: 'POST',
  path: '/api/sessions',
  operation: 'createSession',
  status: 201,
  milliseconds: 3.146,
  ignored: [],
  conflicts: [],
};
const profile = { path: 'profile', reason: 'a caller writes the public namespace only' };

async function logged(log: string, ...reports: readonly RequestReport[]) {
  const world = fakeWorld();
  const { exitCode } = await started(`--log ${log}`, world);
  for (const one of reports) world.request(one);
  world.signals.emit('SIGTERM');
  await exitCode;
  return world.printed.stdout.split(/^.*listening on.*\n/m)[1];
}

test('pretty: one line per request, and one below it for each ignored write', async () => {
  expect(await logged('pretty', { ...report, ignored: [profile] }, { ...report, milliseconds: 12 })).toBe(
    `POST /api/sessions 201 3.1 ms
  ignored profile: a caller writes the public namespace only
POST /api/sessions 201 12.0 ms
`,
  );
});

test('pretty: control characters of a request are escaped', async () => {
  const path = 'x\n\u001b[2Jy';
  expect(await logged('pretty', { ...report, ignored: [{ ...profile, path }] })).toBe(
    'POST /api/sessions 201 3.1 ms\n' +
      '  ignored x\\u000a\\u001b[2Jy: a caller writes the public namespace only\n',
  );
});

const sides = { namespace: 'public', key: 'sc', declaredWinner: 'b' };
const values = [
  { app: 'a', value: '2' },
  { app: 'b', value: { x: 1 } },
];

test.each([
  ['b', 'b won'],
  ['a', 'a won, in declared order b would have'],
])('pretty: a key that two apps gave different values, when %s won', async (winner, outcome) => {
  const conflicts = [{ ...sides, values, winner }];
  expect(await logged('pretty', { ...report, conflicts })).toBe(
    `POST /api/sessions 201 3.1 ms\n  conflict public.sc: a "2", b {"x":1}; ${outcome}\n`,
  );
});

test('pretty: the reason of a refusal', async () => {
  const reason = 'The query parameter `items` is missing';
  expect(await logged('pretty', { ...report, status: 400, reason })).toBe(
    'POST /api/sessions 400 3.1 ms\n  The query parameter `items` is missing\n',
  );
});

test('pretty: the reason why a session app failed', async () => {
  const failure = 'App a failed, resulting in an error building the session: it\nsaid so';
  expect(await logged('pretty', { ...report, status: 502, failure })).toBe(
    'POST /api/sessions 502 3.1 ms\n' +
      '  App a failed, resulting in an error building the session: it\\u000asaid so\n',
  );
});

test.each([
  ['pretty', 'stdout', 'notice: one\\u000atwo\n'],
  ['json', 'stdout', '{"notice":"one\\ntwo"}\n'],
  ['silent', 'stderr', 'notice: one\\u000atwo\n'],
] as const)('%s: notices go to %s', async (log, stream, line) => {
  const world = fakeWorld();
  const { exitCode } = await started(`--log ${log}`, world);
  const before = { ...world.printed };
  world.notice('one\ntwo');
  world.signals.emit('SIGTERM');
  await exitCode;
  expect(world.printed).toEqual({ ...before, [stream]: before[stream] + line });
});

test('json: one object per line', async () => {
  const lines = await logged('json', { ...report, ignored: [profile] }, report);
  expect(
    lines
      ?.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { time: '2026-01-02T03:04:05.000Z', ...report, ignored: [profile] },
    { time: '2026-01-02T03:04:05.000Z', ...report },
  ]);
});

test('silent: no output, and no report is requested', async () => {
  expect(await logged('silent', report)).toBe('');
});
