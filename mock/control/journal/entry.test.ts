import request from 'supertest';
import { managerWith } from '../../server/testing/visitor';

// The contract suite covers what a request can show (control.journal-entries).

test('an entry redacts recorded cookies of any name', async () => {
  const app = { name: 'own', input: { cookie: ['color'] }, output: {}, transform: () => ({}) };
  const manager = managerWith({ apps: [app] });
  const { body } = await request(manager.handler)
    .post('/api/sessions?items=cookie.color')
    .set('Cookie', 'color=blue');
  expect(body.namespaces.cookie).toEqual({ color: { value: 'blue' } });
  expect(manager.journal.entries()[0]?.answer.body).toEqual({
    ...body,
    namespaces: { cookie: { color: { value: '<redacted>' } } },
  });
});

test('an entry omits the answer of a large segment', async () => {
  const manager = managerWith();
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ public: { utm_campaign: { value: 'x'.repeat(40_000) } } });
  await manager.fetch('http://x.example/api/sessions', { method: 'POST', body, headers }); // no HTTP client reads such a cookie
  expect(manager.journal.entries()[0]?.answer.leftOut).toBe('over 32768 characters');
});
