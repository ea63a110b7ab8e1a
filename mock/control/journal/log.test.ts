import type { JournalEntry } from './entry';
import { journalLog, Ring } from './log';

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
  const made = new Ring<string>(size);
  for (const item of items) made.add(item);
  return made;
}

test('a ring keeps the newest items, numbered from 1', () => {
  const items = ringOf(2, 'a', 'b', 'c');
  expect(items.last).toBe(3);
  expect(items.after(0)).toEqual([2, 3]);
  expect([0, 1, 2, 3, 4].map((seq) => items.get(seq))).toEqual([undefined, undefined, 'b', 'c', undefined]);
});

test('a ring returns the numbers after a given one', () => {
  const items = ringOf(3, 'a', 'b', 'c');
  expect([1, 2, 3, 99].map((seq) => items.after(seq))).toEqual([[2, 3], [3], [], []]);
});

test('a ring counts evicted items after a given number', () => {
  const items = ringOf(2, 'a', 'b', 'c', 'd', 'e');
  expect([0, 1, 2, 3, 4, 5].map((seq) => items.lostAfter(seq))).toEqual([3, 2, 1, 0, 0, 0]);
});

test('a cleared ring is empty, continues its numbers and counts nothing as lost', () => {
  const items = ringOf(2, 'a', 'b', 'c');
  expect(items.clear()).toBe(2);
  expect([items.last, items.after(0), items.get(3), items.lostAfter(0), items.clear()]).toEqual([
    3,
    [],
    undefined,
    0,
    0,
  ]);
  items.add('d');
  expect([items.after(0), items.get(4), items.get(3)]).toEqual([[4], 'd', undefined]);
  for (const item of ['e', 'f']) items.add(item);
  expect([items.after(0), items.lostAfter(0)]).toEqual([[5, 6], 1]);
});
