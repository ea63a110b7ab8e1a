import type { JsonValue } from '../rules/session';
import { namespacesFrom, textAt } from './values';

test.each<[string, JsonValue | undefined, string | undefined]>([
  ['R-065: text as it is', ' a B ', ' a B '],
  ['R-061: a number as text', 3, '3'],
  ['R-061: zero too', 0, '0'],
  ['R-062: a boolean as text', false, 'false'],
  ['R-191: an object as its JSON', { toString: null }, '{"toString":null}'],
  ['R-066: a cleared key as no value', '', undefined],
  ['R-067: null as no value', null, undefined],
  ['a key that was never set as no value', undefined, undefined],
])('textAt reads %s', (_, value, text) => {
  const input = namespacesFrom({ public: value === undefined ? {} : { key: value } });
  expect(textAt(input, 'public', 'key')).toBe(text);
  expect(textAt(input, 'other', 'key')).toBeUndefined();
});

test('namespacesFrom keeps the order, and takes any value', () => {
  const namespaces = namespacesFrom({
    shopper: { scopes: { a: [1] }, defaults: null },
    public: { facets: '' },
  });
  expect([...namespaces.keys()]).toEqual(['shopper', 'public']);
  expect([...(namespaces.get('shopper') ?? [])]).toEqual([
    ['scopes', { value: { a: [1] } }],
    ['defaults', { value: null }],
  ]);
  expect(namespaces.get('public')?.get('facets')).toEqual({ value: '' });
});
