import sessionManager from '../../../fixtures/openapi/session-manager.yaml';
import { sessionOperations } from '../../operations/table';
import type { FaultOptions } from './fault';
import { type FaultTarget, faultStore } from './store';

const post: FaultTarget = { method: 'POST', path: '/io/api/sessions', operation: 'createSession' };
const read: FaultTarget = { method: 'GET', path: '/api/segments', operation: 'getSegment' };

const refused = (fault: unknown) => {
  const store = faultStore();
  const add = () => store.add(fault as FaultOptions);
  expect(add).toThrow(expect.objectContaining({ status: 400, code: 'CONTROL_INPUT_INVALID' }));
  expect([store.list(), store.isActive]).toEqual([[], false]);
  return add;
};

test('the operation ids equal those of the OpenAPI document', () => {
  const paths = Object.values(
    sessionManager['paths'] as Record<string, Record<string, { operationId?: string }>>,
  );
  const ids = paths.flatMap((methods) =>
    Object.values(methods).flatMap(({ operationId }) => operationId ?? []),
  );
  expect([...sessionOperations].sort()).toEqual(ids.sort());
});

describe('which requests', () => {
  test.each<[Partial<FaultOptions>, boolean, boolean]>([
    [{}, true, true],
    [{ method: 'POST' }, true, false],
    [{ path: '/io/' }, true, false],
    [{ path: '/api' }, false, true],
    [{ operation: 'getSegment' }, false, true],
    [{ operation: 'getSegment', method: 'POST' }, false, false],
    [{ operation: 'createSession', method: 'POST', path: '/io/api/sessions' }, true, false],
    [{ path: '/io/api/sessions/' }, false, false],
  ])('%j', (scope, ofPost, ofRead) => {
    const store = faultStore();
    store.add({ ...scope, status: 503, times: 'every' });
    expect([store.take(post) !== undefined, store.take(read) !== undefined]).toEqual([ofPost, ofRead]);
  });
});

describe('how many', () => {
  test('one request by default', () => {
    const store = faultStore();
    const { id } = store.add({ status: 503 });
    expect([store.isActive, store.take(post), store.isActive]).toEqual([true, { status: 503 }, false]);
    expect(store.take(post)).toBeUndefined();
    expect(store.list()).toEqual([{ id, status: 503, times: 1, left: 0, used: 1 }]);
  });

  test('a request takes the first matching fault with uses left', () => {
    const store = faultStore();
    store.add({ status: 501, times: 2, method: 'POST' });
    store.add({ status: 502 });
    store.add({ status: 503, times: 'every' });
    const statuses = [post, read, post, post, read].map((target) => store.take(target)?.status);
    expect(statuses).toEqual([501, 502, 501, 503, 503]);
    expect(store.list().map(({ left, used }) => [left, used])).toEqual([
      [0, 2],
      [0, 1],
      ['every', 2],
    ]);
    expect(store.isActive).toBe(true);
  });
});

test('one or all are removed, and ids are not reused', () => {
  const store = faultStore();
  const [one, two] = [store.add({ delay: 1 }), store.add({ delay: 2 })];
  expect(store.remove(one.id)).toEqual({ dropped: { faults: 1 } });
  expect([store.list().map(({ id }) => id), store.isActive]).toEqual([[two.id], true]);
  expect(() => store.remove(one.id)).toThrow(
    expect.objectContaining({
      status: 404,
      code: 'FAULT_UNKNOWN',
      message: `There is no fault ${one.id}: GET /_mock/faults lists the existing ones`,
    }),
  );
  expect([store.clear(), store.clear()]).toEqual([{ dropped: { faults: 1 } }, { dropped: { faults: 0 } }]);
  expect(store.isActive).toBe(false);
  expect(store.add({ delay: 1 }).id).not.toBe(one.id);
});

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

const effects = '$.delay, $.status, $.drop, $.truncate, $.malformed, $.loseSetCookie';

test.each<[unknown, string]>([
  [undefined, '$ must be an object, not absent'],
  [[], '$ must be an object, not []'],
  [{}, `$ must have one of ${effects}`],
  [{ times: 2 }, `$ must have one of ${effects}`],
  [{ statsu: 503 }, '$.statsu is unknown: use method, path, operation, times, delay, status'],
  [{ status: 399 }, '$.status must be a status from 400 to 599, not 399'],
  [{ status: 600 }, '$.status must be a status from 400 to 599, not 600'],
  [{ status: '503' }, '$.status must be a status from 400 to 599, not "503"'],
  [{ delay: -1 }, '$.delay must be milliseconds from 0 to 60000, not -1'],
  [{ delay: 60_001 }, '$.delay must be milliseconds from 0 to 60000, not 60001'],
  [{ delay: 0.5 }, '$.delay must be milliseconds from 0 to 60000, not 0.5'],
  [{ drop: true }, '$.drop must be request or answer, not true'],
  [{ truncate: false }, '$.truncate must be true, not false'],
  [{ malformed: 1 }, '$.malformed must be true, not 1'],
  [
    { loseSetCookie: false },
    '$.loseSetCookie must be true or the name of a cookie, such as vtex_session, not false',
  ],
  [{ loseSetCookie: '' }, '$.loseSetCookie must be true or'],
  [{ loseSetCookie: 'a=b' }, '$.loseSetCookie must be true or'],
  [{ status: 503, drop: 'answer' }, '$.drop cannot be combined with $.status: leave one out'],
  [
    { truncate: true, loseSetCookie: true },
    '$.loseSetCookie cannot be combined with $.truncate: leave one out',
  ],
  [{ status: 503, times: 0 }, '$.times must be a whole number from 1, or "every", not 0'],
  [{ status: 503, times: 'all' }, '$.times must be a whole number from 1, or "every", not "all"'],
  [{ status: 503, method: 'post' }, '$.method must be one of GET, HEAD, POST, PATCH, not "post"'],
  [
    { status: 503, path: 'api' },
    '$.path must be the beginning of a path, such as "/api/sessions", not "api"',
  ],
  [{ status: 503, path: '/a?b' }, '$.path must be the beginning of a path'],
  [
    { status: 503, operation: 'create' },
    '$.operation must be one of createSession, editSession, getSession, ',
  ],
])('%j is refused', (fault, message) => {
  expect(refused(fault)).toThrow(message);
});

test.each<FaultOptions>([
  { delay: 0 },
  { delay: 60_000, status: 400 },
  { delay: 1, drop: 'request' },
  { delay: 1, truncate: true },
  { malformed: true, times: Number.MAX_SAFE_INTEGER },
  { loseSetCookie: 'vtex_session', status: undefined } as unknown as FaultOptions,
])('%j is accepted', (fault) => {
  expect(faultStore().add(fault)).toMatchObject(fault);
});
