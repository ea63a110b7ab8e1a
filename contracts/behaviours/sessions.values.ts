import type { Context, Runs } from '../behaviour';
import { decodeSegment } from '../decode';
import { randomName } from '../random';

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
export const sessionsValues: Runs = {
  'sessions.values.strings-are-kept-verbatim': (context) =>
    survive(
      ['  spaces  ', '{auth_cookie_value}', 'São Paulo €', '😀', 'a"b\\c\n', '%41+%2B', '007'],
      context,
    ),
  'sessions.values.json-text-stays-text': (context) =>
    survive(['{"state":"ES","orderType":"res"}', '[1,2]', 'true', 'null'], context),
  'sessions.values.numbers-survive': (context) => survive([123, 0, -1.5], context),
  'sessions.values.booleans-survive': (context) => survive([true, false], context),
  'sessions.values.objects-survive': (context) =>
    survive(
      [{ address: { geoCoordinate: [-2, -3], city: null }, name: 'Shop' }, ['a', { b: 1 }], {}, []],
      context,
    ),
  'sessions.values.null-is-stored': (context) => survive([null], context),
  'sessions.values.may-be-replaced-by-another-type': async ({ visitor, expect }) => {
    const key = randomName('key');
    await visitor.post({ public: { [key]: '1' } });
    for (const value of [1, true, { value: 1 }, '1', '']) {
      await visitor.patch({ public: { [key]: value } });
      expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: value });
    }
  },
  'sessions.values.keys-may-hold-hyphens': async ({ visitor, expect }) => {
    const key = `${randomName('vtex-Impersonated_')}-x2`;
    await visitor.post({ public: { [key]: 'a' } });
    expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'a' });
  },
  'sessions.values.keys-of-a-language-are-keys': async ({ visitor, expect }) => {
    const text = '{"public":{"__proto__":{"value":"a"},"constructor":{"value":"b"}}}';
    await visitor.post({ text });
    const answer = await visitor.get('public.__proto__,public.constructor,public.toString');
    expect(answer.text).toContain('"public":{"__proto__":{"value":"a"},"constructor":{"value":"b"}}');
  },
  'sessions.values.objects-fail-no-app': async ({ visitor, expect }) => {
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
  'sessions.values.the-empty-string-clears': async ({ visitor, expect }) => {
    const source = randomName('source');
    await visitor.post({ public: { utm_source: source } });
    await visitor.patch({ public: { utm_source: '' } });
    expect(Object.values(await visitor.values('*'))).not.toContain(source);
    expect(decodeSegment(visitor.cookie('vtex_segment')).text).not.toContain(source);
  },
  'sessions.values.a-cleared-key-reads-empty': async ({ visitor, expect }) => {
    const key = randomName('color');
    await visitor.post({ public: { [key]: 'blue' } });
    await visitor.patch({ public: { [key]: '' } });
    expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: '' });
  },
};
