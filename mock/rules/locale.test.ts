import { localesIn, nearestLocale } from './segment';

test.each<[string | undefined, string, string | undefined, string]>([
  ['pt-BR', 'en-US,pt-BR', 'pt-BR', 'the one asked for'],
  ['pt-BR', 'pt-PT,pt-BR', 'pt-BR', 'the one asked for, behind another of its language'],
  ['pt-BR', 'en-US,pt-PT,pt-AO', 'pt-PT', 'the first of its language'],
  ['pt', 'en-US,pt-BR', 'pt-BR', 'a bare language'],
  ['pt-BR', 'en-US,pt', 'pt', 'by a bare language'],
  ['fi-FI', 'en-US,fil-PH,fi', 'fi', 'no language that begins alike'],
  ['es-ES', 'en-US,pt-BR', 'en-US', 'the first of all'],
  [undefined, 'en-US,pt-BR', 'en-US', 'the first, where none is asked for'],
  ['pt-BR', '', undefined, 'none of none'],
  [undefined, '', undefined, 'none of none'],
])('R-175: of %j among %j %j: %s', (wanted, list, expected, _why) => {
  expect(nearestLocale(wanted, localesIn(list))).toBe(expected);
});

test.each<[string, string[]]>([
  ['pt-BR,en-US', ['pt-BR', 'en-US']],
  ['pt-BR', ['pt-BR']],
  ['', []],
  [',,pt-BR,', ['pt-BR']],
])('R-286: the list %j', (list, locales) => {
  expect(localesIn(list)).toEqual(locales);
});
