import { createServer } from 'node:http';
import express from 'express';
import request from 'supertest';
import { createSessionManager, type JournalQuery, type SessionManager } from '../../index';
import { managerWith, newVisitor } from '../../server/testing/visitor';

const read = async ({ handler }: SessionManager, query = '') =>
  (await request(handler).get(`/_mock/journal${query}`)).body;

/** The members of an entry that the tests compare. */
const summaries = (manager: SessionManager, query?: JournalQuery) =>
  manager.journal
    .entries(query)
    .map(({ seq, method, path, operation, status }) => [seq, method, path, operation, status]);

describe('records', () => {
  test('requests that no route matched, under /api and elsewhere', async () => {
    const manager = managerWith();
    const { handler } = manager;
    await request(handler).get('/');
    await request(handler).post('/api/session/secret');
    await request(handler).delete('/api/sessions');
    await request(handler).get('/api/sessions');
    await request(handler).get('/%zz');
    await request(handler).get('/api/segments/%zz');
    expect(summaries(manager, { unmatched: true })).toEqual([
      [1, 'GET', '/', undefined, 404],
      [2, 'POST', '/api/session/{token}', undefined, 404],
      [3, 'DELETE', '/api/sessions', undefined, 405],
      [5, 'GET', '/%zz', undefined, 404],
    ]);
    expect(manager.journal.unmatched()).toEqual(manager.journal.entries({ unmatched: true }));
    expect(manager.journal.unmatched({ method: 'DELETE' })).toHaveLength(1);
    expect(summaries(manager, { unmatched: false })).toEqual([
      [4, 'GET', '/api/sessions', 'getSession', 400],
      [6, 'GET', '/api/segments/{token}', undefined, 400],
    ]);
    expect(manager.journal.entries()[1]?.answer.body).toMatchObject({
      message: expect.stringContaining('Nothing is served at POST /api/session/{token}'),
    });
  });

  test('only session requests in an app that mounts the middleware', async () => {
    const manager = managerWith();
    const app = express().use(express.json(), manager.middleware);
    await request(app)
      .post('/api/sessions')
      .send({ public: { a: { value: '1' } } });
    await request(app).get('/elsewhere');
    expect(summaries(manager)).toEqual([[1, 'POST', '/api/sessions', 'createSession', 201]]);
    expect(manager.journal.entries()[0]?.request.body).toEqual({ public: { a: { value: '1' } } });
  });

  test('no requests of another manager', async () => {
    const [one, other] = [managerWith(), managerWith()];
    await newVisitor(one);
    expect([one.journal.count(), other.journal.count()]).toEqual([1, 0]);
  });
});

