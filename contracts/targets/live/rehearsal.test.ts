import nock from 'nock';
import { visitorOf } from '../../harness/visitor';
import { documentedExchanges, isAppStep, type RecordedStep } from '../../recordings/exchanges';
import { inventedTokens } from '../../recordings/secrets';
import type { TargetRequest } from '../target';
import { LiveRefusal, liveTarget } from './index';
import { host, options, rehearsed, replied, served, stepsOf, thrown, withoutNetwork } from './rehearsal';

/** The client of the live target against the documented exchanges, which nock answers. */
const create: TargetRequest = { method: 'POST', path: '/api/sessions' };
const read: TargetRequest = { method: 'GET', path: '/api/sessions?items=*' };

withoutNetwork();

describe('the documented exchanges, by a visitor with a jar', () => {
  test('X1, X2: the cookies that were set are sent', async () => {
    const { target } = rehearsed();
    const visitor = visitorOf(target);
    const [creation, reading] = stepsOf('X2') as [RecordedStep, RecordedStep];
    served(creation);
    const answer = await visitor.post({ body: {} });
    expect([answer.status, answer.json()]).toEqual([201, creation.response.body]);
    expect(visitor.cookie('vtex_session')).toBe(inventedTokens.sessionV2);
    served(reading);
    expect((await visitor.get('*')).json()).toEqual(reading.response.body);
  });

  test('X4: a new token replaces the old one', async () => {
    const { target } = rehearsed();
    const visitor = visitorOf(target);
    // The file's keys are its own; the gate lets through such as the suite makes.
    const renamed = JSON.parse(
      JSON.stringify(stepsOf('X4')).replaceAll(/variable([123])/g, 'variable$10123456789'),
    ) as RecordedStep[];
    for (const step of renamed) served(step);
    await visitor.post({ public: { variable10123456789: 'value1', variable20123456789: 'value2' } });
    await visitor.patch({ public: { variable20123456789: 'value2_patched', variable30123456789: 'value3' } });
    const items = 'public.variable10123456789,public.variable20123456789,public.variable30123456789';
    expect(Object.values(await visitor.values(items))).toEqual(['value1', 'value2_patched', 'value3']);
  });

  test('X6: the login that was supplied is sent, and no other', async () => {
    const { shopperLogin, operatorLogin } = inventedTokens;
    const { target } = rehearsed({ authCookie: shopperLogin });
    const visitor = visitorOf(target);
    const [creation, login] = stepsOf('X6') as [RecordedStep, RecordedStep];
    served(creation);
    await visitor.post({ body: {} });
    const cookie = await target.login?.();
    expect(cookie).toEqual({ name: 'VtexIdclientAutCookie_acme', value: shopperLogin });
    const path = login.request.path;
    const headers = { cookie: login.request.headers?.['cookie'] ?? '' };
    served(login);
    expect((await visitor.patch({ path, headers, body: {} })).json()).toEqual(login.response.body);
    for (const other of [
      `VtexIdclientAutCookie_acme=${operatorLogin}`,
      `VtexIdclientAutCookie=${shopperLogin}`,
    ]) {
      await expect(visitor.patch({ headers: { cookie: other } })).rejects.toThrow(LiveRefusal);
    }
  });

  test('X10: the segment, by its cookie and by its token', async () => {
    const { target } = rehearsed();
    const visitor = visitorOf(target);
    const [plain, overridden, byToken] = stepsOf('X10') as [RecordedStep, RecordedStep, RecordedStep];
    for (const [step, query] of [
      [plain, undefined],
      [overridden, 'cultureInfo=en-US&utm_source=x'],
    ] as const) {
      served(step);
      const answer = await visitor.segment(query === undefined ? {} : { query });
      expect(answer.json()).toEqual(step.response.body);
    }
    served(byToken);
    const answer = await target.request({ method: 'GET', path: byToken.request.path });
    expect(answer.json()).toEqual(byToken.response.body);
  });

  test('X13: cookies that are taken back are gone', async () => {
    const { target } = rehearsed();
    const visitor = visitorOf(target);
    const [creation, clearing] = stepsOf('X13') as [RecordedStep, RecordedStep];
    served(creation);
    await visitor.post({ body: {} });
    served(clearing);
    expect((await visitor.get('*', { path: '/api/sessions/invalidToken' })).status).toBe(401);
    expect(visitor.cookieNames()).toEqual([]);
  });

  test('every other answer of the files arrives as it is', async () => {
    for (const { steps } of documentedExchanges()) {
      for (const { response } of steps.flatMap((step) => (isAppStep(step) ? [] : [step]))) {
        replied(nock(`https://${host}`).post('/api/sessions'), response);
        const { status, setCookie, json } = await rehearsed().target.request(create);
        expect({ status, setCookie, body: json() }).toEqual({
          status: response.status,
          setCookie: response.setCookie,
          body: response.body,
        });
      }
    }
  });
});

