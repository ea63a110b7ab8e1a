import { Server } from 'node:http';
import { connect } from 'node:net';
import request from 'supertest';
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
  test('is a stream of what comes in from now on, as the journal has it', async () => {
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

  test('begins behind the event that the client has seen, which the header tells before the URL', async () => {
    const { events, segment } = await listening();
    for (let count = 0; count < 4; count++) await segment();
    const all = await events('?since=0');
    await all.until(4);
    expect(numbers(all)).toEqual(['1', '2', '3', '4']);
    const some = await events('?since=0', { 'Last-Event-ID': '2' });
    await some.until(2);
    expect(numbers(some)).toEqual(['3', '4']);
    await segment();
    expect((await some.until(3))[2]?.id).toBe('5');
  });

  test('says how many events are gone that the client has not seen', async () => {
    const { events, segment } = await listening({ journal: 2 });
    for (let count = 0; count < 5; count++) await segment();
    const reader = await events('?since=1');
    await reader.until(2);
    expect(reader.text()).toContain('\n: 2 older entries are gone\n\n');
    expect(numbers(reader)).toEqual(['4', '5']);
    await segment();
    expect((await reader.until(3))[2]?.id).toBe('6');
  });

  test('after a reset goes on, and misses nothing that was cleared', async () => {
    const { manager, events, segment } = await listening({ journal: 5 });
    for (let count = 0; count < 5; count++) await segment();
    await manager.reset();
    for (let count = 0; count < 7; count++) await segment();
    const reader = await events('?since=0');
    await reader.until(5);
    expect(reader.text()).toContain('\n: 2 older entries are gone\n\n');
    expect(numbers(reader)).toEqual(['8', '9', '10', '11', '12']);
  });

  test('of a number that has not come yet begins with what comes', async () => {
    const { events, segment } = await listening();
    const reader = await events('?since=99');
    await segment();
    expect((await reader.until(1))[0]?.id).toBe('1');
  });

  test('has only what the filter lets through, and ends behind the limit', async () => {
    const { url, events, segment } = await listening();
    const reader = await events('?operation=editSession&limit=2');
    for (const method of ['PATCH', 'POST', 'PATCH', 'PATCH']) {
      await fetch(`${url}/api/sessions`, { method });
      await segment();
    }
    await reader.ended;
    expect(numbers(reader)).toEqual(['1', '5']);
  });

  test('tells of resets and of the clock, without a number', async () => {
    const { manager, url, events } = await listening({ clock: () => 0 });
    const reader = await events();
    manager.clock.advance('PT1S');
    manager.clock.set('1970-01-02');
    await fetch(`${url}/_mock/clock`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: '{"frozen":true}',
    });
    manager.clock.unfreeze();
    const snapshot = await manager.snapshot();
    await manager.reset();
    await manager.restore(snapshot);
    const at = (now: string, frozen = false) => ({
      event: 'clock',
      id: undefined,
      data: { now: new Date(now).toISOString(), frozen },
    });
    const reset = (data: object) => ({ event: 'reset', id: undefined, data });
    expect(await reader.until(8)).toEqual([
      at('1970-01-01T00:00:01Z'),
      at('1970-01-02'),
      at('1970-01-02', true),
      at('1970-01-02'),
      at('1970-01-01'),
      reset({ dropped: { sessions: 0 } }),
      at('1970-01-02'),
      reset({ dropped: { sessions: 0 }, restored: { sessions: 0 } }),
    ]);
  });

  test.each([
    ['?since=x', {}, '?since must be a whole number from 0, not "x"'],
    ['?limit=-1', {}, '?limit must be a whole number from 0, not "-1"'],
    ['', { 'Last-Event-ID': 'x' }, 'Last-Event-ID must be a whole number from 0, not "x"'],
    [
      '?timeout=1',
      {},
      '?timeout is unknown: use method, path, operation, status, session, unmatched, since, limit',
    ],
  ])('%s %j is refused', async (query, headers, message) => {
    const { status, body } = await request(managerWith().handler).get(`/_mock/events${query}`).set(headers);
    expect([status, body.message]).toEqual([400, message]);
  });

  test('to HEAD is answered without the stream', async () => {
    const answer = await request(managerWith().handler).head('/_mock/events');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/event-stream']);
  });

  test('in process is refused, since nothing can be streamed there', async () => {
    const answer = await managerWith().fetch('http://x.example/_mock/events');
    expect([answer.status, await answer.json()]).toEqual([
      501,
      {
        type: 'NotImplemented',
        code: 'EVENTS_NEED_A_PORT',
        message:
          'In process an answer comes whole, and this one has no end: listen on a port, or use manager.journal',
      },
    ]);
  });
});

describe('streams', () => {
  test('end when the manager closes, which they do not hold up', async () => {
    const { manager, events } = await listening();
    const [one, other] = [await events(), await events()];
    const cut = jest.spyOn(Server.prototype, 'closeAllConnections');
    await manager.close();
    expect(cut).not.toHaveBeenCalled(); // which is what happens after a grace
    cut.mockRestore();
    await Promise.all([one.ended, other.ended]);
    expect(one.text()).toContain(': the emulator closes\n\n');
  });

  test('end when the manager closes, although nobody reads', async () => {
    const { manager, port, segment } = await listening({ journal: 10 });
    const silent = connect(port, '127.0.0.1');
    silent.write('GET /_mock/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await new Promise((resolve) => silent.once('readable', resolve));
    silent.pause();
    await segment();
    expect(await manager.close()).toBeUndefined();
    silent.destroy();
  });

  test('are 100 at most, and as many again when these have ended', async () => {
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
    let status = 503;
    while (status === 503) {
      const again = await fetch(`${url}/_mock/events`);
      status = again.status;
      await again.body?.cancel();
    }
    expect(status).toBe(200);
  });

  test('of two managers are their own', async () => {
    const [one, other] = [await listening(), await listening()];
    const reader = await one.events();
    await other.segment();
    await one.segment();
    expect(await reader.until(1)).toMatchObject([{ id: '1' }]);
  });
});
