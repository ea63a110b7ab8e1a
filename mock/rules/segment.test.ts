import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Assumptions } from './assumptions';
import { decodeSegment, encodeSegment, type Segment, segmentOf, segmentsOf } from './segment';
import { assuming, namespacesOf } from './testing/plain';

// The contract suite covers what a request can show (segments.*).

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

test('R-176: a token decodes to the encoded segment, with every assumption', () => {
  fc.assert(
    fc.property(segments, assumptions, (segment, assume) => {
      const token = encodeSegment(segment, assume);
      expect(token).toMatch(assume.segmentAlphabet === 'base64url' ? /^[\w-]+$/ : /^[A-Za-z\d+/]+$/);
      expect(isDeepStrictEqual(decodeSegment(token), segment)).toBe(true);
    }),
  );
});

test('R-181: decoding any text gives an object or undefined and never throws', () => {
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

test('R-197: sessions with equal segments share one segment and token', () => {
  const { of: segments, forget } = segmentsOf(assuming({}));
  const withColor = (color: string) => namespacesOf({ store: { channel: '1' }, public: { color } });
  const [one, other] = [withColor('blue'), withColor('red')];
  expect(segments(other)).toBe(segments(one));
  expect(segments(one)).toBe(segments(one));
  expect(segments(namespacesOf({ store: { channel: '2' } }))).not.toBe(segments(one));
  const before = segments(one);
  forget();
  expect(segments(withColor('green'))).not.toBe(before);
});

test('R-188: facets that an app answers as null are left out', () => {
  expect(segmentOf(namespacesOf({ search: { facets: null } }))).not.toHaveProperty('facets');
});

test('R-196: each half of a character outside ASCII is escaped with four lower-case digits', () => {
  const token = encodeSegment({ a: '~é😀\u007f"\n' }, assuming({ segmentNonAscii: 'escaped' }));
  expect(Buffer.from(token, 'base64url').toString('latin1')).toBe(
    '{"a":"~\\u00e9\\ud83d\\ude00\\u007f\\"\\n"}',
  );
});
