import { KeyedQueue } from './keyed-queue';

/** Work that ends on demand, and logs its beginning and end. */
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
  /** Ends one piece of work, then lets everything that is ready run. */
  const end = async (name: string, failure?: Error) => {
    ends.get(name)?.(failure);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { log, work, end };
}

test('work with one key runs one after the other, in order', async () => {
  const [queue, { log, work, end }] = [new KeyedQueue(), recorder()];
  const all = Promise.all(['1', '2', '3'].map((name) => queue.run('a', work(name))));
  await end('none');
  expect(log).toEqual(['1 begins']);
  await end('1');
  expect(log).toEqual(['1 begins', '1 ends', '2 begins']);
  await end('2');
  await end('3');
  expect(log).toEqual(['1 begins', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends']);
  expect(await all).toEqual(['1', '2', '3']);
});

test('work added while earlier work runs waits for it', async () => {
  const [queue, { log, work, end }] = [new KeyedQueue(), recorder()];
  const first = queue.run('a', work('1'));
  const second = queue.run('a', work('2'));
  await end('1');
  const third = queue.run('a', work('3'));
  await end('none');
  expect(log).toEqual(['1 begins', '1 ends', '2 begins']);
  await end('2');
  await end('3');
  expect(await Promise.all([first, second, third])).toEqual(['1', '2', '3']);
  expect(log.slice(3)).toEqual(['2 ends', '3 begins', '3 ends']);
});

test('work with different keys runs concurrently', async () => {
  const [queue, { log, work, end }] = [new KeyedQueue(), recorder()];
  const all = Promise.all([queue.run('a', work('1')), queue.run('b', work('2'))]);
  await end('2');
  await end('1');
  expect(log).toEqual(['1 begins', '2 begins', '2 ends', '1 ends']);
  expect(await all).toEqual(['1', '2']);
});

test('a failure rejects only its own promise, and the next work starts', async () => {
  const [queue, { log, work, end }] = [new KeyedQueue(), recorder()];
  const all = Promise.allSettled(['1', '2', '3'].map((name) => queue.run('a', work(name))));
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
])('work that %s at once does not block the queue', async (_, work) => {
  const queue = new KeyedQueue();
  const [failed, next] = await Promise.allSettled([queue.run('a', work), queue.run('a', async () => 'next')]);
  expect(failed).toMatchObject({ status: 'rejected', reason: { message: 'at once' } });
  expect(next).toEqual({ status: 'fulfilled', value: 'next' });
});

test.each([
  ['work', async () => undefined],
  ['a failure', () => Promise.reject(new Error('no'))],
])('after %s the key is free: the next work starts synchronously', async (_, work) => {
  const queue = new KeyedQueue();
  await Promise.allSettled([queue.run('a', work), queue.run('a', work)]);
  let begun = false;
  const done = queue.run('a', async () => {
    begun = true;
  });
  expect(begun).toBe(true);
  await done;
});

test('fifty writers that read, wait and write lose no update', async () => {
  const queue = new KeyedQueue();
  let version = 2;
  const write = () =>
    queue.run('a', async () => {
      const current = version;
      await new Promise((resolve) => setImmediate(resolve));
      version = current + 1;
    });
  await Promise.all(Array.from({ length: 50 }, write));
  expect(version).toBe(52);
});

test('work that waits too long is refused, is never run, and lets no later work overtake', async () => {
  const [queue, { log, work, end }] = [new KeyedQueue(), recorder()];
  const first = queue.run('a', work('1'));
  const patience = { longest: 20, refusal: () => new Error('too long') };
  await expect(queue.run('a', work('2'), patience)).rejects.toThrow('too long');
  const third = queue.run('a', work('3'));
  await end('none');
  expect(log).toEqual(['1 begins']);
  await end('1');
  expect(log).toEqual(['1 begins', '1 ends', '3 begins']);
  await end('3');
  expect(await Promise.all([first, third])).toEqual(['1', '3']);
});
