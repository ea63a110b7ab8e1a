import { type FaultTarget, faultStore } from './store';

// The contract suite covers what a request can show (control.faults).

const post: FaultTarget = { method: 'POST', path: '/io/api/sessions', operation: 'createSession' };

test('changing the options after add() has no effect', () => {
  const store = faultStore();
  const options: { status: number } = { status: 503 };
  store.add(options);
  options.status = 500;
  expect(store.take(post)?.status).toBe(503);
});

test('at most 1000 faults are stored', () => {
  const store = faultStore();
  for (let added = 0; added < 1000; added++) store.add({ delay: 0 });
  expect(() => store.add({ delay: 0 })).toThrow('$ exceeds the limit of 1000 faults: remove some first');
});
