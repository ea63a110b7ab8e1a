import type { Session } from '../rules/session';
import type { SessionDraft, SessionRules } from '../rules/write-session';
import { tokenIds } from './find-session';
import { signTogether } from './write-operation';

const tokenOf = (id: unknown, end = String(id)) =>
  `x.${Buffer.from(JSON.stringify({ id })).toString('base64url')}.${end.repeat(86).slice(-86)}`;

describe('tokenIds', () => {
  test('reads the id in a token, also after another token took its place', () => {
    const ids = tokenIds(1);
    for (const id of ['a', 'b', 'a', 'c', 'd', 'a']) expect(ids.of(tokenOf(id))).toBe(id);
  });

  test.each(['', 'x', 'x.y.z', tokenOf(7)])('finds no id in %j', (token) => {
    const ids = tokenIds();
    expect([ids.of(token), ids.of(token)]).toEqual([undefined, undefined]);
  });

  test('prefers a remembered id, until another token takes its place', () => {
    const ids = tokenIds(2);
    ids.remember(tokenOf('a'), 'remembered');
    expect(ids.of(tokenOf('a'))).toBe('remembered');
    for (const id of ['b', 'c', 'd', 'e']) ids.remember(tokenOf(id), id);
    expect(ids.of(tokenOf('a'))).toBe('a');
  });

  test('a token that differs anywhere in its last 40 characters is another one', () => {
    const token = tokenOf('a', 'y');
    const changedAt = (fromEnd: number) =>
      `${token.slice(0, token.length - fromEnd)}z${token.slice(token.length - fromEnd + 1)}`;
    expect([1, 20, 40, 41].map((fromEnd) => tokenIdsAfter(token, changedAt(fromEnd)))).toEqual([
      'a',
      'a',
      'a',
      'remembered',
    ]);
  });

  test('a token that is too short to have such an end is read each time', () => {
    const ids = tokenIds(1);
    const short = 'x.eyJpZCI6ImEifQ.y'; // {"id":"a"}
    ids.remember(short, 'remembered');
    expect(ids.of(short)).toBe('a');
  });

  test('forgets', () => {
    const ids = tokenIds();
    ids.remember(tokenOf('a'), 'remembered');
    ids.clear();
    expect(ids.of(tokenOf('a'))).toBe('a');
  });
});

/** The id of `asked`, once `token` is remembered. */
function tokenIdsAfter(token: string, asked: string): string | undefined {
  const ids = tokenIds(1);
  ids.remember(token, 'remembered');
  return ids.of(asked);
}

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
