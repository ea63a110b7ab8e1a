import { EventEmitter, once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { until } from '../../tests/until';
import { begunWait } from '../server/testing/visitor';
import { createSessionManager } from '../session-manager';
import { cellsOf } from './cells';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const closed: string[] = [];
const emulatorOf = (name: string) => ({
  account: { name: 'acme' },
  close: async () => void closed.push(name),
});

function cellsWith({ most = 3, longestIdle = 1000 } = {}) {
  closed.length = 0;
  const time = { now: 0 };
  const create = (name: string) => emulatorOf(name);
  const cells = cellsOf({ create, ownAccount: () => 'acme', most, longestIdle, timer: () => time.now });
  const ask = (url: string) => cells.of({ url, headers: {} } as never);
  return { cells, time, ask };
}

test('a cell ends once it was idle for too long; each request restarts the time', () => {
  const { cells, time, ask } = cellsWith();
  cells.add('used', {});
  cells.add('idle', {});
  time.now = 999;
  ask('/cells/used/api/sessions');
  cells.sweep();
  expect(closed).toEqual([]);
  time.now = 1000;
  cells.sweep();
  expect(closed).toEqual(['idle']);
  expect(() => ask('/cells/idle/api/sessions')).toThrow('The cell idle has ended');
  time.now = 1999;
  cells.sweep();
  expect(cells.list()).toEqual([]);
});

test('cells that were idle for too long make room for another', () => {
  const { cells, time } = cellsWith({ most: 1 });
  cells.add('one', {});
  expect(() => cells.add('two', {})).toThrow('There are 1 cells already');
  time.now = 1000;
  cells.add('two', {});
  expect(cells.list().map(({ name }) => name)).toEqual(['two']);
});

test('the emulator of a server ends its idle cells by itself', async () => {
  const manager = createSessionManager({ cellIdle: 5 });
  manager.cell('one');
  const listed = async () =>
    (await (await manager.fetch('http://x/_mock/cells')).json()) as { cells: unknown[] };
  await until('the idle cell ends', async () => (await listed()).cells.length === 0);
  await manager.close();
});

test.each(['one', ''])(
  'a server that stops stores nothing that it did not answer (cell: %j)',
  async (name) => {
    const [begun, finished] = [new EventEmitter(), new EventEmitter()];
    const ends = once(finished, 'end');
    const slow = {
      name: 'slow',
      input: {},
      output: {},
      runOnCreate: true,
      async transform() {
        begun.emit('begin');
        await ends;
        return undefined;
      },
    };
    const manager = createSessionManager({ apps: [slow] });
    await manager.listen();
    const emulator = name === '' ? manager : manager.cell(name);
    const begins = once(begun, 'begin');
    const answer = fetch(`${emulator.url}/api/sessions`, { method: 'POST' });
    await begins;
    await manager.close();
    expect((await answer).status).toBe(503);
    finished.emit('end');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await emulator.sessions()).count).toBe(0);
  },
);

describe('an ended cell', () => {
  test('ends its event streams and waits, and leaves those of others', async () => {
    const manager = createSessionManager();
    await manager.listen();
    const ending = manager.cell('ending');
    const staying = manager.cell('staying');
    const events = (url: string) => fetch(`${url}/events`);
    const [ends, stays] = await Promise.all([events(ending.controlUrl), events(staying.controlUrl)]);
    const [waits] = await begunWait(() => [fetch(`${ending.controlUrl}/journal/await?path=/never`)] as const);
    await staying.fetch('http://x/api/sessions', { method: 'POST' });
    staying.clock.freeze();
    await manager.fetch('http://x/api/segments');
    await fetch(`${manager.controlUrl}/cells/ending`, { method: 'DELETE' });
    const ended = await ends.text();
    expect(ended).toContain(': the emulator closes');
    expect(ended).not.toContain('event: '); // those of the server and of other cells are theirs
    expect((await waits).status).toBe(503);
    const text = stays.text();
    await staying.fetch('http://x/api/sessions', { method: 'POST' });
    await staying.close();
    expect((await text).match(/event: \w+/g)).toEqual(['event: request', 'event: clock', 'event: request']);
    expect((await fetch(`${staying.url}/api/segments`)).status).toBe(404);
    await manager.close();
  });

  test('is freed', async () => {
    const manager = createSessionManager();
    const gone = await (async () => {
      const cell = manager.cell('gone');
      await cell.fetch('http://x/api/sessions', { method: 'POST' });
      await cell.fetch('http://x/_mock/health');
      const reference = new WeakRef(cell);
      await cell.close();
      return reference;
    })();
    for (let i = 0; i < 500 && gone.deref() !== undefined; i++) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      collectGarbage();
    }
    expect(gone.deref()).toBeUndefined();
    await manager.close();
  });
});

test('a cell of code has its url, and cannot listen by itself', async () => {
  const manager = createSessionManager();
  const cell = manager.cell('one', { account: 'b2b' });
  expect(() => cell.url).toThrow('There is no url before listen()');
  await manager.listen();
  expect([cell.name, cell.account.name]).toEqual(['one', 'b2b']);
  expect([cell.url, cell.controlUrl]).toEqual([`${manager.url}/cells/one`, `${manager.url}/cells/one/_mock`]);
  expect((await fetch(`${cell.url}/api/sessions`, { method: 'POST' })).status).toBe(201);
  expect(await cell.sessions()).toMatchObject({ count: 1 });
  await manager.close();
});
