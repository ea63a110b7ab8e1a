import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Assumptions } from './assumptions';
import { decodeSegment, encodeSegment, type Segment, segmentOf } from './segment';
import { assuming, namespacesOf, sealed } from './testing/plain';

function anonymous(
  channel: string,
  currencyCode: string,
  currencySymbol: string,
  countryCode: string,
  cultureInfo: string,
) {
  const store = { channel, countryCode, cultureInfo, currencyCode, currencySymbol, channelPrivacy: 'public' };
  return sealed(segmentOf(namespacesOf({ store })));
}
const brazil = anonymous('1', 'BRL', 'R$', 'BRA', 'pt-BR');
const spain = anonymous('3', 'EUR', '€', 'ESP', 'es-ES');

/** The same in both tokens: `{"campaigns":null,"channel":"` … `"currencyCode":"`. */
const nulls =
  'IiwicHJpY2VUYWJsZXMiOm51bGwsInJlZ2lvbklkIjpudWxsLCJ1dG1fY2FtcGFpZ24iOm51bGwsInV0bV9zb3VyY2UiOm51bGwsInV0bWlfY2FtcGFpZ24iOm51bGwsImN1cnJlbmN5Q29kZSI6I';
const start = 'eyJjYW1wYWlnbnMiOm51bGwsImNoYW5uZWwiOi';
const end = 'LCJjaGFubmVsUHJpdmFjeSI6InB1YmxpYyJ9';

describe('the exact text', () => {
  test.each<[string, Segment, Partial<Assumptions>, string]>([
    [
      'R-195, exchange X1: a BRL account, unpadded',
      brazil,
      {},
      `${start}Ix${nulls}kJSTCIsImN1cnJlbmN5U3ltYm9sIjoiUiQiLCJjb3VudHJ5Q29kZSI6IkJSQSIsImN1bHR1cmVJbmZvIjoicHQtQlIi${end}`,
    ],
    [
      'R-196: a EUR account, its sign in raw UTF-8',
      spain,
      {},
      `${start}Iz${nulls}kVVUiIsImN1cnJlbmN5U3ltYm9sIjoi4oKsIiwiY291bnRyeUNvZGUiOiJFU1AiLCJjdWx0dXJlSW5mbyI6ImVzLUVTIiwiY2hhbm5lbFByaXZhY3kiOiJwdWJsaWMifQ`,
    ],
    [
      'R-196: or escaped, by assumption',
      spain,
      { segmentNonAscii: 'escaped' },
      `${start}Iz${nulls}kVVUiIsImN1cnJlbmN5U3ltYm9sIjoiXHUyMGFjIiwiY291bnRyeUNvZGUiOiJFU1AiLCJjdWx0dXJlSW5mbyI6ImVzLUVTIiwiY2hhbm5lbFByaXZhY3kiOiJwdWJsaWMifQ`,
    ],
    ['R-195: base64url', { utm_source: '~?>é' }, {}, 'eyJ1dG1fc291cmNlIjoifj8-w6kifQ'],
    ['R-195: with _ too', { utm_source: 'ÿ?' }, {}, 'eyJ1dG1fc291cmNlIjoiw78_In0'],
    [
      'R-195: or base64, by assumption, unpadded too',
      { utm_source: '~?>é' },
      { segmentAlphabet: 'base64' },
      'eyJ1dG1fc291cmNlIjoifj8+w6kifQ',
    ],
    ['R-195: with / too', { utm_source: 'ÿ?' }, { segmentAlphabet: 'base64' }, 'eyJ1dG1fc291cmNlIjoiw78/In0'],
  ])('%s', (_, segment, assume, token) => {
    expect(encodeSegment(segment, assuming(assume))).toBe(token);
  });

  test('R-196: escapes are four lower-case digits for each half of a character, and only beyond ASCII', () => {
    const token = encodeSegment({ a: '~é😀\u007f"\n' }, assuming({ segmentNonAscii: 'escaped' }));
    expect(Buffer.from(token, 'base64url').toString('latin1')).toBe(
      '{"a":"~\\u00e9\\ud83d\\ude00\\u007f\\"\\n"}',
    );
  });
});

