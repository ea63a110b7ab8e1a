import { type Context, claim } from '../harness/behaviour';
import { decodeSegment } from '../harness/decode';
import { randomName } from '../harness/visitor';

const operation = 'POST /api/sessions';

/** Writes values under random keys and expects to read the very same, their JSON types included. */
async function survive(values: readonly unknown[], { visitor, expect }: Context): Promise<void> {
  const keyed = Object.fromEntries(values.map((value) => [randomName('key'), value]));
  await visitor.post({ public: keyed });
  const read = await visitor.values(
    Object.keys(keyed)
      .map((key) => `public.${key}`)
      .join(','),
  );
  // As text, because to `toEqual` a missing value and an undefined one are the same.
  for (const [key, value] of Object.entries(keyed)) {
    expect(JSON.stringify(read[`public.${key}`])).toBe(JSON.stringify(value));
  }
}

/** What may be a value, and how values are cleared. */
export const sessionsValues = [
  claim({
    id: 'sessions.values.strings-are-kept-verbatim',
    sentence: 'Strings of any script are stored verbatim, not trimmed or interpreted.',
    operation,
    grade: 'observed',
    evidence: ['R-060', 'R-065'],
    run: (context) =>
      survive(
        ['  spaces  ', '{auth_cookie_value}', 'São Paulo €', '😀', 'a"b\\c\n', '%41+%2B', '007'],
        context,
      ),
  }),
  claim({
    id: 'sessions.values.json-text-stays-text',
    sentence: 'JSON inside a string stays a string.',
    operation,
    grade: 'documented',
    evidence: ['R-064'],
    run: (context) => survive(['{"state":"ES","orderType":"res"}', '[1,2]', 'true', 'null'], context),
  }),
  claim({
    id: 'sessions.values.numbers-survive',
    sentence: 'Numbers are read back as numbers.',
    operation,
    grade: 'observed',
    evidence: ['R-061'],
    run: (context) => survive([123, 0, -1.5], context),
  }),
  claim({
    id: 'sessions.values.booleans-survive',
    sentence: 'Booleans are read back as booleans.',
    operation,
    grade: 'observed',
    evidence: ['R-062'],
    run: (context) => survive([true, false], context),
  }),
  claim({
    id: 'sessions.values.objects-survive',
    sentence: 'Objects and arrays are read back whole.',
    operation,
    grade: 'documented',
    evidence: ['R-063'],
    run: (context) =>
      survive(
        [{ address: { geoCoordinate: [-2, -3], city: null }, name: 'Shop' }, ['a', { b: 1 }], {}, []],
        context,
      ),
  }),
  claim({
    id: 'sessions.values.null-is-stored',
    sentence: 'null is stored as null.',
    operation,
    grade: 'assumed',
    evidence: ['R-067'],
    noSetting: 'no known client writes null',
    run: (context) => survive([null], context),
  }),
  claim({
    id: 'sessions.values.may-be-replaced-by-another-type',
    sentence: 'A value can be replaced by one of another JSON type.',
    operation: 'PATCH /api/sessions',
    grade: 'inferred',
    evidence: ['R-045', 'R-061', 'R-062'],
    run: async ({ visitor, expect }) => {
      const key = randomName('key');
      await visitor.post({ public: { [key]: '1' } });
      for (const value of [1, true, { value: 1 }, '1', '']) {
        await visitor.patch({ public: { [key]: value } });
        expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: value });
      }
    },
  }),
  claim({
    id: 'sessions.values.keys-may-hold-hyphens',
    sentence: 'Keys may hold hyphens, underscores, digits, and letters of either case.',
    operation,
    grade: 'observed',
    evidence: ['R-070'],
    run: async ({ visitor, expect }) => {
      const key = `${randomName('vtex-Impersonated_')}-x2`;
      await visitor.post({ public: { [key]: 'a' } });
      expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'a' });
    },
  }),
  claim({
    id: 'sessions.values.keys-of-a-language-are-keys',
    sentence: 'A key with a meaning in JavaScript, such as __proto__, is a key like any other.',
    operation,
    grade: 'assumed',
    evidence: ['R-031'],
    noSetting: 'anything else would be a defect of JavaScript code',
    marker: { emulatorOnly: 'it guards against a mistake of emulators in JavaScript' },
    run: async ({ visitor, expect }) => {
      const text = '{"public":{"__proto__":{"value":"a"},"constructor":{"value":"b"}}}';
      await visitor.post({ text });
      const answer = await visitor.get('public.__proto__,public.constructor,public.toString');
      expect(answer.text).toContain('"public":{"__proto__":{"value":"a"},"constructor":{"value":"b"}}');
    },
  }),
  claim({
    id: 'sessions.values.objects-fail-no-app',
    sentence: 'An object where a session app expects text fails no app.',
    operation,
    grade: 'assumed',
    evidence: ['R-031', 'R-063'],
    noSetting: 'an emulator that fails here would hide mistakes of the caller',
    marker: {
      emulatorOnly: 'how VTEX’s apps handle it is unknown',
    },
    run: async ({ visitor, expect }) => {
      const keys = [
        'country',
        'postalCode',
        'geoCoordinates',
        'cultureInfo',
        'utm_source',
        'email',
        'regionId',
      ];
      for (const key of keys) {
        const answer = await visitor.post({ public: { [key]: { toString: null } } });
        expect([key, answer.status < 300]).toEqual([key, true]);
      }
    },
  }),
  claim({
    id: 'sessions.values.the-empty-string-clears',
    sentence: 'The empty string removes the previous value, from the segment too.',
    operation: 'PATCH /api/sessions',
    grade: 'observed',
    evidence: ['R-066'],
    run: async ({ visitor, expect }) => {
      const source = randomName('source');
      await visitor.post({ public: { utm_source: source } });
      await visitor.patch({ public: { utm_source: '' } });
      expect(Object.values(await visitor.values('*'))).not.toContain(source);
      expect(decodeSegment(visitor.cookie('vtex_segment')).text).not.toContain(source);
    },
  }),
  claim({
    id: 'sessions.values.a-cleared-key-reads-empty',
    sentence: 'A cleared key stays in the session with the empty string.',
    operation: 'PATCH /api/sessions',
    grade: 'assumed',
    evidence: ['R-066', 'R-068'],
    noSetting: 'clients treat both alike',
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      await visitor.post({ public: { [key]: 'blue' } });
      await visitor.patch({ public: { [key]: '' } });
      expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: '' });
    },
  }),
];
