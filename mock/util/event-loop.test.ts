import { perTick } from './event-loop';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('work of one turn runs after it, in order', async () => {
  const later = perTick<() => void>((work) => work());
  const done: string[] = [];
  later(() => done.push('first'));
  await Promise.resolve();
  later(() => done.push('second'));
  expect(done).toEqual([]);
  await turn();
  expect(done).toEqual(['first', 'second']);
});

test('work added while work runs waits for the next turn', async () => {
  const later = perTick<() => void>((work) => work());
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

test('two batches are independent', async () => {
  const [one, other] = [perTick<() => void>((work) => work()), perTick<() => void>((work) => work())];
  const done: string[] = [];
  one(() => done.push('one'));
  other(() => done.push('other'));
  await turn();
  expect(done).toEqual(['one', 'other']);
});

test('work runs under fake timers', async () => {
  jest.useFakeTimers();
  try {
    const done = new Promise<string>((resolve) =>
      perTick<() => void>((work) => work())(() => resolve('done')),
    );
    expect(await done).toBe('done');
  } finally {
    jest.useRealTimers();
  }
});
