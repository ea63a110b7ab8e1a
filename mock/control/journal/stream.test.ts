import { Writable } from 'node:stream';
import type { JournalEntry } from './entry';
import { eventStreams, writeEvents } from './events';
import { matcherOf } from './filter';
import { journalLog } from './log';

/** A reader that takes one chunk at a time, on demand. */
function slowReader() {
  const taken: string[] = [];
  let take: (() => void) | undefined;
  const out = new Writable({
    highWaterMark: 1,
    decodeStrings: false,
    write(chunk: string, _, done) {
      taken.push(chunk);
      take = done;
    },
  });
  return {
    out,
    taken: () => taken.join(''),
    async read() {
      const taking = take;
      take = undefined;
      taking?.();
      await new Promise(setImmediate);
    },
  };
}

const journalOf = (size: number) =>
  journalLog<string>(size, (seq, path) => ({ seq, path, status: 200 }) as unknown as JournalEntry);

const wanted = matcherOf({}, []);
const ids = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));

describe('a slow reader', () => {
  test('falls behind in the journal, and nothing is buffered for them', async () => {
    const journal = journalOf(10);
    const { out, taken, read } = slowReader();
    writeEvents(journal, wanted, out);
    for (const path of 'abcde') journal.add(path);
    expect(taken()).toBe('retry: 1000\n: vtex-session-mock\n\n');
    expect(out.writableLength).toBe(taken().length);
    for (let count = 0; count < 20; count++) await read();
    expect(ids(taken())).toEqual([1, 2, 3, 4, 5]);
  });

  test('is dropped with a comment once unseen entries were evicted', async () => {
    const journal = journalOf(3);
    const { out, taken, read } = slowReader();
    writeEvents(journal, wanted, out);
    for (const path of 'abc') journal.add(path);
    await read();
    expect(ids(taken())).toEqual([1]);
    for (const path of 'def') journal.add(path);
    expect(out.writableEnded).toBe(true);
    for (let count = 0; count < 20; count++) await read();
    expect(ids(taken())).toEqual([1]);
    expect(taken()).toMatch(/: dropped: this reader is too slow\n\n$/);
    journal.add('g');
  });

  test('is not dropped because of cleared entries', async () => {
    const journal = journalOf(3);
    const { out, taken, read } = slowReader();
    writeEvents(journal, wanted, out);
    for (const path of 'abc') journal.add(path);
    journal.clear();
    for (const path of 'def') journal.add(path);
    for (let count = 0; count < 20; count++) await read();
    expect(ids(taken())).toEqual([4, 5, 6]);
  });

  test('is dropped when other events pile up', () => {
    const { out } = slowReader();
    const { emit } = writeEvents(journalOf(3), wanted, out);
    let sent = 0;
    while (!out.writableEnded && sent < 1000) {
      emit('clock', 'x'.repeat(1000));
      sent += 1;
    }
    expect(sent).toBeGreaterThan(200);
    expect(sent).toBeLessThan(300);
    expect(out.writableLength).toBeLessThan(300_000);
  });

  test('gets no comment while they do not read', async () => {
    const { out, taken, read } = slowReader();
    const { comment } = writeEvents(journalOf(3), wanted, out);
    comment('still here');
    await read();
    comment('still here');
    await read();
    expect(taken()).toBe('retry: 1000\n: vtex-session-mock\n\n: still here\n\n');
  });
});

describe('streams', () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

  test('get a comment every 15 seconds, which does not keep the process alive', async () => {
    const every = jest.spyOn(require('node:timers') as typeof import('node:timers'), 'setInterval');
    const before = timers();
    const streams = eventStreams();
    const readers = [slowReader(), slowReader()];
    for (const { out } of readers) streams.stream(journalOf(3), wanted).begin(out);
    expect(every.mock.calls.map(([, milliseconds]) => milliseconds)).toEqual([15_000]);
    expect(timers()).toBe(before);
    for (const { read } of readers) await read();
    for (const [beat] of every.mock.calls) beat();
    for (const { taken } of readers) expect(taken()).toMatch(/: still here\n\n$/);
    every.mockRestore();
    for (const { out } of readers) out.destroy();
  });

  test('are not written to after the client left', async () => {
    const render = jest.fn();
    const journal = journalLog<string>(3, render);
    const streams = eventStreams();
    const { out, taken } = slowReader();
    streams.stream(journal, wanted).begin(out);
    out.destroy();
    await new Promise(setImmediate);
    journal.add('a');
    streams.emit('clock', {});
    streams.closeAll();
    expect(render).not.toHaveBeenCalled();
    expect(taken()).toBe('retry: 1000\n: vtex-session-mock\n\n');
  });

  test('that fail are closed', async () => {
    const { out } = slowReader();
    eventStreams().stream(journalOf(3), wanted).begin(out);
    out.emit('error', new Error('EPIPE'));
    await new Promise(setImmediate);
    expect(out.destroyed).toBe(true);
  });
});
