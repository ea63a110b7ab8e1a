// `npm run bench:cascade`: what explain and three remote session apps add to an edit, beside one plain local HTTP
// round trip, all in one run, alternating. Sequential requests over one keep-alive connection; medians of the rounds.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const { createSessionManager } = createRequire(import.meta.url)('../dist/mock/index.cjs');
const rounds = 15;
const requestsARound = 200;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

// The apps run in their own process, as a developer's would.
const apps = spawn(process.execPath, [fileURLToPath(new URL('servers/session-app.mjs', import.meta.url))], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [port] = await once(apps.stdout.setEncoding('utf8'), 'data');
const appUrl = `http://127.0.0.1:${port.trim()}`;

const remoteApps = ['one', 'two', 'three'].map((key) => ({
  configuration: { [key]: { input: { public: ['counter'] }, output: { [key]: ['unused'] } } },
  url: appUrl,
}));
const managers = {
  plain: createSessionManager({ explain: false }),
  explaining: createSessionManager({ explain: true }),
  'three apps': createSessionManager({ explain: false, remoteApps }),
};

/** One request, to its last byte. */
function send(url, method, headers, body) {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, agent, headers: { 'Content-Type': 'application/json', ...headers } },
      (res) => {
        const chunks = [];
        res.on('data', (chunk) => chunks.push(chunk));
        res.on('end', () => {
          if (res.statusCode >= 300) reject(new Error(`${method} ${url} answered ${res.statusCode}`));
          else resolve({ cookies: res.headers['set-cookie'] ?? [], body: Buffer.concat(chunks).toString() });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

let counter = 0;
const jobs = {
  // With the same client that calls the apps.
  'round trip': async () => {
    const headers = { 'Content-Type': 'application/json' };
    await (await fetch(`${appUrl}/x`, { method: 'POST', headers, body: '{}' })).json();
  },
};
for (const [name, manager] of Object.entries(managers)) {
  const { url } = await manager.listen();
  const { cookies } = await send(`${url}/api/sessions`, 'POST', {}, '{}');
  const state = { cookie: cookies.map((line) => line.split(';')[0]).join('; ') };
  jobs[name] = async () => {
    const body = `{"public":{"counter":{"value":"${++counter}"}}}`;
    const edited = await send(`${url}/api/sessions`, 'PATCH', { Cookie: state.cookie }, body);
    state.cookie = edited.cookies.map((line) => line.split(';')[0]).join('; ');
  };
}

const figures = Object.fromEntries(Object.keys(jobs).map((name) => [name, []]));
for (let round = -2; round < rounds; round++) {
  for (const [name, job] of Object.entries(jobs)) {
    const startedAt = performance.now();
    for (let count = 0; count < requestsARound; count++) await job();
    if (round >= 0) figures[name].push((performance.now() - startedAt) / requestsARound); // the first two warm up
  }
}
const medianOf = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const each = (make) =>
  medianOf(Array.from({ length: rounds }, (_, round) => make((name) => figures[name][round])));
const explainCost = each((of) => of('explaining') / of('plain') - 1);
const appsCost = each((of) => (of('three apps') - of('plain')) / of('round trip'));
for (const manager of Object.values(managers)) await manager.close();
agent.destroy();
apps.kill();

console.log(
  `explain adds ${(100 * explainCost).toFixed(1)} percent to an edit (on by default while under 10)`,
);
console.log(
  `Three remote apps called side by side add ${appsCost.toFixed(2)} local HTTP round trips to an edit (goal: at most 3)`,
);
