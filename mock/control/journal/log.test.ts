import type { JournalEntry } from './entry';
import { journalLog } from './log';

test('a watcher with a defect does not fail the request that is being answered, nor the other watchers', () => {
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
    ['The journal failed: Error: a defect'],
    ['The journal failed: Error: a defect'],
  ]);
  warnings.mockRestore();
});

test('nothing is rendered before somebody reads', () => {
  const render = jest.fn((seq: number) => ({ seq }) as JournalEntry);
  const journal = journalLog<string>(3, render);
  for (const record of 'abc') journal.add(record);
  expect(render).not.toHaveBeenCalled();
  expect(journal.count()).toBe(3);
});
