import { claim } from '../harness/behaviour';
import type { Visitor } from '../harness/visitor';

const own = {
  operation: 'GET /_mock/metrics',
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the control plane is for tests, and no part of VTEX’s API' },
  needs: ['variant'],
} as const;

/** The value of each sample line, without the prefix that all share. */
async function samplesOf(visitor: Visitor): Promise<Record<string, number>> {
  const { text } = await visitor.send('GET', { path: '/_mock/metrics' });
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [
      line.replace(/ \S+$/, '').replace('vtex_session_mock_', ''),
      Number(/\S+$/.exec(line)?.[0]),
    ]),
  );
}

const requests = (operation: string, status: number) =>
  `requests_duration_seconds_count{operation="${operation}",status="${status}"}`;

/** /_mock/metrics and /_mock/ready. */
export const controlMetrics = [
  claim({
    id: 'control.metrics.counts',
    sentence:
      'The metrics count requests by operation and status with their times, app calls, refusals by code, and sessions.',
    ...own,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({ journal: false });
      const visitor = newVisitor();
      for (let i = 0; i < 3; i++) await newVisitor().post();
      await visitor.post({ public: { country: 'BRA', postalCode: '04561000' } });
      await visitor.get('*');
      await visitor.get(undefined);
      await visitor.send('DELETE', { path: '/api/sessions' });
      const samples = await samplesOf(visitor);
      expect(samples[requests('createSession', 201)]).toBe(4);
      expect(samples[requests('getSession', 200)]).toBe(1);
      expect(samples[requests('getSession', 400)]).toBe(1);
      expect(samples[requests('refused', 405)]).toBe(1);
      const within = 'requests_duration_seconds_bucket{operation="createSession",status="201",le="+Inf"}';
      expect(samples[within]).toBe(4);
      expect(
        (samples['requests_duration_seconds_sum{operation="createSession",status="201"}'] ?? 0) > 0,
      ).toBe(true);
      expect(samples['refusals_total{code="ITEMS_MISSING"}']).toBe(1);
      expect(samples['store_errors_total']).toBe(0);
      expect(samples['sessions']).toBe(4);
      expect(samples['info{account="acme"}']).toBe(1);
      const apps = Object.keys(samples).filter((name) => name.startsWith('app_calls_duration_seconds_count'));
      expect(apps.some((name) => name.includes('outcome="ok"'))).toBe(true);
    },
  }),
  claim({
    id: 'control.metrics.form',
    sentence: 'The metrics have Prometheus’ text format; a cell has its own.',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.send('POST', { path: '/_mock/cells', body: { name: 'one' } });
      await visitor.post({ path: '/cells/one/api/sessions' });
      const { text, headers } = await visitor.send('GET', { path: '/_mock/metrics' });
      expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
      expect(text).toContain('# TYPE vtex_session_mock_requests_duration_seconds histogram');
      expect(text).toContain('# HELP vtex_session_mock_sessions ');
      expect(text).not.toContain('createSession');
      const inside = await visitor.send('GET', { path: '/cells/one/_mock/metrics' });
      expect(inside.text).toContain('operation="createSession",status="201"');
    },
  }),
  claim({
    id: 'control.metrics.ready',
    sentence: 'Readiness says, without a token, whether sessions can be read now.',
    ...own,
    operation: 'GET /_mock/ready',
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({});
      const answer = await newVisitor().send('GET', {
        path: '/_mock/ready',
        headers: { host: 'pod.example' },
      });
      expect([answer.status, answer.json()]).toEqual([200, { ready: true }]);
    },
  }),
];
