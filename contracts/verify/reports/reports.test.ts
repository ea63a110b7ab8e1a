import fc from 'fast-check';
import { grades } from '../../harness/claim';
import type { Result, Trial } from '../result';
import { behaviourMade } from '../testing/made';
import { all, parsedXml } from '../testing/well-formed';
import type { Verification } from '../verify';
import { htmlReport } from './html';
import { jsonReport } from './json';
import { junitReport } from './junit';
import { terminalReport } from './terminal';

const trials: readonly Trial[] = [
  { outcome: 'passed', milliseconds: 12 },
  {
    outcome: 'failed',
    milliseconds: 1500,
    message: '$.namespaces.store.channel: expected "1", got "2"',
    differences: [{ path: '$.namespaces.store.channel', expected: '"1"', actual: '"2"' }],
    after: 'GET /api/sessions?items=*: 200',
  },
  { outcome: 'not tried', reason: 'it needs a clock that can be moved' },
  { outcome: 'failed', milliseconds: 3, message: 'one\ntwo', differences: [], after: undefined },
];

const ids = ['a.edit.passes', 'a.edit.fails', 'b.token.waits', 'b.token.throws'];

const results: readonly Result[] = trials.map((trial, index) => {
  const grade = (['documented', 'assumed', 'documented', 'observed'] as const)[index];
  const { run: _, ...behaviour } = behaviourMade(ids[index] as string, async () => undefined, {
    ...(grade !== undefined && { grade }),
    ...(grade === 'assumed' && { assumption: { setting: 'bodyOrQuery', default: 'body' } }),
  });
  return { behaviour, trial };
});

const verification: Verification = {
  suite: '1.2.3',
  target: 'http://127.0.0.1:9910',
  date: new Date('2026-01-02T03:04:05Z'),
  results,
  settings: [
    {
      setting: 'bodyOrQuery',
      question: 'Which wins?',
      assumed: 'body',
      seen: true,
      did: 'query',
      differs: true,
    },
    { setting: 'segmentNonAscii', question: 'How?', assumed: 'raw', seen: true, did: 'raw', differs: false },
    {
      setting: 'cascadeRounds',
      question: 'How many?',
      assumed: 10,
      seen: false,
      reason: 'no request shows it',
    },
  ],
  answered: true,
};

test('the terminal report', () => {
  expect(
    terminalReport(verification),
  ).toBe(`Suite of vtex-session-mock 1.2.3 against http://127.0.0.1:9910, 2026-01-02 03:04 UTC

family   passed  failed  not tried
a.edit        1       1          0
b.token       0       1          1

grade       passed  failed  not tried
documented       1       0          1
observed         0       1          0
assumed          0       1          0
all              1       2          1

Failed
  a.edit.fails  (assumed, R-170)
    That a.edit.fails holds.
    after GET /api/sessions?items=*: 200
    $.namespaces.store.channel: expected "1", got "2"
  b.token.throws  (observed, R-170)
    That b.token.throws holds.
    one
    two

Not tried
  because it needs a clock that can be moved: b.token 1

Assumptions: 2 determined, 1 not as assumed, 1 unknown
  bodyOrQuery: assumed "body"; the target does "query"
  segmentNonAscii: assumed "raw"; the target does the same
  unknown (no request shows it): cascadeRounds

1 passed, 2 failed, 1 not tried
`);
});

