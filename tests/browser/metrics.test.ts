import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createSessionManager } from '../../mock/index';

// The parser of Prometheus' own client for Python, as Debian has it.
const python = '/usr/bin/python3';
const parser = '/usr/lib/python3/dist-packages/prometheus_client/parser.py';
const script = `import json, sys
from prometheus_client.parser import text_string_to_metric_families as parse
print(json.dumps([[f.name, f.type, f.documentation, [s[:3] for s in f.samples]] for f in parse(sys.stdin.read())]))`;

type Sample = [name: string, labels: Readonly<Record<string, string>>, value: number];
type Family = [name: string, type: string, documentation: string, samples: readonly Sample[]];

const isThere = existsSync(python) && existsSync(parser);
const title = 'Prometheus’ parser reads the metrics: documented families, buckets that add up to the count';
(isThere ? test : test.skip)(isThere ? title : `${title} (not tried: there is no ${parser})`, async () => {
  const app = { name: 'odd "name" \\ of an app', input: {}, output: {}, runOnCreate: true };
  const { fetch } = createSessionManager({ apps: [{ ...app, transform: async () => undefined }] });
  for (let i = 0; i < 3; i++) await fetch('http://x/api/sessions', { method: 'POST' });
  await fetch('http://x/api/sessions');
  const input = await (await fetch('http://x/_mock/metrics')).text();
  const families = JSON.parse(execFileSync(python, ['-c', script], { input, encoding: 'utf8' })) as Family[];

  expect(families.map(([name]) => name.replace('vtex_session_mock_', '')).sort()).toEqual(
    input
      .match(/(?<=^# TYPE vtex_session_mock_)\w+/gm)
      ?.map((name) => name.replace(/_total$/, ''))
      .sort(),
  );
  const all = new Map<string, number>();
  for (const [name, type, documentation, samples] of families) {
    expect([name, documentation]).not.toEqual([name, '']);
    const series = new Map<string, number[]>();
    for (const [sample, { le, ...labels }, value] of samples) {
      const key = JSON.stringify(labels, Object.keys(labels).sort());
      if (le === undefined) all.set(`${sample} ${key}`, value);
      else series.set(key, [...(series.get(key) ?? []), value]);
    }
    expect([name, type, series.size > 0]).toEqual([
      name,
      expect.stringMatching(/^(counter|gauge|histogram)$/),
      type === 'histogram',
    ]);
    for (const [key, buckets] of series) {
      expect(buckets).toEqual(buckets.toSorted((one, other) => one - other));
      expect([key, buckets.at(-1)]).toEqual([key, all.get(`${name}_count ${key}`)]);
    }
  }
  const requests = 'vtex_session_mock_requests_duration_seconds_count';
  expect(all.get(`${requests} {"operation":"createSession","status":"201"}`)).toBe(3);
  expect(all.get(`${requests} {"operation":"getSession","status":"400"}`)).toBe(1);
  const calls = JSON.stringify({ app: app.name, outcome: 'ok' });
  expect(all.get(`vtex_session_mock_app_calls_duration_seconds_count ${calls}`)).toBe(3);
});