describe('where it goes', () => {
  test.each([
    [{}, 'acme.vtexcommercestable.com.br'],
    [{ environment: 'vtexcommercebeta' }, 'acme.vtexcommercebeta.com.br'],
    [{ environment: 'myvtex' }, 'acme.myvtex.com'],
    [{ workspace: 'dev' }, 'dev--acme.myvtex.com'],
    [{ workspace: 'dev', environment: 'myvtex' }, 'dev--acme.myvtex.com'],
    [{ workspace: 'Dev2', environment: 'vtexcommercestable' }, 'dev2--acme.myvtex.com'],
  ])('%j goes to %s', async (more, at) => {
    const { target } = rehearsed({ ...more, allowedHosts: ['other.example.com', at] });
    served(stepsOf('X1')[0] as RecordedStep, at);
    expect(
      (await target.request({ ...create, headers: { 'content-type': 'application/json' }, body: '{}' }))
        .status,
    ).toBe(201);
    expect(target.name).toBe(at);
  });

  test.each([
    [[]],
    [['acme.myvtex.com']],
    [['vtexcommercestable.com.br']],
    [['*.vtexcommercestable.com.br']],
    [['ACME.vtexcommercestable.com.br']],
    [[`http://${host}`]],
    [[`https://${host}`]],
    [[`${host}:443`]],
    [[`${host}.`]],
  ])('a host that was not allowed letter for letter is refused: %j', (allowedHosts) => {
    expect(() => liveTarget({ ...options, allowedHosts })).toThrow(LiveRefusal);
    expect(() => liveTarget({ ...options, allowedHosts })).toThrow(`--allow-host ${host}`);
  });

  test.each([
    [{ account: 'acme.evil.example' }, '--account'],
    [{ account: 'acme/..' }, '--account'],
    [{ account: 'dev--acme' }, '--account'],
    [{ account: '' }, '--account'],
    [{ account: '-acme' }, '--account'],
    [{ workspace: 'a b' }, '--workspace'],
    [{ workspace: 'x@y' }, '--workspace'],
    [{ environment: 'evil' }, '--environment'],
    [{ environment: 'http://x' }, '--environment'],
    [{ budget: 0 }, '--budget'],
    [{ budget: 1.5 }, '--budget'],
    [{ budget: Number.NaN }, '--budget'],
  ])('%j is refused, naming the flag', (more, flag) => {
    expect(() => liveTarget({ ...options, ...more })).toThrow(LiveRefusal);
    expect(() => liveTarget({ ...options, ...more })).toThrow(flag);
  });

  test.each(['VtexIdclientAutCookie_acme=abcdefgh', 'abcd efgh', 'abcdefgh; a=b', 'abcd\nefgh'])(
    'a login cookie that is none is refused, and not shown: %j',
    async (authCookie) => {
      const { error, text } = await thrown((async () => liveTarget({ ...options, authCookie }))());
      expect(error).toBeInstanceOf(LiveRefusal);
      expect(text).not.toMatch(/abcd|efgh/);
    },
  );

  test('a redirect is not followed', async () => {
    const elsewhere = nock('https://elsewhere.example.com').post('/api/sessions').reply(201, {});
    const same = nock(`https://${host}`).get('/api/sessions').reply(200, {});
    for (const location of ['https://elsewhere.example.com/api/sessions', '/api/sessions']) {
      nock(`https://${host}`).post('/api/sessions').reply(302, '', { location });
      expect((await rehearsed().target.request(create)).status).toBe(302);
    }
    expect([elsewhere.isDone(), same.isDone()]).toEqual([false, false]);
    nock.cleanAll();
  });
});

