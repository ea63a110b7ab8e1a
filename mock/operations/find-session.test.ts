import type { Session } from '../rules/session';
import type { SessionDraft, SessionRules } from '../rules/write-session';
import { tokenIds } from './find-session';
import { signTogether } from './write-operation';

const tokenOf = (id: unknown) => `x.${Buffer.from(JSON.stringify({ id })).toString('base64url')}.y`;

describe('tokenIds', () => {
  test('reads the id in a token, also after the token was evicted from the cache', () => {
    const ids = tokenIds(2);
    for (const id of ['a', 'b', 'a', 'c', 'd', 'a']) expect(ids.of(tokenOf(id))).toBe(id);
  });

  test.each(['', 'x', 'x.y.z', tokenOf(7)])('finds no id in %j', (token) => {
    const ids = tokenIds();
    expect([ids.of(token), ids.of(token)]).toEqual([undefined, undefined]);
  });

  test('prefers a remembered id until the token is evicted', () => {
    const ids = tokenIds(2);
    ids.remember(tokenOf('a'), 'remembered');
    expect(ids.of(tokenOf('a'))).toBe('remembered');
    for (const id of ['b', 'c', 'd', 'e']) ids.remember(tokenOf(id), id);
    expect(ids.of(tokenOf('a'))).toBe('a');
  });
});

describe('signTogether', () => {
  const draft = (id: string) => ({ id }) as SessionDraft;
  const rulesThat = (sign: (draft: SessionDraft) => unknown) =>
    ({ sign: (given: SessionDraft) => sign(given) as Session }) as SessionRules;

  test('signs drafts that wait together one after the other', async () => {
    const order: string[] = [];
    const rules = rulesThat(({ id }) => {
      order.push(`signs ${id}`);
      return { token: `token of ${id}` };
    });
    const sign = signTogether(tokenIds());
    const signed = ['a', 'b'].map((id) => sign(draft(id), rules).then(({ token }) => order.push(token)));
    expect(order).toEqual([]);
    await Promise.all(signed);
    expect(order).toEqual(['signs a', 'signs b', 'token of a', 'token of b']);
  });

  test('rejects only for the draft whose signing fails', async () => {
    const rules = rulesThat(({ id }) => {
      if (id === 'bad') throw new Error('no key');
      return { token: id };
    });
    const sign = signTogether(tokenIds());
    const signed = await Promise.allSettled(['a', 'bad', 'b'].map((id) => sign(draft(id), rules)));
    expect(signed).toEqual([
      { status: 'fulfilled', value: { token: 'a' } },
      { status: 'rejected', reason: new Error('no key') },
      { status: 'fulfilled', value: { token: 'b' } },
    ]);
  });
});
