import fc from 'fast-check';
import { parseAppConfiguration } from '../../mock/own-apps/configuration';
import { jsonTree } from './read';
import { app, findingsIn, found } from './testing/found';

const valid = app('tier', 'profile.email', 'tier.level');

describe('not-json', () => {
  test.each([
    ['', '1.json:1 error not-json: not JSON: value expected'],
    ['{\n  "tier": {},\n}', '1.json:3 error not-json: not JSON: property name expected'],
    ['{\n  // mine\n}', '1.json:2 error not-json: not JSON: invalid comment token'],
    ['{"tier":\r\n {"input": {}', '1.json:2 error not-json: not JSON: close brace expected'],
    ['{"tier"\n {}}', '1.json:2 error not-json: not JSON: colon expected'],
    ['{}\n{}', '1.json:2 error not-json: not JSON: end of file expected'],
  ])('%j', (text, finding) => {
    expect(found(text)).toEqual([finding]);
  });

  test('has a hint', () => {
    expect(findingsIn('[,')[0]).toEqual({
      severity: 'error',
      rule: 'not-json',
      file: '1.json',
      line: 1,
      message: 'not JSON: value expected',
      hint: 'Remove comments and trailing commas.',
    });
  });

  test('reports a text that is nested too deep for the parser', () => {
    expect(found('['.repeat(1e5))).toEqual(['1.json:1 error not-json: not JSON: nested too deep']);
  });

  test('accepts a byte order mark, tabs and CRLF', () => {
    expect(found(`\uFEFF\r\n\t${valid}`)).toEqual([]);
  });

  test('accepts exactly the texts that JSON.parse accepts', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '"',
      '1',
      '-',
      '01',
      'null',
      'tru',
      ' ',
      '\n',
      '//',
      '\\',
    ];
    const isJson = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const texts = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join('')),
      fc.json(),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect('root' in jsonTree(text)).toBe(isJson(text));
      }),
      { numRuns: 700 },
    );
  });
});

describe('unknown-shape', () => {
  test.each([
    ['[]', 'the configuration is a list'],
    ['null', 'the configuration is null'],
    ['{}', 'the configuration names no app'],
    ['{"": {}}', '"" is not a valid KEY'],
    ['{"..": {}}', '".." is not a valid KEY'],
    ['{"tier": "x"}', 'tier is a string'],
    ['{"__proto__": "x"}', '__proto__ is a string'],
    ['{"tier": {"inputs": {}}}', 'tier.inputs is not known'],
    ['{"tier": {"input": {}, "input": {}}}', 'tier.input is a duplicate'],
    ['{"tier": {"input": ["x"]}}', 'tier.input is a list'],
    ['{"tier": {"output": {"": ["x"]}}}', 'tier.output. has an empty name'],
    ['{"tier": {"output": {"a": [], "a": []}}}', 'tier.output.a is a duplicate'],
    ['{"tier": {"input": {"profile": "email"}}}', 'tier.input.profile is a string'],
    ['{"tier": {"input": {"profile": [1]}}}', 'tier.input.profile[0] is a number'],
    ['{"tier": {"input": {"profile": [""]}}}', 'tier.input.profile[0] is empty'],
    [
      '{"tier": {"input": {"cookie": ["a("]}}}',
      'tier.input.cookie[0] is "a(", which is not a valid regular expression',
    ],
    [
      '{"tier": {"input": {"cookie": ["(a+)+b"]}}}',
      'tier.input.cookie[0] is "(a+)+b", which may take very long to match (three of * + {} at most, and no repeated group)',
    ],
  ])('%s', (text, message) => {
    expect(found(`\n${text}`)).toEqual([`1.json:2 error unknown-shape: ${message}`]);
  });

  const text = `{
  "tier": {
    "input": {
      "profile": ["email",
        7],
      "store": null
    },
    "reads": {},
    "input": { "store": ["channel"],
      "store": [] }
  },
  "offers":
    { "output": { "offers": [true] } }
}`;

  test('reports all errors at once, each with its line', () => {
    expect(found(text)).toEqual([
      '1.json:8 error unknown-shape: tier.reads is not known',
      '1.json:9 error unknown-shape: tier.input is a duplicate',
      '1.json:10 error unknown-shape: tier.input.store is a duplicate',
      '1.json:13 error unknown-shape: offers.output.offers[0] is a boolean',
    ]);
    expect(found(text.replace(/"input"(?=: { "store)/, '"output"'))).toEqual([
      '1.json:5 error unknown-shape: tier.input.profile[1] is a number',
      '1.json:6 error unknown-shape: tier.input.store is null',
      '1.json:8 error unknown-shape: tier.reads is not known',
      '1.json:10 error unknown-shape: tier.output.store is a duplicate',
      '1.json:13 error unknown-shape: offers.output.offers[0] is a boolean',
    ]);
  });

  test('names the app and has a hint', () => {
    const reported = findingsIn(text).map(({ app: key, hint }) => [key, hint]);
    expect(reported).toEqual([
      ['tier', 'An app has input and output only.'],
      ['tier', 'Merge the two: only the last one would count.'],
      ['tier', 'Merge the two: only the last one would count.'],
      ['offers', 'Write the name of a key, such as "sc".'],
    ]);
    expect(findingsIn('{}')).toEqual([expect.not.objectContaining({ app: expect.anything() })]);
  });

  test('reports exactly the configurations that the emulator refuses', () => {
    const refused = (json: string) => 'problems' in parseAppConfiguration(json);
    const values = fc.oneof(fc.constant({}), fc.jsonValue({ maxDepth: 4 }));
    const declared = fc.oneof(
      fc.dictionary(fc.constantFrom('public', 'a', ''), fc.array(fc.constantFrom('x', '', '(', 1)), {
        maxKeys: 2,
      }),
      values,
    );
    const halves = fc.dictionary(fc.constantFrom('input', 'output', 'inputs'), declared, { maxKeys: 2 });
    const configurations = fc.dictionary(fc.constantFrom('tier', 'a.b', '', '..', '__proto__'), halves);
    fc.assert(
      fc.property(fc.oneof(configurations, values), (value) => {
        const json = JSON.stringify(value);
        expect(findingsIn(json).some(({ rule }) => rule === 'unknown-shape')).toBe(refused(json));
      }),
      { numRuns: 500 },
    );
  });

  test.each(['{"club": {"input": 1}}', '{'])(
    'reports no unwritten inputs beside an invalid file: %s',
    (broken) => {
      const reader = app('tier', 'club.rank', 'tier.level');
      const rules = findingsIn(reader, broken).map(({ severity }) => severity);
      expect(rules).toEqual(['error']);
      expect(findingsIn(reader).map(({ rule }) => rule)).toEqual(['never-written']);
    },
  );

  test('accepts names of members of Object.prototype', () => {
    expect(found(app('constructor', 'profile.email', 'constructor.toString'))).toEqual([]);
    expect(found('{"__proto__": {"input": {"__proto__": ["x"]}, "output": {"__proto__": ["x"]}}}')).toEqual([
      '1.json:1 warning reads-own-output: __proto__ reads __proto__.x, which it writes itself',
    ]);
  });

  test('a valid configuration has no findings', () => {
    expect(found(valid)).toEqual([]);
  });
});
