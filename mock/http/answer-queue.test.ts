import { answerQueue } from './answer-queue';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('what one turn brings is written behind it, in order', async () => {
  const queue = answerQueue();
  const written: string[] = [];
  queue(() => written.push('first'));
  await Promise.resolve();
  queue(() => written.push('second'));
  expect(written).toEqual([]);
  await turn();
  expect(written).toEqual(['first', 'second']);
});

test('what comes while answers are written is written in the next turn', async () => {
  const queue = answerQueue();
  const written: string[] = [];
  queue(() => {
    written.push('first');
    queue(() => written.push('later'));
  });
  await turn();
  expect(written).toEqual(['first']);
  await turn();
  expect(written).toEqual(['first', 'later']);
});

test('two queues know nothing of each other', async () => {
  const [one, other] = [answerQueue(), answerQueue()];
  const written: string[] = [];
  one(() => written.push('one'));
  other(() => written.push('other'));
  await turn();
  expect(written).toEqual(['one', 'other']);
});

test('a test that fakes its timers is answered all the same', async () => {
  jest.useFakeTimers();
  try {
    const written = new Promise<string>((resolve) => answerQueue()(() => resolve('written')));
    expect(await written).toBe('written');
  } finally {
    jest.useRealTimers();
  }
});
