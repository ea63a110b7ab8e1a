import nock from 'nock';
import { visitorOf } from '../../harness/visitor';
import type { RecordedStep } from '../../recordings/exchanges';
import { inventedTokens } from '../../recordings/secrets';
import type { Answer } from '../target';
import { host, rehearsed, replied, served, stepsOf, thrown, withoutNetwork } from './rehearsal';

/** What the live target throws never holds a token, a cookie, an id or an address. */
withoutNetwork();

describe('nothing in an error is unredacted', () => {
  const { sessionV2, shopperLogin } = inventedTokens;
  const id = '00000000-0000-4000-8000-000000000001';
  const secrets = [
    sessionV2,
    shopperLogin,
    sessionV2.slice(0, 40),
    id,
    'ann@example.com',
    'opaque-login-value',
  ];
  const clean = (text: string) => expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);

  async function afterLogin(authCookie = shopperLogin) {
    const { target } = rehearsed({ authCookie });
    const visitor = visitorOf(target);
    served(stepsOf('X1')[0] as RecordedStep);
    await visitor.post({ body: {} });
    return { target, visitor };
  }

  test('of the network', async () => {
    const { visitor } = await afterLogin('opaque-login-value');
    nock(`https://${host}`)
      .get(/./)
      .replyWithError(`bad header: vtex_session=${sessionV2}; opaque-login-value; ann@example.com; ${id}`);
    const { text, error } = await thrown(visitor.get('*'));
    clean(text);
    expect(error.message).toContain('vtex_session=<token:1>; <login:1>; <email:1>; <session:1>');
    expect(error.message).toContain('<host> did not answer GET');
  });

  test('of the gate', async () => {
    const { visitor } = await afterLogin();
    for (const cookie of [
      `vtex_session=${sessionV2}x`,
      `a=${shopperLogin}`,
      'vtex_session=opaque-login-value',
    ]) {
      const { text } = await thrown(visitor.get('*', { headers: { cookie } }));
      clean(text);
    }
    for (const path of [`/api/sessions/${sessionV2}x`, `/api/${sessionV2}`]) {
      clean((await thrown(visitor.send('GET', { path }))).text);
    }
  });

  test('of the checks, whose messages show what was compared', async () => {
    const { target, visitor } = await afterLogin();
    const answer = (await replyWith(stepsOf('X6')[1] as RecordedStep, () =>
      visitor.patch({ body: {} }),
    )) as Answer;
    const { text } = await thrown(
      (async () => {
        throw new Error(target.redacted?.(`${answer.text}\n\u001b[31m${sessionV2.slice(5, 60)}\u001b[39m`));
      })(),
    );
    clean(text);
    expect(text).not.toContain(sessionV2.slice(5, 60));
    expect(text).toContain('"isAuthenticated":{"value":"true"}');
  });

  test('of a text cut short, of which a part of a secret is left', async () => {
    const { target } = await afterLogin('opaque-login-value');
    expect(target.redacted?.('Not unpadded base64: opaque-login-va')).toBe('Not unpadded base64: <login:1>');
  });

  async function replyWith(step: RecordedStep, work: () => Promise<Answer>): Promise<Answer> {
    replied(nock(`https://${host}`).patch('/api/sessions'), step.response);
    return work();
  }
});
