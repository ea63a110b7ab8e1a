import { createServer } from 'node:http';
import request from 'supertest';
import {
  countSessions,
  managerWith,
  newVisitor,
  sessionOf,
  setCookieLines,
  statusAndBody,
} from '../server/testing/visitor';
import { type Answer, writeAnswer } from './answer';

describe('a defect of the emulator', () => {
  const internal = [
    500,
    {
      type: 'InternalError',
      message: 'The emulator failed on this request, which is a defect of the emulator: please report it',
      code: 'INTERNAL',
    },
  ];

  test.each(['post', 'patch', 'get'] as const)('is answered without its details (%s)', async (method) => {
    const ids = () => {
      throw new Error('the inside of it');
    };
    const manager = managerWith({ ids });
    const answer = await request(manager.handler)[method]('/api/sessions?items=*');
    expect(statusAndBody(answer)).toEqual(internal);
    expect(setCookieLines(answer)).toEqual([]);
    expect(await countSessions(manager)).toBe(0);
  });

  test('leaves the session as it was', async () => {
    let works = true;
    let count = 0;
    const ids = () => {
      if (!works) throw new Error('no more ids');
      return `id-${++count}`;
    };
    const manager = managerWith({ ids });
    const visitor = await newVisitor(manager, { public: { a: { value: 1 } } });
    works = false;
    const answer = await request(manager.handler).patch('/api/sessions?a=2').set('Cookie', visitor.cookie);
    expect(statusAndBody(answer)).toEqual(internal);
    works = true;
    expect((await sessionOf(manager, visitor)).namespaces['public']).toEqual({ a: { value: 1 } });
    const next = await request(manager.handler).patch('/api/sessions?a=3').set('Cookie', visitor.cookie);
    expect(next.status).toBe(200);
  });
});

describe('writeAnswer', () => {
  const serverOf = (answers: Answer[]) =>
    createServer((req, res) => {
      for (const answer of answers) writeAnswer(req, res, answer);
    });

  test('writes only one answer', async () => {
    const answer = await request(serverOf([{ status: 200, body: { a: '€' } }, { status: 500 }])).get('/');
    expect([answer.status, answer.text]).toEqual([200, '{"a":"€"}']);
    expect(answer.headers['content-length']).toBe('11');
  });

  test('sends no content type without a body, and no length with 204', async () => {
    const empty = await request(serverOf([{ status: 200 }])).get('/');
    expect([empty.headers['content-type'], empty.headers['content-length']]).toEqual([undefined, '0']);
    const none = await request(serverOf([{ status: 204 }])).get('/');
    expect([none.headers['content-type'], none.headers['content-length']]).toEqual([undefined, undefined]);
  });
});