test('JSON has counts, settings and every behaviour with its evidence', () => {
  const report = JSON.parse(jsonReport(verification));
  expect(report).toMatchObject({
    suite: { name: 'vtex-session-mock', version: '1.2.3' },
    target: 'http://127.0.0.1:9910',
    date: '2026-01-02T03:04:05.000Z',
    counts: { passed: 1, failed: 2, notTried: 1 },
    byGrade: { documented: { passed: 1, failed: 0, notTried: 1 } },
    settings: { seen: 2, differing: 1, unknown: 1 },
  });
  expect(report.settings.each).toEqual(verification.settings);
  expect(report.behaviours[1]).toEqual({
    id: 'a.edit.fails',
    family: 'a.edit',
    sentence: 'That a.edit.fails holds.',
    operation: 'GET /api/segments',
    grade: 'assumed',
    evidence: ['R-170'],
    setting: 'bodyOrQuery',
    outcome: 'failed',
    milliseconds: 1500,
    message: '$.namespaces.store.channel: expected "1", got "2"',
    differences: [{ path: '$.namespaces.store.channel', expected: '"1"', actual: '"2"' }],
    after: 'GET /api/sessions?items=*: 200',
  });
  expect(report.behaviours[2]).toMatchObject({
    outcome: 'notTried',
    reason: 'it needs a clock that can be moved',
  });
});

test('JUnit has a suite for each family, and its counts are those of its cases', () => {
  const root = parsedXml(junitReport(verification));
  expect(root).toMatchObject({
    name: 'testsuites',
    attributes: { tests: '4', failures: '2', time: '1.515' },
  });
  for (const suite of all(root, 'testsuite')) {
    const { tests, failures, skipped } = suite.attributes;
    expect([tests, failures, skipped]).toEqual(
      ['testcase', 'failure', 'skipped'].map((name) => String(all(suite, name).length)),
    );
  }
  expect(all(root, 'testcase').map(({ attributes }) => attributes['name'])).toEqual(ids);
  const [, failing, waiting] = all(root, 'testcase');
  expect(failing?.children.at(-1)).toMatchObject({
    name: 'failure',
    attributes: { message: '$.namespaces.store.channel: expected "1", got "2"' },
    text: 'after GET /api/sessions?items=*: 200\n$.namespaces.store.channel: expected "1", got "2"',
  });
  expect(waiting?.children.at(-1)).toMatchObject({
    name: 'skipped',
    attributes: { message: 'it needs a clock that can be moved' },
  });
});

test('JUnit has the sentence, grade, evidence and setting of each case', () => {
  const [, failing] = all(parsedXml(junitReport(verification)), 'testcase');
  const properties = failing === undefined ? [] : all(failing, 'property');
  expect(properties.map(({ attributes: { name, value } }) => [name, value])).toEqual([
    ['sentence', 'That a.edit.fails holds.'],
    ['grade', 'assumed'],
    ['evidence', 'R-170'],
    ['assumption', 'bodyOrQuery: assumed "body"; the target does "query"'],
  ]);
});

test('the page has the failures first, then what was not tried by reason, and the assumptions folded', () => {
  const page = htmlReport(verification);
  const found = ids.map((id) => [id, page.indexOf(`id="${id}"`)] as const);
  expect(found.sort(([, a], [, b]) => a - b).map(([id]) => id)).toEqual([
    'a.edit.fails',
    'b.token.throws',
    'b.token.waits',
    'a.edit.passes',
  ]);
  expect(page).toContain(
    '<summary>Because it needs a clock that can be moved. <span class="about">1</span></summary>',
  );
  expect(page).toContain(
    '<details><summary>Assumptions: 2 determined, 1 not as assumed, 1 unknown</summary><table',
  );
});

test('the page shows names without their backticks', () => {
  const [first] = results as [Result];
  const behaviour = { ...first.behaviour, sentence: 'An entry without `value` is ignored <b>.' };
  const page = htmlReport({ ...verification, results: [{ ...first, behaviour }] });
  expect(page).toContain('<p>An entry without <code>value</code> is ignored &lt;b&gt;.</p>');
});

