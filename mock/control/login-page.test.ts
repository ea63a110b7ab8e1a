import request from 'supertest';
import acme from '../../fixtures/accounts/acme.json';
import type { AccountFixture } from '../index';
import { managerWith } from '../server/testing/visitor';

test('text of the account, the host and the return URL cannot become markup', async () => {
  const description = '<img src=x onerror="alert(1)">&';
  const account = { ...acme, personas: [{ id: 'ann', description }] } as unknown as AccountFixture;
  const { handler } = managerWith({ account, controlToken: 'token' });
  const { text } = await request(handler)
    .get('/_mock/login')
    .query({ return: 'http://localhost:3000/"><script>' })
    .set({ Host: '<b>', Authorization: 'Bearer token' });
  expect(text).toContain('<small>&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;</small>');
  expect(text).toContain('will not get those of &lt;b&gt;.');
  expect(text).toContain('href="http://localhost:3000/%22%3E%3Cscript%3E"');
  expect(text).not.toMatch(/<(?:img|b|script)\b/);
});

test('the page runs no script, cannot be framed, and its form goes to itself and back', async () => {
  const { headers } = await request(managerWith().handler)
    .get('/_mock/login')
    .query({ return: 'http://127.0.0.1:3000/a' });
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'sha256-[^' ]+'; form-action 'self' http:\/\/127\.0\.0\.1:3000; base-uri 'none'; frame-ancestors 'none'$/,
  );
});

test.each([
  ['a link', 'get', 'document', 'cross-site', 200],
  ['a frame', 'get', 'iframe', 'same-site', 403],
  ['a script', 'get', 'empty', 'same-site', 403],
  ['a form of another page', 'post', 'document', 'same-site', 403],
] as const)('opened by %s of another page: %s, %s, %s gives %d', async (_, method, dest, site, status) => {
  const answer = await request(managerWith().handler)
    [method]('/_mock/login')
    .set({ 'Sec-Fetch-Dest': dest, 'Sec-Fetch-Site': site });
  expect(answer.status).toBe(status);
});
