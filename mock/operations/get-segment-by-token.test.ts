import request from 'supertest';
import {
  anonymousSegment,
  managerWith,
  newVisitor,
  segmentTokenOf,
  setCookieLines,
  told,
} from '../server/testing/visitor';

const handMade = { channel: '2', utm_source: '?>?>', currencySymbol: '€' };

test('answers what the token says, whoever asks (R-005, R-176)', async () => {
  const manager = managerWith();
  const { cookie, segment } = await newVisitor(manager);
  await request(manager.handler).patch('/api/sessions?sc=2').set('Cookie', cookie);
  const answer = await request(manager.handler).get(`/api/segments/${segment}`).set('Cookie', cookie);
  expect(answer.text).toBe(JSON.stringify(anonymousSegment));
  expect(answer.status).toBe(200);
  expect(answer.headers['cache-control']).toBe('no-cache');
  expect(setCookieLines(answer)).toEqual([]);
});

test.each([
  ['base64url', segmentTokenOf(handMade)],
  ['base64, escaped', encodeURIComponent(segmentTokenOf(handMade, 'base64'))],
  ['base64, its `=` as it is', segmentTokenOf({ ...handMade, x: '' }, 'base64').replaceAll('/', '%2F')],
])('reads %s, hand-made ones too (R-181, R-195)', async (_, token) => {
  const answer = await request(managerWith().handler).get(`/io/api/segments/${token}/`);
  expect([answer.status, { x: '', ...answer.body }]).toEqual([200, { x: '', ...handMade }]);
});

test.each<[string, object]>([
  ['utm_source=a&cultureInfo=en-US', { ...handMade, utm_source: 'a', cultureInfo: 'en-US' }],
  ['supportedLocales=en-US', { ...handMade, cultureInfo: 'en-US' }],
  ['sc=3&workspace=w', handMade],
])('the overriding names work here too: ?%s (R-173 to R-175)', async (query, expected) => {
  const answer = await request(managerWith().handler).get(
    `/api/segments/${segmentTokenOf(handMade)}?${query}`,
  );
  expect(told(answer)).toEqual([200, expected]);
});

test.each([
  ['not base64', 'invalid.token'],
  ['no JSON', 'invalidToken'],
  ['no object', Buffer.from('["a"]').toString('base64url')],
  ['null', Buffer.from('null').toString('base64url')],
  ['no UTF-8', Buffer.from('7b2261223a22ff227d', 'hex').toString('base64url')],
  ['a blank', '%20'],
])('%s: 400', async (_, token) => {
  const answer = await request(managerWith().handler).get(`/api/segments/${token}`);
  expect(told(answer)).toEqual([
    400,
    {
      type: 'BadRequest',
      message:
        'The segment token in the path does not decode to a segment: send the value of vtex_segment, or leave it out',
      code: 'SEGMENT_TOKEN_UNREADABLE',
    },
  ]);
});

test('a bad percent-escape: 400', async () => {
  const answer = await request(managerWith().handler).get('/api/segments/%E2%82');
  expect(told(answer)).toEqual([
    400,
    {
      type: 'BadRequest',
      message: 'The token in the path holds a bad percent-escape: send it as it was set',
      code: 'PATH_UNREADABLE',
    },
  ]);
});

test.each(['post', 'patch', 'put', 'delete'] as const)('%s is not served there: 405', async (method) => {
  const answer = await request(managerWith().handler)[method]('/api/segments/e30');
  expect([answer.status, answer.headers['allow'], answer.body.message]).toEqual([
    405,
    'GET, HEAD, OPTIONS',
    `${method.toUpperCase()} is not served here: send one of GET, HEAD, OPTIONS`,
  ]);
});
