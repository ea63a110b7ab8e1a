import { decision } from './decision';
import { decidedBy, headerValue } from './header';
import { factsWith } from './testing/facts';

test('each behaviour is named once, where it is first', () => {
  const table = [
    decision(() => true, 'a', 'b'),
    decision(() => false, 'c'),
    decision(({ operation }) => operation === 'getSession', 'b', 'd'),
  ];
  expect(decidedBy(factsWith({ operation: 'getSession' }), table)).toEqual(['a', 'b', 'd']);
});

test('a list of tokens, with grade and setting as parameters', () => {
  expect(headerValue(['sessions.items.missing', 'errors.form.are-json'])).toBe(
    'sessions.items.missing;grade=assumed;setting=statusOfMissingItems, errors.form.are-json;grade=inferred',
  );
});

test('nothing is no list', () => {
  expect(headerValue([])).toBeUndefined();
});

test('an id that is not published is a defect', () => {
  expect(() => headerValue(['sessions.items'])).toThrow(
    new TypeError('sessions.items is not among the published behaviours'),
  );
});
