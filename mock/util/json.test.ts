import { jsonCopy, NumberProblem, parseJson, pointerParts, syntaxErrorText } from './json';

test.each([
  ['', []],
  ['/', ['']],
  ['/public/sc', ['public', 'sc']],
  ['/paths/~1api~1sessions/~01', ['paths', '/api/sessions', '~1']],
])('the parts of the JSON pointer %j are %j', (pointer, parts) => {
  expect(pointerParts(pointer)).toEqual(parts);
});

test.each([
  ['{\n  "a": 1,\n}', ' at line 3, column 1: '],
  ['nope', " at line 1, column 2: Unexpected token 'o'"],
  ['{"a": 1,\n "password": hunter2 }', " at line 2, column 14: Unexpected token 'h'"],
  ['{"a":[1,]}', " at line 1, column 9: Unexpected token ']'"],
  ['{"a" "b"}', ' at line 1, column 6: '],
  ['{"a":', ' at line 1, column 6: Unexpected end of JSON input'],
  ['undefined', ' at line 1, column 1: '],
])('the syntax error in %j is located', (text, start) => {
  const error = caught(() => JSON.parse(text));
  expect(syntaxErrorText(error as SyntaxError, text).slice(0, start.length)).toBe(start);
  expect(syntaxErrorText(error as SyntaxError, text)).not.toMatch(/position \d+|\n|hunter|"/);
});

test.each([
  ['{"a":1e400}', 6],
  ['[9007199254740993]', 2],
  ['[1, -12345678901234567890]', 5],
  ['["\\"1e400", 1e-400]', 13],
  ['[0.12345678901234567890]', 2],
  ['12345678901234567890', 1],
])('the number that a double changes in %s is refused, and not quoted', (text, column) => {
  const refusal = caught(() => parseJson(text)) as SyntaxError;
  expect(refusal).toBeInstanceOf(NumberProblem);
  expect(syntaxErrorText(refusal, text)).toBe(
    ` at line 1, column ${column}: A double cannot hold this number, so write it as a string`,
  );
});

test.each([
  '{"a":"1e400 and 9007199254740993"}',
  '[9007199254740992,1e20,1E+2,-0,0.10,1.50e-3,0e5,1e22,5e-324]',
  '[]',
])('no number is changed in %s', (text) => expect(parseJson(text)).toEqual(JSON.parse(text)));

test('200,000 escapes and exponents are read at once', () => {
  const text = `["${'\\n'.repeat(200_000)}",${'1e5,'.repeat(200_000)}1e400]`;
  const before = process.cpuUsage();
  expect(() => parseJson(text)).toThrow(SyntaxError);
  expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
});

test('a copy refuses the numbers that JSON does not have', () => {
  expect(jsonCopy({ a: [1, new Date(0)], b: undefined })).toEqual({ a: [1, '1970-01-01T00:00:00.000Z'] });
  for (const number of [Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => jsonCopy({ a: [number] })).toThrow(`JSON has no ${number}`);
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
