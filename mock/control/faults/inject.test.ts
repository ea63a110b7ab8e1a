import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { inProcess } from '../../wire/in-process';
import { delays } from './inject';

const long = 60_000;

/** The parts of a response that a delay uses. */
function response(remoteAddress: string, destroyed = false) {
  const res = Object.assign(new EventEmitter(), { req: { socket: { remoteAddress } }, destroyed });
  return res as unknown as ServerResponse;
}

/** Timers that keep the process alive. */
const held = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

test('a delay keeps the process alive in process, not over a connection', async () => {
  const before = held();
  const waiting = delays();
  const [near, far] = [response(inProcess), response('127.0.0.1')];
  const ended = Promise.all([waiting.wait(long, far), waiting.wait(long, near)]);
  expect(held()).toBe(before + 1);
  near.emit('close');
  expect(held()).toBe(before);
  far.emit('close');
  await ended;
});

test('endAll ends every delay and leaves no listener', async () => {
  const before = held();
  const waiting = delays();
  const responses = [response(inProcess), response('127.0.0.1')];
  const ended = Promise.all(responses.map((res) => waiting.wait(long, res)));
  waiting.endAll();
  await ended;
  expect(held()).toBe(before);
  expect(responses.map((res) => res.listenerCount('close'))).toEqual([0, 0]);
});

test('a delay ends when the client has gone', async () => {
  await delays().wait(long, response('127.0.0.1', true));
});

test('a delay that elapses leaves no listener', async () => {
  const res = response(inProcess);
  await delays().wait(1, res);
  expect(res.listenerCount('close')).toBe(0);
});