describe('is read', () => {
  const filled = async () => {
    const manager = managerWith();
    const { handler } = manager;
    const visitor = await newVisitor(manager);
    await request(handler).patch('/io/api/sessions?a=1').set('Cookie', visitor.cookie);
    await request(handler).get('/api/sessions').set('Cookie', visitor.cookie);
    await request(handler).get('/api/segments');
    await request(handler).get('/nothing.html');
    return { manager, visitor };
  };
  let shared: ReturnType<typeof filled>;
  beforeAll(() => {
    shared = filled();
  });

  test.each<[JournalQuery, number[]]>([
    [{}, [1, 2, 3, 4, 5]],
    [{ method: 'patch' }, [2]],
    [{ path: '/api/sessions' }, [1, 3]],
    [{ path: '*/api/sessions' }, [1, 2, 3]],
    [{ path: '/api/*' }, [1, 3, 4]],
    [{ path: '/nothing*html' }, [5]],
    [{ path: '/nothing?html' }, []],
    [{ path: '/nothin.*' }, []],
    [{ operation: 'getSegment' }, [4]],
    [{ operation: 'options' }, []],
    [{ status: 400 }, [3]],
    [{ status: '4xx' }, [3, 5]],
    [{ status: '201' }, [1]],
    [{ unmatched: true }, [5]],
    [{ since: 3 }, [4, 5]],
    [{ since: 99 }, []],
    [{ limit: 2 }, [4, 5]],
    [{ limit: 0 }, []],
    [{ limit: 99, since: 1, method: 'GET', status: '2xx' }, [4]],
  ])('by %j, in code as over HTTP', async (query, numbers) => {
    const { manager } = await shared;
    const { limit: _, ...filter } = query;
    const matching = manager.journal.entries(filter).length;
    expect(manager.journal.entries(query).map(({ seq }) => seq)).toEqual(numbers);
    expect(manager.journal.count(filter)).toBe(matching);
    const text = Object.entries(query).map(([name, value]) => `${name}=${value}`);
    const listed = await read(manager, `?${text.join('&')}`);
    expect(listed).toEqual({ count: matching, last: 5, entries: manager.journal.entries(query) });
  });

  test('by session id or token', async () => {
    const { manager, visitor } = await shared;
    for (const session of [visitor.id, visitor.token]) {
      expect(manager.journal.entries({ session }).map(({ seq }) => seq)).toEqual([1, 2, 3]);
      expect((await read(manager, `?session=${session}`)).count).toBe(3);
    }
    expect(manager.journal.count({ session: 'unknown' })).toBe(0);
  });

  test('by a path with a token in it, which is redacted', async () => {
    const { manager, visitor } = await filled();
    await request(manager.handler).get(`/api/sessions/${visitor.token}?items=*`);
    for (const path of [`/api/sessions/${visitor.token}`, '/api/sessions/{token}'])
      expect(manager.journal.entries({ path }).map(({ seq }) => seq)).toEqual([6]);
  });

  const known = 'method, path, operation, status, session, unmatched, disagrees, since';

  test('a filter is checked in code', () => {
    const { journal } = managerWith();
    const wrong = (query: object) => () => journal.entries(query);
    expect(wrong({ verb: 'GET' })).toThrow(`verb is unknown: use ${known}, limit`);
    expect(() => journal.count({ limit: 1 } as object)).toThrow(`limit is unknown: use ${known}`);
    expect(wrong({ since: 1.5 })).toThrow('since must be a whole number from 0, not 1.5');
    expect(wrong({ method: undefined })()).toEqual([]);
  });
});

describe('is cleared', () => {
  test('in code as over HTTP; numbers continue', async () => {
    const manager = managerWith();
    await newVisitor(manager);
    expect(manager.journal.clear()).toBe(1);
    await newVisitor(manager);
    await newVisitor(manager);
    const { status, body } = await request(manager.handler).delete('/_mock/journal');
    expect([status, body]).toEqual([200, { dropped: { entries: 2 } }]);
    expect(await read(manager)).toEqual({ count: 0, last: 3, entries: [] });
    await newVisitor(manager);
    expect(manager.journal.entries().map(({ seq }) => seq)).toEqual([4]);
  });

  test('by a reset, a reset to a snapshot and a restored snapshot', async () => {
    const manager = managerWith();
    await newVisitor(manager);
    const snapshot = await manager.snapshot();
    for (const forget of [
      () => manager.reset({ to: 'snapshot' }),
      () => manager.restore(snapshot),
      () => manager.reset(), // last, since it forgets the snapshot
    ]) {
      await manager.fetch('http://x.example/api/segments');
      await forget();
      expect(manager.journal.count()).toBe(0);
    }
  });
});

describe('disabled', () => {
  test('throws in code instead of appearing empty', async () => {
    const { journal } = managerWith({ journal: false });
    for (const call of ['entries', 'count', 'unmatched', 'clear'] as const)
      expect(() => journal[call]()).toThrow(expect.objectContaining({ code: 'JOURNAL_OFF' }));
    await expect(journal.waitFor()).rejects.toMatchObject({ code: 'JOURNAL_OFF' });
  });

  test('does not affect anything else', async () => {
    const manager = managerWith({ journal: false });
    await newVisitor(manager, { public: { a: { value: '1' } } });
    await request(manager.handler).get('/nothing').expect(404);
    expect(await manager.reset()).toEqual({ dropped: { sessions: 1 } });
  });
});

test('requests are recorded behind the user’s own server', async () => {
  const manager = createSessionManager();
  const server = createServer(manager.handler);
  await request(server).get('/api/segments');
  expect(manager.journal.count()).toBe(1);
});
