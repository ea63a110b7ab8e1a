import request, { type Test } from 'supertest';
import type { SessionManager } from '../index';
import {
  anonymousSegment,
  countSessions,
  managerWith,
  newVisitor,
  sessionOf,
  told,
  type Visitor,
} from './testing/visitor';

const badRequest = (code: string, message: string) => [400, { type: 'BadRequest', message, code }];
const notObject = badRequest(
  'BODY_NOT_OBJECT',
  'The body must be an object such as {"public":{"country":{"value":"BRA"}}}',
);
const publicNotObject = badRequest(
  'PUBLIC_NOT_OBJECT',
  '`public` must be an object such as {"country":{"value":"BRA"}}',
);

/** Sends a write with the visitor's cookie, its bytes as they are. */
function write(visitor: Visitor, call: Test, body: string | Buffer): Test {
  const asItIs = call.type('json').serialize((sent) => sent as unknown as string);
  return asItIs.set('Cookie', visitor.cookie).send(body);
}

/** A visitor with something to lose. */
async function visitorWithData(manager = managerWith()) {
  const visitor = await newVisitor(manager, {
    public: { sc: { value: '2' }, kept: { value: [1, { a: null }] } },
  });
  return { manager, visitor, before: await sessionOf(manager, visitor) };
}

/** supertest's own server reads 16 KB of headers only. */
async function listening(manager: SessionManager): Promise<string> {
  opened.push(manager);
  return (await manager.listen()).url;
}
const opened: SessionManager[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((manager) => manager.close()));
});

const methods = ['post', 'patch'] as const;

describe.each(methods)('%s with a body that is refused leaves the session as it was', (method) => {
  const refused = async (body: string | Buffer, answer: unknown) => {
    const { manager, visitor, before } = await visitorWithData();
    const call = request(manager.handler)[method]('/api/sessions?a=1&sc=3');
    expect(told(await write(visitor, call, body))).toEqual(answer);
    expect(await sessionOf(manager, visitor)).toEqual(before);
    expect(await countSessions(manager)).toBe(1);
  };

  test.each([
    '{',
    '{"public":{"a":{"value":1}}',
    '{public:{}}',
    "{'a':1}",
    '{}x',
    'undefined',
    'NaN',
    ' ',
    '\u0000',
  ])('invalid JSON: %j', async (body) =>
    refused(body, badRequest('BODY_NOT_JSON', `The body is not valid JSON: ${complaintAbout(body)}`)),
  );

  test.each(['[]', '[{"public":{"a":{"value":1}}}]', '"text"', '""', '1', '0', 'null', 'true', 'false'])(
    'not an object: %s',
    async (body) => refused(body, notObject),
  );

  test.each(['[]', '[1]', '"x"', '1', 'null', 'true', 'false'])('`public` is %s', async (value) =>
    refused(`{"public":${value},"profile":{}}`, publicNotObject),
  );

  test.each([
    ['a lone byte', Buffer.from([0xff])],
    ['latin1', Buffer.from('{"public":{"a":{"value":"\u00e9"}}}', 'latin1')],
    ['a surrogate in UTF-8', Buffer.from('7b2261223a22eda0800022', 'hex')],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le')],
  ])('not UTF-8: %s', async (_, bytes) =>
    refused(bytes, badRequest('BODY_NOT_JSON', 'The body is not UTF-8: encode it so')),
  );

  test('more than 1 MB', async () =>
    refused(`{"public":{"a":{"value":"${'x'.repeat(1_048_576)}"}}}`, [
      413,
      {
        type: 'PayloadTooLarge',
        message: 'The body is over 1048576 bytes: send less in one request',
        code: 'BODY_TOO_LARGE',
      },
    ]));
});

