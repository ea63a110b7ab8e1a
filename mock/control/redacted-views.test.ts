import { createSessionManager, type InProcessApp, type RequestReport } from '../index';

/** Log, journal, explanations and views of sessions redact the same. */

const controlToken = 'control-token-of-this-emulator';
const appKey = 'vtexappkey-acme-ABCDEF';
const jwt = `${Buffer.from('{"alg":"ES256"}').toString('base64url')}.${'a'.repeat(20)}.${'b'.repeat(20)}`;

const passwordOf = (name: string): InProcessApp => ({
  name,
  input: { public: ['password', 'utm_source'] },
  output: { public: ['password'] },
  runOnCreate: true,
  transform: async () => ({ public: { password: { value: `hunter2-${name}` } } }),
});

test('a JWT as a key, credentials, their conflicts, the control token and what a header holds are nowhere shown', async () => {
  const reports: RequestReport[] = [];
  const manager = createSessionManager({
    controlToken,
    apps: [passwordOf('one'), passwordOf('other')],
    onRequest: (report) => reports.push(report),
  });
  const entries = {
    [jwt]: { value: 'x' },
    [appKey]: { value: 'x' },
    password: { value: 'hunter2' },
    city: { value: 'Rio' },
  };
  const body = JSON.stringify({ public: entries, [jwt]: {}, [controlToken]: {}, [appKey]: {} });
  const query = new URLSearchParams({ utm_source: controlToken, token: 'hunter2' });
  const url = `http://emulator/api/sessions?${query}`;
  const headers = {
    'content-type': 'application/json',
    'x-vtex-api-appkey': appKey,
    'x-mock-fault': 'delay=0',
  };
  const answer = await manager.fetch(url, { method: 'POST', headers, body });
  expect(answer.status).toBe(201);
  const { sessionToken } = (await answer.json()) as { sessionToken: string };
  const views = {
    log: reports,
    journal: manager.journal.entries(),
    explanation: await manager.explain(sessionToken),
    session: await manager.session(sessionToken),
  };
  for (const [name, view] of Object.entries(views)) {
    const text = JSON.stringify(view);
    const shown = ['hunter2', jwt, controlToken, appKey].filter((secret) => text.includes(secret));
    expect([name, shown]).toEqual([name, []]);
    expect([name, text.includes('<redacted>')]).toEqual([name, true]);
  }
  expect(reports[0]?.conflicts).not.toHaveLength(0);
  expect(views.session?.namespaces['public']?.['city']).toEqual({ value: 'Rio' });
});
