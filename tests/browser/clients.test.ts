import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createSessionManager } from '../../mock/index';
import { clients, lacking, type Place, visitingPage } from './clients';

/** The table of docs/clients.md: each client with what it does by the profiles of the head. */
const [head = [], , ...rows] = (
  /## Cookies\n.*?\n\n(\|.*?)\n\n/s.exec(
    readFileSync(join(__dirname, '../../docs/clients.md'), 'utf8'),
  )?.[1] ?? ''
)
  .split('\n')
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

const cases = rows.flatMap(([name = '', ...cells]) =>
  (['auto', 'live'] as const).flatMap((profile, index) =>
    ['127.0.0.1', 'localhost'].map((host) => ({ name, profile, host, said: cells[index] })),
  ),
);

async function visiting(profile: 'auto' | 'live', host: string, work: (place: Place) => Promise<void>) {
  const manager = createSessionManager({ cookieProfile: profile });
  let seen: (ids: string) => void = () => undefined;
  const seenByPage = new Promise<string>((resolve) => {
    seen = resolve;
  });
  const server = createServer((req, res) =>
    manager.middleware(req, res, () => {
      const [, ids] = /^\/seen\?(.*)/.exec(req.url ?? '') ?? [];
      if (ids !== undefined) seen(decodeURIComponent(ids));
      res.setHeader('Content-Type', 'text/html').end(visitingPage);
    }),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    await work({ url: `http://${host}:${port}`, manager, seenByPage });
  } finally {
    server.close();
    server.closeAllConnections();
    await manager.close();
  }
}

test('every client that can be tried is in the table, and every row can be tried', () => {
  expect(rows.map(([name]) => name)).toEqual(Object.keys(clients));
  expect(head).toEqual(['client', '`auto`', '`live`']);
});

for (const { name, profile, host, said } of cases) {
  const client = clients[name] as (typeof clients)[string];
  const lacks = lacking(client);
  const tried = lacks.length > 0 ? test.skip : test;
  const title = `${name}, cookies ${profile}, at ${host}: ${said}`;
  tried(lacks.length > 0 ? `${title} (not tried: there is no ${lacks.join(', ')})` : title, () =>
    visiting(profile, host, async (place) => {
      const [first, second] = (await client.visit(place)).split(' ');
      expect(first).toMatch(/^[0-9a-f-]{36}$/);
      expect(second === first ? 'kept' : 'lost').toBe(said);
    }),
  );
}
