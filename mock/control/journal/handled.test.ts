import { createSessionManager, type RequestReport } from '../../index';

test('the report of a request warns of each cookie that browsers drop', async () => {
  const reports: RequestReport[] = [];
  const manager = createSessionManager({ onRequest: (report) => reports.push(report) });
  for (const length of [1, 5000]) {
    const body = JSON.stringify({ public: { utm_source: { value: 'x'.repeat(length) } } });
    const headers = { 'content-type': 'application/json' };
    await manager.fetch('http://emulator/api/sessions', { method: 'POST', body, headers });
  }
  expect(reports.map(({ warnings }) => warnings)).toEqual([
    undefined,
    [expect.stringMatching(/^the cookie vtex_segment takes \d{4} bytes: browsers drop one over 4096$/)],
  ]);
});
