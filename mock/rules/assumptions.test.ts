import { type Assumptions, assumptionProblem, assumptionTable, defaultAssumptions } from './assumptions';

/** As the ledger suggests, in its order. */
const decided: { readonly [Key in keyof Assumptions]: readonly [rules: string, value: Assumptions[Key]] } = {
  statusOfUnverifiableToken: ['R-008, R-086', 401],
  statusOfPostWithItems: ['R-022', 201],
  statusOfPostThatEdits: ['R-034', 201],
  statusOfPatchThatCreates: ['R-046', 200],
  reservedQueryNames: [
    'R-053, R-054, R-055',
    ['items', 'an', 'workspace', 'session_path', '__bindingId', 'supportedLocales'],
  ],
  repeatedQueryKey: ['R-056', 'last'],
  bodyOrQuery: ['R-057', 'body'],
  statusOfMissingItems: ['R-083', 400],
  tokenlessGetSetsCookies: ['R-085', false],
  bareNamespaceItem: ['R-092', 'nothing'],
  unrepeatedCookie: ['R-118', 'kept'],
  statusOfForeignToken: ['R-120, R-167', 403],
  segmentComesFrom: ['R-179', 'session'],
  segmentAlphabet: ['R-195', 'base64url'],
  segmentNonAscii: ['R-196', 'raw'],
  forbiddenTradePolicy: ['R-211, R-212', 'refused'],
  cascadeRounds: ['R-232', 10],
  unsetInputs: ['R-237', 'absent'],
  cultureComesFrom: ['R-281', 'cultureInfo'],
  bindingAtCreation: ['R-286', 'sets-defaults'],
};
const keys = Object.keys(assumptionTable) as (keyof Assumptions)[];

test('nothing is assumed that is not decided', () => {
  expect([...keys].sort()).toEqual(Object.keys(decided).sort());
  expect(Object.keys(defaultAssumptions)).toEqual(keys);
});

describe.each(keys.map((key) => ({ key, rules: decided[key]?.[0] })))(
  '$key, open by $rules',
  ({ key, rules }) => {
    const { default: standard, others, question, rules: cited } = assumptionTable[key];

    test('is what the ledger suggests', () => {
      expect(defaultAssumptions[key]).toEqual(decided[key][1]);
      expect(standard).toBe(defaultAssumptions[key]);
      expect(cited.join(', ')).toBe(rules);
    });

    test('asks one question, in a sentence', () => {
      expect(question).toMatch(/^(The|Whether|Which|What|How|Query names) [^?]+\.$/);
    });

    test('takes its default and the others, each once', () => {
      const values = [standard, ...(others ?? [])];
      expect(values.map((value) => assumptionProblem(key, value))).toEqual(values.map(() => undefined));
      expect(new Set(values).size).toBe(values.length);
      expect(others?.length).not.toBe(0);
    });
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
])('%s may not be %j', (key, value, problem) => {
  expect(assumptionProblem(key, value)).toBe(problem);
});

test.each<[keyof Assumptions, unknown]>([
  ['cascadeRounds', 1],
  ['reservedQueryNames', []],
  ['reservedQueryNames', ['a']],
])('%s may be %j', (key, value) => {
  expect(assumptionProblem(key, value)).toBeUndefined();
});
