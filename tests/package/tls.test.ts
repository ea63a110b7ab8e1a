// The CA of `--tls`, trusted as docs/clients.md says.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './run-cli';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tls-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const status = `fetch(process.env.SESSION_MANAGER_TLS_URL + '/api/sessions', { method: 'POST' })
  .then(({ status, headers }) => console.log(status, headers.getSetCookie()[0].includes('; Secure')), ({ cause }) => console.log(cause.code))`;

test.each([
  ['Node, as exec sets it', `node -e "${status}"`, '201 true'],
  ['Node without the CA', `NODE_EXTRA_CA_CERTS= node -e "${status}"`, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [
    'curl with --cacert',
    'curl -sS -X POST -o /dev/null -w "%{http_code}" --cacert "$SESSION_MANAGER_TLS_CA" "$SESSION_MANAGER_TLS_URL/api/sessions"',
    '201',
  ],
])('%s', async (_, script, printed) => {
  const { stdout, stderr } = await runCli(['exec', '--tls', '--', 'sh', '-c', script], {
    cwd: folder,
    env: { XDG_CACHE_HOME: folder, NODE_EXTRA_CA_CERTS: '', no_proxy: '127.0.0.1' },
  });
  expect([stdout.trim(), stderr]).toEqual([printed, '']);
});
