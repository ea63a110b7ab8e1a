import { Server } from 'node:http';
import { connect } from 'node:net';
import request from 'supertest';
import { until } from '../../../tests/until';
import { createSessionManager, type SessionManager, type SessionManagerOptions } from '../../index';
import { type EventReader, readEvents } from '../../server/testing/event-reader';
import { managerWith, newVisitor } from '../../server/testing/visitor';

const opened: SessionManager[] = [];
const readers: EventReader[] = [];
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.close();
  await Promise.all(opened.splice(0).map((manager) => manager.close()));
});

async function listening(options: SessionManagerOptions = {}) {
  const manager = createSessionManager(options);
  opened.push(manager);
  const { url, port } = await manager.listen();
  const events = async (query = '', headers?: Record<string, string>) => {
    const reader = await readEvents(`${url}/_mock/events${query}`, headers);
    readers.push(reader);
    return reader;
  };
  const segment = () => manager.fetch('http://x.example/api/segments');
  return { manager, url, port, events, segment };
}

const numbers = (reader: EventReader) => reader.events().map(({ id }) => id);

describe('GET /_mock/events', () => {
  test('streams new entries as the journal has them', async () => {
    const { manager, events, segment } = await listening();
    await segment();
    const reader = await events();
    expect(reader.response.statusCode).toBe(200);
    expect(reader.response.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      connection: 'close',
    });
    await newVisitor(manager);
    await segment();
    const entries = manager.journal.entries({ since: 1 });
    expect(await reader.until(2)).toEqual(
      entries.map((entry) => ({ event: 'request', id: String(entry.seq), data: entry })),
    );
    expect(reader.text()).toMatch(/^retry: 1000\n: vtex-session-mock\n\nevent: request\nid: 2\ndata: /);
  });

  test('reports how many unseen entries were evicted', async () => {
    const { events, segment } = await listening({ journal: 2 });
    for (let count = 0; count < 5; count++) await segment();
    const reader = await events('?since=1');
    await reader.until(2);
    expect(reader.text()).toContain('\n: 2 older entries are gone\n\n');
    expect(numbers(reader)).toEqual(['4', '5']);
    await segment();
    expect((await reader.until(3))[2]?.id).toBe('6');
  });

  test('continues after a reset, without reporting cleared entries as lost', async () => {
    const { manager, events, segment } = await listening({ journal: 5 });
    for (let count = 0; count < 5; count++) await segment();
    await manager.reset();
    for (let count = 0; count < 7; count++) await segment();
    const reader = await events('?since=0');
    await reader.until(5);
    expect(reader.text()).toContain('\n: 2 older entries are gone\n\n');
    expect(numbers(reader)).toEqual(['8', '9', '10', '11', '12']);
  });

  test('begins with the next entry when since is in the future', async () => {
    const { events, segment } = await listening();
    const reader = await events('?since=99');
    await segment();
    expect((await reader.until(1))[0]?.id).toBe('1');
  });

  test('answers HEAD without the stream', async () => {
    const answer = await request(managerWith().handler).head('/_mock/events');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/event-stream']);
  });

  test('is refused in process, where nothing can be streamed', async () => {
    const answer = await managerWith().fetch('http://x.example/_mock/events');
    expect([answer.status, await answer.json()]).toEqual([
      501,
      {
        type: 'NotImplemented',
        code: 'EVENTS_NEED_A_PORT',
        message:
          'A stream needs a connection, and there is none in process: listen on a port, or use manager.journal',
      },
    ]);
  });
});

describe('streams', () => {
  test('end when the manager closes, without delaying it', async () => {
    const { manager, events } = await listening();
    const [one, other] = [await events(), await events()];
    const cut = jest.spyOn(Server.prototype, 'closeAllConnections');
    await manager.close();
    expect(cut).not.toHaveBeenCalled(); // that happens only after the grace period
    cut.mockRestore();
    await Promise.all([one.ended, other.ended]);
    expect(one.text()).toContain(': the emulator closes\n\n');
  });

  test('end when the manager closes, even without a reader', async () => {
    const { manager, port, segment } = await listening({ journal: 10 });
    const silent = connect(port, '127.0.0.1');
    silent.write('GET /_mock/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await new Promise((resolve) => silent.once('readable', resolve));
    silent.pause();
    await segment();
    expect(await manager.close()).toBeUndefined();
    silent.destroy();
  });

  test('are limited to 100 at a time', async () => {
    const { url, events } = await listening();
    for (let count = 0; count < 100; count++) await events();
    const answer = await fetch(`${url}/_mock/events`);
    expect([answer.status, await answer.json()]).toEqual([
      503,
      {
        type: 'ServiceUnavailable',
        code: 'CONTROL_BUSY',
        message: '100 streams of events are open already: close one first',
      },
    ]);
    readers[0]?.close();
    await until('there is room for another stream', async () => {
      const { status, body } = await fetch(`${url}/_mock/events`);
      await body?.cancel();
      return status === 200;
    });
  });

  test('of two managers are separate', async () => {
    const [one, other] = [await listening(), await listening()];
    const reader = await one.events();
    await other.segment();
    await one.segment();
    expect(await reader.until(1)).toMatchObject([{ id: '1' }]);
  });
});
