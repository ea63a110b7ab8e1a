import { appConfigurationsIn, parseAppConfiguration, problemText } from './configuration';

describe('valid configurations', () => {
  test.each<[string, object, object[]]>([
    [
      'session-watcher-demo (R-271)',
      {
        'session-watcher-demo': {
          input: { authentication: ['storeUserEmail'], checkout: ['orderFormId'] },
          output: { public: ['demo'] },
        },
      },
      [
        {
          key: 'session-watcher-demo',
          input: { authentication: ['storeUserEmail'], checkout: ['orderFormId'] },
          output: { public: ['demo'] },
        },
      ],
    ],
    [
      'mega-menu, without output (R-270)',
      { 'mega-menu': { input: { public: ['regionId'] } } },
      [{ key: 'mega-menu', input: { public: ['regionId'] }, output: {} }],
    ],
    [
      'several apps, one without input (R-235), and a pattern (R-114)',
      { a: { output: { a: ['x'] } }, b: { input: { cookie: ['Vtex_.*'] }, output: {} } },
      [
        { key: 'a', input: {}, output: { a: ['x'] } },
        { key: 'b', input: { cookie: ['Vtex_.*'] }, output: {} },
      ],
    ],
    ['an app that declares nothing', { a: {} }, [{ key: 'a', input: {}, output: {} }]],
  ])('%s', (_, configuration, apps) => {
    expect(parseAppConfiguration(JSON.stringify(configuration))).toEqual({ apps });
    expect(appConfigurationsIn(configuration)).toEqual({ apps });
  });

  test('accepts a byte order mark', () => {
    expect(parseAppConfiguration('\uFEFF{"a":{}}')).toEqual({ apps: [{ key: 'a', input: {}, output: {} }] });
  });

  test('accepts a KEY named __proto__', () => {
    const text = '{"__proto__": {"input": {"__proto__": ["__proto__"]}}}';
    const parsed = parseAppConfiguration(text);
    expect(JSON.stringify(parsed)).toBe(
      '{"apps":[{"key":"__proto__","input":{"__proto__":["__proto__"]},"output":{}}]}',
    );
  });
});

const whole =
  'write an object such as {"my-app": {"input": {"public": ["sc"]}, "output": {"my-app": ["tier"]}}}';
const namespaces = 'write namespaces with their keys, such as {"public": ["sc"]}';
const keyHint = 'write the name of a key, such as "sc"';

describe('errors', () => {
  test.each<[unknown, ...string[]]>([
    [[], `the configuration is a list: ${whole}`],
    [null, `the configuration is null: ${whole}`],
    ['x', `the configuration is a string: ${whole}`],
    [{}, `the configuration names no app: ${whole}`],
    [{ a: [] }, 'a is a list: write an object with input and output'],
    [{ a: null }, 'a is null: write an object with input and output'],
    [{ '': {} }, '"" is not a valid KEY: name the app, with letters, digits and -'],
    [{ '..': {} }, '".." is not a valid KEY: name the app, with letters, digits and -'],
    [{ a: { inputs: {} } }, 'a.inputs is not known: an app has input and output only'],
    [{ a: { input: [] } }, `a.input is a list: ${namespaces}`],
    [{ a: { output: null } }, `a.output is null: ${namespaces}`],
    [{ a: { input: { '': ['x'] } } }, 'a.input. has an empty name: name the namespace'],
    [{ a: { input: { public: 'sc' } } }, 'a.input.public is a string: write a list of keys, such as ["sc"]'],
    [
      { a: { input: { public: { sc: 1 } } } },
      'a.input.public is an object: write a list of keys, such as ["sc"]',
    ],
    [{ a: { output: { public: ['sc', 1] } } }, `a.output.public[1] is a number: ${keyHint}`],
    [{ a: { output: { public: [''] } } }, `a.output.public[0] is empty: ${keyHint}`],
    [
      { a: { input: { cookie: ['Vtex(.*'] } } },
      `a.input.cookie[0] is "Vtex(.*", which is not a valid regular expression: ${keyHint}`,
    ],
    [
      { a: { input: { cookie: ['(a+)+b'] } } },
      `a.input.cookie[0] is "(a+)+b", which may take very long to match (three of * + {} at most, and no repeated group): ${keyHint}`,
    ],
    [
      { a: { input: 1, output: { x: [null] } }, b: true },
      `a.input is a number: ${namespaces}`,
      `a.output.x[0] is null: ${keyHint}`,
      'b is a boolean: write an object with input and output',
    ],
  ])('%j', (configuration, ...texts) => {
    const parsed = parseAppConfiguration(JSON.stringify(configuration));
    expect('problems' in parsed && parsed.problems.map(problemText)).toEqual(texts);
  });

  test.each<[string, number]>([
    ['{\n  "a": {},\n}', 3],
    ['{\n  "a": {"input": {', 2],
    ['', 1],
    ['{"a": {}}\n\nx', 3],
  ])('reports the line of invalid JSON: %j', (text, line) => {
    expect(parseAppConfiguration(text)).toEqual({
      problems: [
        {
          path: '',
          message: expect.stringMatching(new RegExp(`^is not JSON at line ${line}, column \\d+: .`)),
          hint: 'write it without comments and trailing commas',
        },
      ],
    });
  });
});
