import type { Session } from '../rules/session';
import type { SessionDraft, SessionRules } from '../rules/write-session';
import { signing } from './signing';

const draft = (id: string) => ({ id }) as SessionDraft;
const rulesThat = (sign: (draft: SessionDraft) => unknown) =>
  ({ sign: (given: SessionDraft) => sign(given) as Session }) as SessionRules;

test('signs what one turn brings together, in order', async () => {
  const order: string[] = [];
  const rules = rulesThat(({ id }) => {
    order.push(`signs ${id}`);
    return `${id} signed`;
  });
  const sign = signing();
  const signed = ['a', 'b'].map((id) =>
    sign(draft(id), rules).then((session) => order.push(String(session))),
  );
  await Promise.resolve();
  expect(order).toEqual([]);
  await Promise.all(signed);
  expect(order).toEqual(['signs a', 'signs b', 'a signed', 'b signed']);
});

test('one that fails is told to its caller, and keeps no other one from being signed', async () => {
  const rules = rulesThat(({ id }) => {
    if (id === 'bad') throw new Error('no key');
    return id;
  });
  const sign = signing();
  const signed = await Promise.allSettled(['a', 'bad', 'b'].map((id) => sign(draft(id), rules)));
  expect(signed).toEqual([
    { status: 'fulfilled', value: 'a' },
    { status: 'rejected', reason: new Error('no key') },
    { status: 'fulfilled', value: 'b' },
  ]);
});
