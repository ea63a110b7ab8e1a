import express from 'express';
import request from 'supertest';
import type { JournalQuery, SessionManager } from '../../index';
import { managerWith, newVisitor } from '../../server/testing/visitor';

const read = async ({ handler }: SessionManager, query = '') =>
  (await request(handler).get(`/_mock/journal${query}`)).body;

// The contract suite covers what a request can show (control.journal).

describe('records', () => {
  test('only session requests in an app that mounts the middleware', async () => {
    const manager = managerWith();
    const app = express().use(express.json(), manager.middleware);
    await request(app)
      .post('/api/sessions')
      .send({ public: { a: { value: '1' } } });
    await request(app).get('/elsewhere');
    expect(manager.journal.entries().map(({ operation }) => operation)).toEqual(['createSession']);
    expect(manager.journal.entries()[0]?.request.body).toEqual({ public: { a: { value: '1' } } });
  });
});

describe('is read', () => {
  test.each<[JournalQuery, number[]]>([
    [{ limit: 99, since: 1, method: 'get', status: '2xx' }, [3]],
    [{ unmatched: true }, [4]],
    [{ path: '/api/sessions/{token}' }, [2]],
  ])('in code as over HTTP: %j', async (query, numbers) => {
    const manager = managerWith();
    const { handler, journal } = manager;
    const { token } = await newVisitor(manager);
    await request(handler).get(`/api/sessions/${token}`);
    await request(handler).get('/api/segments');
    await request(handler).get('/nothing.html');
    const { limit: _, ...filter } = query;
    const entries = journal.entries(query);
    expect([entries.map(({ seq }) => seq), journal.count(filter)]).toEqual([numbers, numbers.length]);
    const text = new URLSearchParams(query as Record<string, string>);
    expect(await read(manager, `?${text}`)).toEqual({ count: numbers.length, last: 4, entries });
    expect(journal.entries({ path: `/api/sessions/${token}` })).toHaveLength(1);
    expect(journal.unmatched()).toEqual(journal.entries({ unmatched: true }));
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
});

describe('disabled', () => {
  test('throws in code instead of appearing empty', async () => {
    const { journal } = managerWith({ journal: false });
    for (const call of ['entries', 'count', 'unmatched', 'clear'] as const)
      expect(() => journal[call]()).toThrow(expect.objectContaining({ code: 'JOURNAL_OFF' }));
    await expect(journal.waitFor()).rejects.toMatchObject({ code: 'JOURNAL_OFF' });
  });
});