describe.each(methods)('%s with a body that is odd but allowed', (method) => {
  const readAfter = async (body: string) => {
    const { manager, visitor, before } = await visitorWithData();
    const answer = await write(visitor, request(manager.handler)[method]('/api/sessions'), body);
    expect(answer.status).toBe(method === 'post' ? 201 : 200);
    const after = await sessionOf(manager, visitor);
    expect({ ...after, namespaces: { ...after.namespaces, public: before.namespaces['public'] } }).toEqual(
      before,
    );
    return Object.entries(after.namespaces['public'] ?? {}).slice(2);
  };

  test('10,000 keys are all kept', async () => {
    const entries = Array.from({ length: 10_000 }, (_, index) => [`k${index}`, { value: index }] as const);
    expect(await readAfter(JSON.stringify({ public: Object.fromEntries(entries) }))).toEqual(entries);
  });

  test('keys that JavaScript objects have anyway are keys like any other', async () => {
    const keys = [
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'hasOwnProperty',
      'a.b',
      '*',
      ' ',
      'é',
    ];
    const body = `{"public":{${keys.map((key) => `${JSON.stringify(key)}:{"value":"x"}`).join()}}}`;
    expect(await readAfter(body)).toEqual(keys.map((key) => [key, { value: 'x' }]));
    expect(({} as Record<string, unknown>)['value']).toBeUndefined();
  });

  test.each([
    ['an empty key (R-081)', '{"public":{"":{"value":"x"}}}'],
    ['an entry without `value` (R-032)', '{"public":{"a":{},"b":"x","c":null,"d":[],"e":1}}'],
    [
      'other namespaces (R-030)',
      '{"profile":{"email":{"value":"x"}},"__proto__":{"public":1},"constructor":1}',
    ],
  ])('%s is ignored', async (_, body) => {
    expect(await readAfter(body)).toEqual([]);
  });

  test('of a repeated member the last counts, as in all JSON', async () => {
    const body = '{"public":{"a":{"value":1}},"public":{"b":{"value":2},"b":{"value":3}}}';
    expect(await readAfter(body)).toEqual([['b', { value: 3 }]]);
  });

  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

  test('197 arrays in one another, 200 levels with what is around them, are kept', async () => {
    expect(await readAfter(`{"public":{"a":{"value":${nested(197)}}}}`)).toEqual([
      ['a', { value: JSON.parse(nested(197)) }],
    ]);
  });

  test.each([198, 3000, 10_000, 400_000])('%i of them are refused', async (depth) => {
    const { manager, visitor, before } = await visitorWithData();
    const body = `{"public":{"a":{"value":${nested(depth)}}}}`;
    expect(told(await write(visitor, request(manager.handler)[method]('/api/sessions'), body))).toEqual(
      badRequest('BODY_TOO_DEEP', 'The body is nested over 200 levels deep: send flatter values'),
    );
    expect(await sessionOf(manager, visitor)).toEqual(before);
  });
});

describe('items', () => {
  test.each([
    ',',
    ',,,',
    '.',
    '..',
    ',public.kept,',
    'public..kept',
    'public.kept,,public.kept',
    '%00',
    '%FF,public.%FF',
  ])('of odd parts (%s) answer what exists (R-090)', async (items) => {
    const { manager, visitor, before } = await visitorWithData();
    const answer = await request(manager.handler)
      .get(`/api/sessions?items=${items}`)
      .set('Cookie', visitor.cookie);
    const namespaces = items.split(',').includes('public.kept')
      ? { public: { kept: { value: [1, { a: null }] } } }
      : {};
    expect(told(answer)).toEqual([200, { id: visitor.id, namespaces }]);
    expect(await sessionOf(manager, visitor)).toEqual(before);
  });

  test('5,000 of them', async () => {
    const manager = managerWith();
    const url = await listening(manager);
    const keys = Array.from({ length: 5000 }, (_, index) => `${index}`);
    const entries = keys.slice(0, 2500).map((key) => [key, { value: key }]);
    const visitor = await newVisitor(manager, { public: Object.fromEntries(entries) });
    const items = keys.map((key) => `public.${key}`).join();
    const answer = await request(url).get(`/api/sessions?items=${items}`).set('Cookie', visitor.cookie);
    expect(told(answer)).toEqual([
      200,
      { id: visitor.id, namespaces: { public: Object.fromEntries(entries) } },
    ]);
  });
});

test.each([
  [199, true],
  [200, false],
  [10_000, false],
])('a segment token of %i arrays in one another is read: %s', async (depth, isRead) => {
  const manager = managerWith();
  const url = await listening(manager);
  const text = `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
  const token = Buffer.from(text).toString('base64url');
  const byCookie = await request(url).get('/api/segments').set('Cookie', `vtex_segment=${token}`);
  const byPath = await request(url).get(`/api/segments/${token}`);
  if (isRead) expect([byCookie.text, byPath.text]).toEqual([text, text]);
  else expect([byCookie.body, byPath.body.code]).toEqual([anonymousSegment, 'SEGMENT_TOKEN_UNREADABLE']);
});

function complaintAbout(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch (error) {
    return (error as Error).message;
  }
}
