import request from 'supertest';
import {
  anonymousSegment,
  countSessions,
  managerWith,
  newVisitor,
  segmentIn,
  segmentTokenOf,
  sessionOf,
  setCookieLines,
  told,
} from '../server/testing/visitor';

const attributes = 'Path=/; Secure; HttpOnly; SameSite=None; Max-Age=432000';

describe('without cookies', () => {
  test("answers the account's default and its cookie, and keeps nothing (R-171, R-172)", async () => {
    const manager = managerWith();
    const answer = await request(manager.handler).get('/api/segments');
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(JSON.stringify(anonymousSegment));
    expect(setCookieLines(answer)).toEqual([
      `vtex_segment=${segmentTokenOf(anonymousSegment)}; ${attributes}`,
    ]);
    expect(answer.headers['cache-control']).toBe('no-cache');
    expect(answer.headers['etag']).toBeUndefined();
    expect(await countSessions(manager)).toBe(0);
  });

  test.each([
    '/io/api/segments',
    '/api/segments/',
    '/api/segments?an=acme&sc=2&workspace=w&session_path=p&__bindingId=b',
  ])('%s gives the same (R-012 to R-014, R-174)', async (path) => {
    expect((await request(managerWith().handler).get(path)).body).toEqual(anonymousSegment);
  });
});

describe('with the cookie of a session', () => {
  test('follows the session (R-178)', async () => {
    const manager = managerWith();
    const { cookie } = await newVisitor(manager);
    await request(manager.handler)
      .patch('/api/sessions?sc=3&utmi_cp=banner&utm_medium=m')
      .set('Cookie', cookie);
    const answer = await request(manager.handler).get('/api/segments').set('Cookie', cookie);
    const expected = {
      ...anonymousSegment,
      channel: '3',
      utmi_campaign: 'banner',
      currencyCode: 'EUR',
      currencySymbol: '€',
      countryCode: 'ESP',
      cultureInfo: 'es-ES',
    };
    expect(answer.text).toBe(JSON.stringify(expected));
    expect(setCookieLines(answer)).toEqual([`vtex_segment=${segmentTokenOf(expected)}; ${attributes}`]);
  });

  test('sets no cookie that the visitor holds already (R-172)', async () => {
    const manager = managerWith();
    const { cookie, segment } = await newVisitor(manager);
    const answer = await request(manager.handler)
      .get('/api/segments')
      .set('Cookie', `${cookie}; vtex_segment=${segment}`);
    expect(told(answer)).toEqual([200, anonymousSegment]);
    expect(setCookieLines(answer)).toEqual([]);
  });

  test('the session wins over the segment cookie (R-179)', async () => {
    const manager = managerWith();
    const { cookie } = await newVisitor(manager);
    const answer = await request(manager.handler)
      .get('/api/segments')
      .set('Cookie', `vtex_segment=${segmentTokenOf({ channel: '9' })}; ${cookie}`);
    expect(answer.body).toEqual(anonymousSegment);
    expect(setCookieLines(answer)).toHaveLength(1);
  });
});

describe('with a segment cookie only (R-179, R-181)', () => {
  const handMade = { channel: '2', utm_source: '?>?>' };

  test.each([
    ['base64url', segmentTokenOf(handMade)],
    ['base64, padded', segmentTokenOf(handMade, 'base64')],
    [
      'with spaces in its JSON',
      Buffer.from('{ "channel" : "2", "utm_source": "?>?>" }').toString('base64url'),
    ],
  ])('%s: echoes it', async (_, token) => {
    const answer = await request(managerWith().handler)
      .get('/api/segments')
      .set('Cookie', `vtex_segment=${token}`);
    expect(told(answer)).toEqual([200, handMade]);
  });

  test('that our own alphabet spells: no cookie is set', async () => {
    const call = request(managerWith().handler).get('/api/segments');
    const answer = await call.set('Cookie', `vtex_segment=${segmentTokenOf(handMade)}`);
    expect(setCookieLines(answer)).toEqual([]);
  });

  test.each(['e', 'W10', 'bnVsbA', 'IngiIQ', '%7B%7D', 'a b', '', 'gICA'])(
    'that holds no segment (%j): the default',
    async (token) => {
      const answer = await request(managerWith().handler)
        .get('/api/segments')
        .set('Cookie', `vtex_segment=${token}`);
      expect(told(answer)).toEqual([200, anonymousSegment]);
    },
  );
});

test('a session token that does not verify counts as absent', async () => {
  const handler = managerWith().handler;
  const garbage = 'vtex_session=undefined';
  const held = `vtex_segment=${segmentTokenOf({ channel: '2' })}`;
  expect(told(await request(handler).get('/api/segments').set('Cookie', garbage))).toEqual([
    200,
    anonymousSegment,
  ]);
  expect(told(await request(handler).get('/api/segments').set('Cookie', `${garbage}; ${held}`))).toEqual([
    200,
    { channel: '2' },
  ]);
});

describe('the overriding query names (R-173 to R-175)', () => {
  test.each<[string, object]>([
    [
      'utm_source=a&utm_campaign=b&utmi_campaign=c',
      { utm_source: 'a', utm_campaign: 'b', utmi_campaign: 'c' },
    ],
    ['utmi_cp=c', { utmi_campaign: 'c' }],
    ['cultureInfo=en-US', { cultureInfo: 'en-US' }],
    ['utm_source=a&utm_source=b', { utm_source: 'b' }],
    ['utm_source=', { utm_source: '' }],
    ['supportedLocales=en-US,pt-PT', { cultureInfo: 'pt-PT' }],
    ['supportedLocales=en-US,es-ES', { cultureInfo: 'en-US' }],
    ['supportedLocales=en-US,pt-BR', {}],
    ['supportedLocales=', {}],
    ['cultureInfo=es-ES&supportedLocales=en-US,pt-BR', { cultureInfo: 'en-US' }],
    ['utm_medium=x&channel=9&regionId=r&priceTables=p&constructor=c&__proto__=d', {}],
  ])('?%s', async (query, changes) => {
    const manager = managerWith();
    const visitor = await newVisitor(manager);
    const before = await sessionOf(manager, visitor);
    const answer = await request(manager.handler).get(`/api/segments?${query}`).set('Cookie', visitor.cookie);
    const expected = { ...anonymousSegment, ...changes };
    expect(answer.text).toBe(JSON.stringify(expected));
    expect(setCookieLines(answer).map((line) => segmentIn(line.split(/[=;]/)[1] as string))).toEqual([
      expected,
    ]);
    expect(await sessionOf(manager, visitor)).toEqual(before);
  });
});

test('POST is not served there: 405', async () => {
  const answer = await request(managerWith().handler).post('/api/segments');
  expect(answer.headers['allow']).toBe('GET, HEAD, OPTIONS');
  expect(told(answer)).toEqual([
    405,
    {
      type: 'MethodNotAllowed',
      message: 'POST is not served here: send one of GET, HEAD, OPTIONS',
      code: 'METHOD_NOT_ALLOWED',
    },
  ]);
});
