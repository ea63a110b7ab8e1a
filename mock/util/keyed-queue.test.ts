import { KeyedQueue } from './keyed-queue';

/** Work that ends when it is told to, and writes down its beginning and end. */
function recorder() {
  const log: string[] = [];
  const ends = new Map<string, (failure?: Error) => void>();
  const work = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      log.push(`${name} begins`);
      ends.set(name, (failure) => {
        log.push(`${name} ends`);
        if (failure === undefined) resolve(name);
        else reject(failure);
      });
    });
  /** Ends one piece of work, and lets everything that is ready run. */
  const end = async (name: string, failure?: Error) => {
    ends.get(name)?.(failure);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { log, work, end };
}

test('under one key each begins when the one before has ended, in order', async () => {
  const [turns, { log, work, end }] = [new KeyedQueue(), recorder()];
  const all = Promise.all(['1', '2', '3'].map((name) => turns.take('a', work(name))));
  await end('none');
  expect(log).toEqual(['1 begins']);
  await end('1');
  expect(log).toEqual(['1 begins', '1 ends', '2 begins']);
  await end('2');
  await end('3');
  expect(log).toEqual(['1 begins', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends']);
  expect(await all).toEqual(['1', '2', '3']);
});

test('one that comes while another of three runs waits for it too', async () => {
  const [turns, { log, work, end }] = [new KeyedQueue(), recorder()];
  const first = turns.take('a', work('1'));
  const second = turns.take('a', work('2'));
  await end('1');
  const third = turns.take('a', work('3'));
  await end('none');
  expect(log).toEqual(['1 begins', '1 ends', '2 begins']);
  await end('2');
  await end('3');
  expect(await Promise.all([first, second, third])).toEqual(['1', '2', '3']);
  expect(log.slice(3)).toEqual(['2 ends', '3 begins', '3 ends']);
});

test('under different keys they run at once', async () => {
  const [turns, { log, work, end }] = [new KeyedQueue(), recorder()];
  const all = Promise.all([turns.take('a', work('1')), turns.take('b', work('2'))]);
  await end('2');
  await end('1');
  expect(log).toEqual(['1 begins', '2 begins', '2 ends', '1 ends']);
  expect(await all).toEqual(['1', '2']);
});

test('a failure is its own, and the next begins all the same', async () => {
  const [turns, { log, work, end }] = [new KeyedQueue(), recorder()];
  const all = Promise.allSettled(['1', '2', '3'].map((name) => turns.take('a', work(name))));
  const failure = new Error('no');
  await end('none');
  await end('1', failure);
  expect(log).toEqual(['1 begins', '1 ends', '2 begins']);
  await end('2');
  await end('3');
  expect(await all).toEqual([
    { status: 'rejected', reason: failure },
    { status: 'fulfilled', value: '2' },
    { status: 'fulfilled', value: '3' },
  ]);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('at once');
    },
  ],
  ['is rejected', () => Promise.reject(new Error('at once'))],
])('work that %s at once stops nobody', async (_, work) => {
  const turns = new KeyedQueue();
  const [failed, next] = await Promise.allSettled([
    turns.take('a', work),
    turns.take('a', async () => 'next'),
  ]);
  expect(failed).toMatchObject({ status: 'rejected', reason: { message: 'at once' } });
  expect(next).toEqual({ status: 'fulfilled', value: 'next' });
});

test.each([
  ['work', async () => undefined],
  ['a failure', () => Promise.reject(new Error('no'))],
])('after %s nothing is remembered of a key: the next begins within the call', async (_, work) => {
  const turns = new KeyedQueue();
  await Promise.allSettled([turns.take('a', work), turns.take('a', work)]);
  let begun = false;
  const done = turns.take('a', async () => {
    begun = true;
  });
  expect(begun).toBe(true);
  await done;
});

test('fifty writers that read, wait and write lose nothing', async () => {
  const turns = new KeyedQueue();
  let version = 2;
  const write = () =>
    turns.take('a', async () => {
      const current = version;
      await new Promise((resolve) => setImmediate(resolve));
      version = current + 1;
    });
  await Promise.all(Array.from({ length: 50 }, write));
  expect(version).toBe(52);
});
