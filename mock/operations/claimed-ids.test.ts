import { claimedIds } from './claimed-ids';

const tokenOf = (id: unknown) => `x.${Buffer.from(JSON.stringify({ id })).toString('base64url')}.y`;

test('the id inside a token, again and again, also when many came between', () => {
  const ids = claimedIds(2);
  for (const id of ['a', 'b', 'a', 'c', 'd', 'a']) expect(ids.of(tokenOf(id))).toBe(id);
});

test.each(['', 'x', 'x.y.z', tokenOf(7)])('%j claims no session', (token) => {
  const ids = claimedIds();
  expect([ids.of(token), ids.of(token)]).toEqual([undefined, undefined]);
});

test('what it was told of a token it does not read from it', () => {
  const ids = claimedIds(2);
  ids.remember(tokenOf('a'), 'told');
  expect(ids.of(tokenOf('a'))).toBe('told');
  for (const id of ['b', 'c', 'd', 'e']) ids.remember(tokenOf(id), id);
  expect(ids.of(tokenOf('a'))).toBe('a');
});
