// Mountebank with one fixed stub. It brings 185 packages, so it is not a dependency: `--mountebank` installs it in a temporary folder.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, outputOf, startProgram } from './children.mjs';

export const version = '2.9.1';
const folder = join(tmpdir(), `vtex-session-mock-bench-mountebank-${version}`);
const program = join(folder, 'node_modules', 'mountebank', 'bin', 'mb');

export async function installMountebank() {
  if (existsSync(program)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `mountebank@${version}`];
  await outputOf('npm', args, { cwd: folder, timeout: 180_000 });
}

/** @returns a server that answers `answer` to everything, or undefined if Mountebank is not installed */
export async function startMountebank({ status, cacheControl, setCookie, body }) {
  if (!existsSync(program)) return undefined;
  const [port, ownPort] = [await freePort(), await freePort()];
  const headers = {
    ...{ Connection: 'keep-alive', 'Cache-Control': cacheControl, 'Set-Cookie': setCookie },
    'Content-Type': 'application/json; charset=utf-8',
  };
  const stub = { responses: [{ is: { statusCode: status, headers, body: JSON.stringify(body) } }] };
  const imposters = [{ protocol: 'http', port, recordRequests: false, stubs: [stub] }];
  const file = join(folder, `imposters-${process.pid}.json`);
  writeFileSync(file, JSON.stringify({ imposters }));
  const options = ['--port', String(ownPort), '--configfile', file, '--nologfile', '--localOnly'];
  const pidFile = join(folder, `mb-${process.pid}.pid`);
  await startProgram(process.execPath, [program, ...options, '--pidfile', pidFile], /Open for business/, {
    cwd: folder,
  });
  const noUsage = async () => ({ cpu: 0 });
  return { url: `http://127.0.0.1:${port}`, usage: noUsage };
}
