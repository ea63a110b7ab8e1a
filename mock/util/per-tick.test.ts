import { perTick } from './per-tick';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('what one turn brings is done behind it, in order', async () => {
  const later = perTick();
  const done: string[] = [];
  later(() => done.push('first'));
  await Promise.resolve();
  later(() => done.push('second'));
  expect(done).toEqual([]);
  await turn();
  expect(done).toEqual(['first', 'second']);
});

test('what comes meanwhile is done in the next turn', async () => {
  const later = perTick();
  const done: string[] = [];
  later(() => {
    done.push('first');
    later(() => done.push('later'));
  });
  await turn();
  expect(done).toEqual(['first']);
  await turn();
  expect(done).toEqual(['first', 'later']);
});

test('two batches know nothing of each other', async () => {
  const [one, other] = [perTick(), perTick()];
  const done: string[] = [];
  one(() => done.push('one'));
  other(() => done.push('other'));
  await turn();
  expect(done).toEqual(['one', 'other']);
});

test('in a test that fakes its timers it is done all the same', async () => {
  jest.useFakeTimers();
  try {
    const done = new Promise<string>((resolve) => perTick()(() => resolve('done')));
    expect(await done).toBe('done');
  } finally {
    jest.useRealTimers();
  }
});