describe('R-181, X-7: hand-made tokens are read as well', () => {
  const segment = { utm_source: '~?>é', regionId: 'U1cj' };
  const compact = JSON.stringify(segment);
  const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

  test.each<[string, string]>([
    ['base64url, unpadded', Buffer.from(compact).toString('base64url')],
    ['base64, unpadded', base64(compact).replace(/=+$/, '')],
    ['base64, one =', base64(`${compact} `)],
    ['base64, two =', base64(`${compact}  `)],
    ['padded base64url', base64(`${compact} `).replaceAll('+', '-').replaceAll('/', '_')],
    ['spaces in the JSON', base64(JSON.stringify(segment, null, 1))],
    ['escaped characters', encodeSegment(segment, assuming({ segmentNonAscii: 'escaped' }))],
  ])('%s', (_, token) => {
    expect(decodeSegment(token)).toEqual(segment);
  });

  test('the table above has each padding', () => {
    expect(
      [compact, `${compact} `, `${compact}  `].map((text) => base64(text).split('=').length - 1).sort(),
    ).toEqual([0, 1, 2]);
  });

  test.each<[string, string]>([
    ['nothing', ''],
    ['one character', 'e'],
    ['a subset of keys, cut', base64(compact).slice(0, 20)],
    ['a JSON array', base64('[{"a":1}]')],
    ['JSON null', base64('null')],
    ['a JSON string', base64('"x"')],
    ['no JSON', base64('hello')],
    ['bytes that are no UTF-8', Buffer.from('{"a":"\xe9"}', 'latin1').toString('base64')],
    ['a space between', `${base64(compact).slice(0, 8)} ${base64(compact).slice(8)}`],
    ['a line break at the end', `${base64('{}')}\n`],
    ['three =', 'e30==='],
    ['= between', 'e30=e30='],
    ['JSON itself', compact],
    ['over 200 levels', base64(`${'{"a":'.repeat(201)}1${'}'.repeat(201)}`)],
    ['a session token', `${base64('{}')}.${base64('{}')}.x`.replaceAll('=', '')],
  ])('but not %s', (_, token) => {
    expect(decodeSegment(token)).toBeUndefined();
  });
});

const segments: fc.Arbitrary<Segment> = fc.dictionary(
  fc.string({ unit: 'binary' }),
  fc.oneof(fc.constant(null), fc.string({ unit: 'binary' })),
  { noNullPrototype: true },
);
const assumptions = fc
  .record({
    segmentAlphabet: fc.constantFrom('base64url', 'base64'),
    segmentNonAscii: fc.constantFrom('raw', 'escaped'),
  })
  .map((changes) => assuming(changes as Partial<Assumptions>));

test('R-176: a token decodes to the segment it was made of, under every assumption', () => {
  fc.assert(
    fc.property(segments, assumptions, (segment, assume) => {
      const token = encodeSegment(segment, assume);
      expect(token).toMatch(assume.segmentAlphabet === 'base64url' ? /^[\w-]+$/ : /^[A-Za-z\d+/]+$/);
      expect(isDeepStrictEqual(decodeSegment(token), segment)).toBe(true);
    }),
  );
});

test('R-181: any text decodes to an object or to nothing, and never throws', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.base64String(),
    fc.json().map((json) => Buffer.from(json).toString('base64')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const segment = decodeSegment(text);
      expect(segment === undefined || (typeof segment === 'object' && !Array.isArray(segment))).toBe(true);
    }),
  );
});

test('R-197: equal contexts give equal tokens', () => {
  expect(encodeSegment(anonymous('1', 'BRL', 'R$', 'BRA', 'pt-BR'), assuming({}))).toBe(
    encodeSegment(brazil, assuming({})),
  );
});
