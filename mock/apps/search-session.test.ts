import type { JsonValue } from '../rules/session';
import { searchSession } from './search-session';
import { answerOf, declarationOf } from './testing/account';

const app = searchSession();

test('R-266: what it declares', () => {
  expect(declarationOf(app)).toEqual({
    name: 'search-session',
    runOnCreate: false,
    input: { public: ['facets'], profile: ['email', 'isAuthenticated'] },
    output: { search: ['facets'] },
  });
});

test.each<[string, JsonValue, string]>([
  ['R-321: one pair', 'productClusterIds=138', 'productClusterIds=138;'],
  ['R-324: with its semicolon', 'productClusterIds=138;', 'productClusterIds=138;'],
  ['R-321: several, in order', 'sellername=B;sellername=A;brand=C', 'sellername=B;sellername=A;brand=C;'],
  ['the same twice', 'a=1;a=1', 'a=1;a=1;'],
  [
    'X15: exclusions',
    'productClusterIds=138;productClusterIds=not:140',
    'productClusterIds=138;productClusterIds=not:140;',
  ],
  ['R-065: spaces and capitals as they are', 'Brand=Acme Inc', 'Brand=Acme Inc;'],
  ['without value', 'a=;b=2', 'b=2;'],
  ['without key', '=1;b=2', 'b=2;'],
  ['without either', 'a;;=;b=2;', 'b=2;'],
  ['a second equals sign ends the value', 'a=1=2;b=3', 'a=1;b=3;'],
  ['R-322: nothing but malformed ones', 'a;b', ''],
  ['R-322: none', '', ''],
  ['null', null, ''],
  ['R-061: what is no text', 7, ''],
])('%s: %j gives %j', async (_, facets, rewritten) => {
  expect(await answerOf(app, { public: { facets } })).toEqual({ search: { facets: rewritten } });
});

test('R-322: of no inputs, the empty text', async () => {
  expect(await answerOf(app, {})).toEqual({ search: { facets: '' } });
});
