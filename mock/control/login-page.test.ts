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

test('the page says who the browser is, why its session does not count, and how to get back', async () => {
  const { handler } = managerWith();
  const page = async (cookie = '') => {
    const opened = request(handler).get('/_mock/login').query({ return: 'http://127.0.0.1:3000/' });
    return (await opened.set({ Host: 'localhost:9910', Cookie: cookie })).text;
  };
  const cookieOf = (answer: request.Response) =>
    answer
      .get('Set-Cookie')
      ?.map((line) => line.split(';')[0])
      .join('; ');

  const first = await page();
  expect(first).toContain('You are without a session in this browser.');
  expect(first).toContain('127.0.0.1 will not get those of localhost. Open this page at 127.0.0.1.');
  expect(first).toContain('<a href="http://127.0.0.1:3000/">Back to 127.0.0.1:3000</a>');
  expect(first).not.toContain('Log out');

  const created = await request(handler).post('/api/sessions');
  expect(await page(cookieOf(created))).toContain(
    'You are an anonymous visitor in this browser (persona anonymous).',
  );
  expect(await page('vtex_session=x')).toMatch(/Its session does not count: \w.+\./);
  const entered = await request(handler).post('/_mock/login').type('form').send('persona=shopper');
  expect(await page(cookieOf(entered))).toContain('<button name="action" value="logout">Log out</button>');
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
