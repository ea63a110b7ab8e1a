import fc from 'fast-check';
import { PartsError, readParts } from './json-parts';

const limits = { levels: 50, characters: 10_000 };
const lists = ['sessions', 'sources'];

async function* inChunks(text: string, sizes: readonly number[]) {
  const bytes = Buffer.from(text);
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] as number;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** What was read, with the elements back in their lists. */
async function read(text: string, sizes: readonly number[] = [64]) {
  const elements: Record<string, unknown[]> = { sessions: [], sources: [] };
  const rest = await readParts(inChunks(text, sizes), lists, limits, (list, element) => {
    elements[list]?.push(element); // of a list that is given twice, as often
  });
  return Array.isArray(rest) || rest === null || typeof rest !== 'object' ? rest : { ...rest, ...elements };
}

const layout = fc.constantFrom(undefined, ' ', '\t');
const chunkSizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

test('an object reads the same as by JSON.parse, however it is laid out and cut', async () => {
  const list = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 4 });
  const whole = fc.record({ a: fc.jsonValue(), sessions: list, sources: list, '"]}': fc.string() });
  const property = fc.asyncProperty(whole, layout, chunkSizes, async (value, space, sizes) => {
    const text = JSON.stringify(value, undefined, space);
    expect(await read(text, sizes)).toEqual(JSON.parse(text));
  });
  await fc.assert(property, { numRuns: 300, interruptAfterTimeLimit: 20_000 });
});

test('what JSON.parse refuses is refused, and what it accepts is accepted', async () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '"sessions"',
    '"sessions":[',
    '1',
    '{}',
    ' ',
    '"a":',
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((parts) => parts.join(''));
  const isJson = (one: string) => {
    try {
      JSON.parse(one);
      return true;
    } catch {
      return false;
    }
  };
  const property = fc.asyncProperty(
    fc.oneof(
      text,
      text.map((inside) => `{"sessions":[${inside}]}`),
    ),
    async (one) => {
      const isRead = await read(one).then(
        () => true,
        (error) => {
          if (!(error instanceof PartsError)) throw error;
          return false;
        },
      );
      expect([one, isRead]).toEqual([one, isJson(one)]);
    },
  );
  await fc.assert(property, { numRuns: 700, interruptAfterTimeLimit: 20_000 });
});

test.each([
  ['not JSON', '$.sessions[1]', '{"sessions":[1,x'],
  ['not JSON', '$', '{"a":"\xff'],
  ['too deep', '$', `${'['.repeat(51)}`],
  ['too deep', '$.sessions[1]', `{"sessions":[[],${'['.repeat(51)}`],
  ['too large', '$', `["${'x'.repeat(10_000)}`],
  ['too large', '$.sources[1]', `{"sources":[{},"${'x'.repeat(10_000)}`],
])('%s at %s is named, without a quotation', async (problem, path, text) => {
  const chunks = inChunks(Buffer.from(text, 'latin1').toString('latin1'), [64]);
  const bytes = text.includes('\xff') ? inLatin1(text) : chunks;
  await expect(readParts(bytes, lists, limits, () => undefined)).rejects.toMatchObject({ problem, path });
});

async function* inLatin1(text: string) {
  yield Buffer.from(text, 'latin1');
}