describe('how often', () => {
  const tooMany = (more: Record<string, string> = {}) =>
    nock(`https://${host}`).post('/api/sessions').reply(429, {}, more);
  const fine = () => nock(`https://${host}`).post('/api/sessions').reply(201, {});
  const failing = (code: string) =>
    nock(`https://${host}`)
      .post('/api/sessions')
      .replyWithError(Object.assign(new Error(`it was ${code}`), { code }));

  test('a 429 is tried again, after what Retry-After says or a little longer each time', async () => {
    const { target, slept } = rehearsed();
    tooMany({ 'retry-after': '7' });
    tooMany({ 'retry-after': 'Fri, 20 Nov 2026 00:00:09 GMT' });
    tooMany();
    fine();
    expect((await target.request(create)).status).toBe(201);
    expect(slept).toEqual([7000, 9000, 4000]);
    expect(target.spent()).toBe(4);
  });

  test('no more than three times, and then nothing more is sent', async () => {
    const { target, slept } = rehearsed();
    for (let count = 0; count < 4; count += 1) tooMany();
    await expect(target.request(create)).rejects.toThrow(/429, for 8 s, after 3 retries.*the run stops/);
    expect(slept).toEqual([1000, 2000, 4000]);
    await expect(target.request(create)).rejects.toThrow('the run stops'); // nock would say it knows no such request
  });

  test('who asks to wait for long is left alone', async () => {
    const { target, slept } = rehearsed();
    tooMany({ 'retry-after': '3600' });
    await expect(target.request(create)).rejects.toThrow('429, for 3600 s');
    await expect(target.request(create)).rejects.toThrow(LiveRefusal);
    expect([slept, target.spent()]).toEqual([[], 1]);
  });

  test('a connection that was reset is tried again, three times', async () => {
    const { target, slept } = rehearsed();
    failing('ECONNRESET');
    fine();
    expect((await target.request(create)).status).toBe(201);
    expect(slept).toEqual([1000]);
    for (let count = 0; count < 4; count += 1) failing('ECONNRESET');
    await expect(target.request(create)).rejects.toThrow('did not answer POST');
    expect(target.spent()).toBe(6);
  });

  test.each(['ECONNREFUSED', 'ETIMEDOUT', 'ENOTFOUND', 'EPIPE'])('%s is not', async (code) => {
    const { target, slept } = rehearsed();
    failing(code);
    await expect(target.request(create)).rejects.toThrow('did not answer POST');
    expect([slept, target.spent()]).toEqual([[], 1]);
  });

  test.each([400, 401, 403, 404, 408, 425, 500, 502, 503, 504])('nor is status %i', async (status) => {
    const { target, slept } = rehearsed();
    nock(`https://${host}`).post('/api/sessions').reply(status, {}, { 'retry-after': '1' });
    expect((await target.request(create)).status).toBe(status);
    expect([slept, target.spent()]).toEqual([[], 1]);
  });

  test('never two at a time, in the order of the calls, though one fails', async () => {
    let now = 0;
    const order: string[] = [];
    const { target } = rehearsed();
    nock(`https://${host}`)
      .get(/^\/api\/sessions/)
      .times(5)
      .reply(async (uri) => {
        now += 1;
        expect(now).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        now -= 1;
        order.push(uri.slice(-1));
        return [uri.endsWith('2') ? 500 : 200, '{}'];
      });
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((number) => target.request({ ...read, path: `/api/sessions?items=a.${number}` })),
    );
    expect(order).toEqual(['1', '2', '3', '4', '5']);
    expect(answers.map(({ status }) => status)).toEqual([200, 500, 200, 200, 200]);
  });

  test('the budget counts retries, and what it does not cover is not sent', async () => {
    const { target } = rehearsed({ budget: 3 });
    tooMany();
    fine();
    fine();
    await target.request(create);
    await target.request(create);
    await expect(target.request(create)).rejects.toThrow(
      'The budget of 3 requests is used up. Raise it with --budget; --dry-run prints how many a run needs',
    );
    await expect(target.request(create)).rejects.toThrow(LiveRefusal);
    expect(target.spent()).toBe(3);
  });

  test('what the gate refuses costs nothing', async () => {
    const { target } = rehearsed({ budget: 1 });
    await expect(target.request({ ...create, method: 'DELETE' })).rejects.toThrow(LiveRefusal);
    expect(target.spent()).toBe(0);
  });
});
