import type { Assumptions } from './assumptions';
import { creation, isHidden, writesAtCreation } from './caller-writes';
import { assuming, queryOf } from './testing/plain';

test.each<[string, Assumptions['bindingAtCreation'], string, [string, string][]]>([
  [
    'both are kept, in order',
    'sets-defaults',
    'supportedLocales=pt-BR,en-US&utm_source=x&__bindingId=b',
    [
      ['supportedLocales', 'pt-BR,en-US'],
      ['__bindingId', 'b'],
    ],
  ],
  ['empty ones say nothing', 'sets-defaults', '__bindingId=&supportedLocales=', []],
  ['no other name is', 'sets-defaults', 'bindingId=b&items=*&an=acme&sc=2', []],
  ['or none, by assumption', 'ignored', '__bindingId=b&supportedLocales=pt-BR', []],
])('R-286: %s', (_, bindingAtCreation, query, kept) => {
  expect(writesAtCreation(queryOf(query), assuming({ bindingAtCreation }))).toEqual(
    kept.map(([key, value]) => ({ namespace: creation, key, entry: { value }, source: 'query' })),
  );
});

test.each([
  [creation, true],
  ['$', true],
  ['public', false],
  ['a$', false],
  ['', false],
])('the namespace %j is hidden: %j', (namespace, hidden) => {
  expect(isHidden(namespace)).toBe(hidden);
});