test('the page loads nothing and runs nothing, and can hide each outcome and each grade', () => {
  const page = htmlReport(verification);
  expect(page).not.toMatch(/<script|\bon\w+=|<link|<img|<iframe|@import|url\(|src=|href=/i);
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  for (const [row, values] of [
    ['outcome', ['passed', 'failed', 'not-tried']],
    ['grade', ['documented', 'observed', 'assumed']],
  ] as const) {
    for (const value of values) {
      expect(page).toContain(`id="${row}-${value}"`);
      expect(page).toContain(`#${row}-${value}:checked ~ main .behaviour:not(.${value}) { display: none }`);
    }
  }
  for (const id of ids) expect(page).toContain(`id="${id}"`);
  expect(page).toContain('class="behaviour failed assumed"');
  expect(page).toContain('$.namespaces.store.channel: expected &quot;1&quot;, got &quot;2&quot;');
});

/** Whatever a target may answer. */
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '</pre><script>alert(1)</script>',
    '"\'><img src=x onerror=alert(1)>',
    '\u0000\u0008\u001b[2J\u202e\ud800',
    ']]>&amp;&#x0;<!--',
    'x'.repeat(500),
  ),
);

const failed = (text: string): Trial => ({
  outcome: 'failed',
  milliseconds: 1,
  message: text,
  differences: [{ path: `$.${text}`, expected: text, actual: text }],
  after: text,
});

const hostile = fc
  .tuple(fc.array(anything, { minLength: 1, maxLength: 4 }), anything)
  .map(([texts, target]): Verification => {
    const [first] = results;
    const behaviour = (first as Result).behaviour;
    const trials = texts.flatMap((text): Trial[] => [failed(text), { outcome: 'not tried', reason: text }]);
    const setting = { setting: 'bodyOrQuery', question: '', assumed: 'body' } as const;
    return {
      ...verification,
      target,
      results: trials.map((trial) => ({ behaviour, trial })),
      settings: texts.map((text) => ({ ...setting, seen: true, did: text, differs: true })),
    };
  });

describe('hostile answers', () => {
  test('keep terminal lines within the width and move no cursor', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 40, max: 200 }), (one, columns) => {
        const report = terminalReport(one, columns);
        for (const line of report.split('\n')) expect(Array.from(line).length).toBeLessThanOrEqual(columns);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(report).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e]/);
      }),
    );
  });

  test('keep JUnit well formed and complete', () => {
    fc.assert(
      fc.property(hostile, (one) => {
        const cases = all(parsedXml(junitReport(one)), 'testcase');
        expect(cases).toHaveLength(one.results.length);
      }),
    );
    const text = 'a <b> & "c" \'d\' ]]> \n e';
    const [failure] = all(
      parsedXml(
        junitReport({ ...verification, results: [{ ...(results[0] as Result), trial: failed(text) }] }),
      ),
      'failure',
    );
    expect(failure?.text).toBe(`after ${text}\n${text}`);
  });

  test('add no tags to the HTML page', () => {
    const tagsOf = (page: string) => page.replace(/<style>.*<\/style>/s, '').match(/<\/?[a-z]\w*/g) ?? [];
    const usual = new Set(tagsOf(htmlReport(verification)));
    fc.assert(
      fc.property(hostile, (one) => {
        const page = htmlReport(one);
        expect(tagsOf(page).filter((tag) => !usual.has(tag))).toEqual([]);
        expect(page.match(/<article/g)).toHaveLength(one.results.length);
      }),
    );
  });

  test('keep the JSON report complete', () => {
    fc.assert(
      fc.property(hostile, (one) => {
        const { behaviours, target } = JSON.parse(jsonReport(one));
        expect(target).toBe(one.target);
        expect(behaviours).toHaveLength(one.results.length);
      }),
    );
  });
});

test('every grade is in the reports', () => {
  const { behaviour, trial } = results[0] as Result;
  const each = grades.map((grade) => ({ behaviour: { ...behaviour, grade }, trial }));
  const report = terminalReport({ ...verification, results: each });
  for (const grade of grades) expect(report).toMatch(new RegExp(`^${grade} +1 +0 +0$`, 'm'));
});
