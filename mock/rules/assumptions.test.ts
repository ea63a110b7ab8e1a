import { type Assumptions, assumptionProblem, assumptionTable } from './assumptions';

test.each(Object.keys(assumptionTable) as (keyof Assumptions)[])(
  '%s accepts its default and its alternatives, all different',
  (key) => {
    const { default: standard, alternatives } = assumptionTable[key];
    const values = [standard, ...alternatives];
    expect(values.map((value) => assumptionProblem(key, value))).toEqual(values.map(() => undefined));
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBe(values.length);
    expect(values.length).toBeGreaterThan(1);
  },
);

test.each<[keyof Assumptions, unknown, string]>([
  ['statusOfPostThatEdits', 202, 'must be 201 or 200, not 202'],
  ['statusOfPostThatEdits', '200', 'must be 201 or 200, not "200"'],
  ['statusOfForeignToken', null, 'must be 403 or 401 or 404, not null'],
  ['bodyOrQuery', 'Body', 'must be "body" or "query", not "Body"'],
  ['tokenlessGetSetsCookies', 'true', 'must be false or true, not "true"'],
  ['cascadeRounds', 0, 'must be a whole number above 0'],
  ['cascadeRounds', -1, 'must be a whole number above 0'],
  ['cascadeRounds', 1.5, 'must be a whole number above 0'],
  ['cascadeRounds', '10', 'must be a whole number above 0'],
  ['cascadeRounds', Number.POSITIVE_INFINITY, 'must be a whole number above 0'],
  ['reservedQueryNames', 'items', 'must be a list of names'],
  ['reservedQueryNames', ['items', 1], 'must be a list of names'],
])('%s rejects %j', (key, value, problem) => {
  expect(assumptionProblem(key, value)).toBe(problem);
});

test.each<[keyof Assumptions, unknown]>([
  ['cascadeRounds', 1],
  ['reservedQueryNames', []],
  ['reservedQueryNames', ['a']],
])('%s accepts %j', (key, value) => {
  expect(assumptionProblem(key, value)).toBeUndefined();
});
