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
