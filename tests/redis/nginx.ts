import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../package/emulator-process';
import { until } from '../until';
import { freePort } from './redis';

const program = '/usr/sbin/nginx'; // not in the PATH of everyone

/** nginx with the very configuration of examples/replicas, before these servers in place of the containers. */
export async function startNginx(
  servers: readonly { readonly url: string }[],
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  const port = await freePort();
  const site = readFileSync(join(root, 'examples/replicas/proxy.conf'), 'utf8')
    .replace(
      'server session-manager:9910;',
      servers.map(({ url }) => `server ${new URL(url).host};`).join(' '),
    )
    .replace('listen 9910;', `listen 127.0.0.1:${port};`);
  writeFileSync(join(folder, 'site.conf'), site);
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const temporary = kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ');
  const user = process.getuid?.() === 0 ? 'user root;' : ''; // its workers write into the folder
  const around = `${user} daemon off; pid ${folder}/pid; error_log stderr; events {} http { access_log off; ${temporary} include site.conf; }`;
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, around);
  if (!existsSync(program)) throw new Error("nginx is missing: install Debian's package nginx-light");
  execFileSync(program, ['-t', '-q', '-c', file]);
  const nginx = spawn(program, ['-c', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  await until('nginx answers', async () => {
    if (nginx.exitCode !== null) throw new Error(`nginx ended with ${nginx.exitCode}`);
    return fetch(`${url}/_mock/ready`).then(
      () => true,
      () => false,
    );
  });
  return {
    url,
    async stop() {
      const ended = once(nginx, 'exit');
      nginx.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
