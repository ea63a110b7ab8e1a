import type { JournalEntry } from './entry';
import { journalLog, ring } from './log';

test('a throwing watcher fails neither the request nor the other watchers', () => {
  const warnings = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const journal = journalLog<string>(3, (seq) => ({ seq }) as JournalEntry);
  const seen: number[] = [];
  journal.watch(() => {
    throw new Error('a defect');
  });
  const unwatch = journal.watch((seq) => void seen.push(seq));
  journal.add('a');
  unwatch();
  journal.add('b');
  expect(seen).toEqual([1]);
  expect(warnings.mock.calls).toEqual([
    ['A watcher of the journal failed: Error: a defect'],
    ['A watcher of the journal failed: Error: a defect'],
  ]);
  warnings.mockRestore();
});

test('records are rendered only when they are read', () => {
  const render = jest.fn((seq: number) => ({ seq }) as JournalEntry);
  const journal = journalLog<string>(3, render);
  for (const record of 'abc') journal.add(record);
  expect(render).not.toHaveBeenCalled();
  expect(journal.count()).toBe(3);
});

function ringOf(size: number, ...items: string[]) {
  const made = ring<string>(size);
  for (const item of items) made.add(item);
  return made;
}

test('a ring keeps the newest items, numbered from 1', () => {
  const kept = ringOf(2, 'a', 'b', 'c');
  expect(kept.last).toBe(3);
  expect(kept.after(0)).toEqual([2, 3]);
  expect([0, 1, 2, 3, 4].map(kept.get)).toEqual([undefined, undefined, 'b', 'c', undefined]);
});

test('a ring returns the numbers after a given one', () => {
  const kept = ringOf(3, 'a', 'b', 'c');
  expect([1, 2, 3, 99].map(kept.after)).toEqual([[2, 3], [3], [], []]);
});

test('a ring counts evicted items after a given number', () => {
  const kept = ringOf(2, 'a', 'b', 'c', 'd', 'e');
  expect([0, 1, 2, 3, 4, 5].map(kept.lostAfter)).toEqual([3, 2, 1, 0, 0, 0]);
});

test('a cleared ring is empty, continues its numbers and counts nothing as lost', () => {
  const kept = ringOf(2, 'a', 'b', 'c');
  expect(kept.clear()).toBe(2);
  expect([kept.last, kept.after(0), kept.get(3), kept.lostAfter(0), kept.clear()]).toEqual([
    3,
    [],
    undefined,
    0,
    0,
  ]);
  kept.add('d');
  expect([kept.after(0), kept.get(4), kept.get(3)]).toEqual([[4], 'd', undefined]);
  for (const item of ['e', 'f']) kept.add(item);
  expect([kept.after(0), kept.lostAfter(0)]).toEqual([[5, 6], 1]);
});
