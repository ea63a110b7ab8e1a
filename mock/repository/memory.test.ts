import fc from 'fast-check';
import type { Session } from '../rules/session';
import { memoryRepository } from './memory';

function session(id: string, version = 2, expiresAt = 1000): Session {
  return { id, version, expiresAt, namespaces: new Map(), token: token(id, version) };
}

function token(id: string, version = 2): string {
  return `${id} v${version}`;
}

/** A repository whose clock stands where it is put, and where it begins with these sessions. */
function holding(sessions: readonly Session[], { maxSessions = 100, now = 0 } = {}) {
  const time = { now };
  const repository = memoryRepository({ clock: () => time.now, maxSessions });
  for (const each of sessions) repository.commit(each, undefined, repository.generation);
  return { repository, time };
}

describe('compare and set', () => {
  test.each<[string, Session[], Session, string | undefined, boolean]>([
    ['a new session', [], session('a'), undefined, true],
    ['a new session that is there already', [session('a')], session('a'), undefined, false],
    ['the next version', [session('a', 2)], session('a', 3), token('a'), true],
    ['the next version of one that is further', [session('a', 3)], session('a', 3), token('a'), false],
    ['the next version of one that is behind', [session('a', 2)], session('a', 4), token('a', 3), false],
    ['the next version of one that is gone', [], session('a', 3), token('a'), false],
    ['the next version of another', [session('b', 2)], session('a', 3), token('a'), false],
  ])('%s', async (_, kept, next, replaces, done) => {
    const { repository } = holding(kept);
    expect(await repository.commit(next, replaces, repository.generation)).toBe(done);
    expect(await repository.get('a')).toBe(done ? next : kept.find(({ id }) => id === 'a'));
    expect(await repository.count()).toBe(done && kept[0]?.id !== 'a' ? kept.length + 1 : kept.length);
  });

  test('of fifty commits at one version exactly one succeeds', async () => {
    const { repository } = holding([session('a')]);
    const done = await Promise.all(
      Array.from({ length: 50 }, () => repository.commit(session('a', 3), token('a'), repository.generation)),
    );
    expect(done.filter(Boolean)).toHaveLength(1);
  });

  test('a session that was created again at the same version is another state', async () => {
    const { repository } = holding([]);
    const again = { ...session('a'), token: 'another' };
    repository.commit(again, undefined, repository.generation);
    expect(await repository.commit(session('a', 3), token('a'), repository.generation)).toBe(false);
    expect(await repository.get('a')).toBe(again);
  });

  test.each<[string, (repository: ReturnType<typeof memoryRepository>) => unknown]>([
    ['clear', (repository) => repository.clear()],
    ['replaceAll', (repository) => repository.replaceAll(new Map([['a', session('a')]]))],
  ])('after %s, writes that began before are not stored', async (_, end) => {
    const { repository } = holding([session('a')]);
    const { generation } = repository;
    end(repository);
    const before = await repository.list(9);
    const commits = [
      { session: session('b'), replaces: undefined },
      { session: session('a', 3), replaces: token('a') },
    ];
    for (const { session, replaces } of commits) {
      expect(await repository.commit(session, replaces, generation)).toBe(false);
    }
    expect(await repository.commitAll(commits.slice(0, 1), generation)).toBe(false);
    expect(await repository.list(9)).toEqual(before);
  });

  test('two repositories share nothing', async () => {
    holding([session('a')]);
    expect(await holding([]).repository.get('a')).toBeUndefined();
  });
});

describe('R-340: expiry', () => {
  test.each([
    [999, true],
    [1000, false],
    [1001, false],
  ])('at %i, a session that expires at 1000 is found: %j', async (now, there) => {
    const { repository, time } = holding([session('a', 2, 1000), session('b', 2, 5000)]);
    time.now = now;
    expect(await repository.count()).toBe(there ? 2 : 1);
    expect((await repository.get('a')) !== undefined).toBe(there);
    expect(await repository.get('b')).toBeDefined();
  });

  test('an expired session counts as absent in a commit', async () => {
    const { repository, time } = holding([session('a', 2, 1000)]);
    time.now = 1000;
    expect(await repository.commit(session('a', 3, 2000), token('a'), repository.generation)).toBe(false);
    const fresh = session('a', 2, 2000);
    expect(await repository.commit(fresh, undefined, repository.generation)).toBe(true);
    expect(await repository.get('a')).toBe(fresh);
  });

  test('the expiry of the newest version counts', async () => {
    const { repository, time } = holding([session('a', 2, 1000)]);
    repository.commit(session('a', 3, 2000), token('a'), repository.generation);
    time.now = 1500;
    expect(await repository.get('a')).toMatchObject({ version: 3 });
  });
});

describe('beyond the maximum the least recently used session is evicted', () => {
  const abc = ['a', 'b', 'c'].map((id) => session(id));

  test.each<[string, (repository: ReturnType<typeof memoryRepository>) => unknown, string[]]>([
    ['in the order of creation', () => undefined, ['b', 'c', 'd']],
    ['reading refreshes', (repository) => repository.get('a'), ['a', 'c', 'd']],
    [
      'so does writing',
      (repository) => repository.commit(session('a', 3), token('a'), repository.generation),
      ['a', 'c', 'd'],
    ],
    [
      'a write that is refused does not',
      (repository) => repository.commit(session('a', 4), token('a', 3), repository.generation),
      ['b', 'c', 'd'],
    ],
    ['counting does not', (repository) => repository.count(), ['b', 'c', 'd']],
    ['reading what is not there does not', (repository) => repository.get('x'), ['b', 'c', 'd']],
  ])('%s', async (_, use, left) => {
    const { repository } = holding(abc, { maxSessions: 3 });
    await use(repository);
    repository.commit(session('d'), undefined, repository.generation);
    expect(await repository.count()).toBe(3);
    const found = await Promise.all(['a', 'b', 'c', 'd'].map((id) => repository.get(id)));
    expect(found.flatMap((each) => each?.id ?? [])).toEqual(left);
  });

  test('the next version of a session evicts none', async () => {
    const { repository } = holding(abc, { maxSessions: 3 });
    repository.commit(session('b', 3), token('b'), repository.generation);
    expect(await repository.count()).toBe(3);
    expect(await repository.get('a')).toBeDefined();
  });

  test('the maximum may be one session', async () => {
    const { repository } = holding(abc, { maxSessions: 1 });
    expect(await repository.count()).toBe(1);
    expect(await repository.get('c')).toBeDefined();
  });
});

describe('clear', () => {
  test('removes all sessions and returns their number', async () => {
    const { repository } = holding(['a', 'b', 'c'].map((id) => session(id)));
    expect(await repository.clear()).toBe(3);
    expect(await repository.count()).toBe(0);
    expect(await repository.get('a')).toBeUndefined();
    expect(await repository.clear()).toBe(0);
  });

  test('keeps evicting the least recently used afterwards', async () => {
    const { repository } = holding([session('a'), session('b')], { maxSessions: 2 });
    await repository.clear();
    for (const id of ['c', 'd', 'e']) repository.commit(session(id), undefined, repository.generation);
    expect(await repository.count()).toBe(2);
    expect(await repository.get('c')).toBeUndefined();
    expect(await repository.get('d')).toBeDefined();
  });
});

describe('list', () => {
  test('returns the most recently used sessions, newest first', async () => {
    const { repository } = holding(['a', 'b', 'c'].map((id) => session(id)));
    await repository.get('a');
    const ids = async (limit: number) => (await repository.list(limit)).map(({ id }) => id);
    expect(await ids(10)).toEqual(['a', 'c', 'b']);
    expect(await ids(2)).toEqual(['a', 'c']);
    expect(await ids(10)).toEqual(['a', 'c', 'b']); // to be listed is no use
  });

  test('leaves out expired sessions', async () => {
    const { repository, time } = holding([session('a', 2, 1000), session('b', 2, 2000)]);
    time.now = 1000;
    expect((await repository.list(10)).map(({ id }) => id)).toEqual(['b']);
  });
});

describe('commitAll', () => {
  test('stores all sessions or none', async () => {
    const { repository } = holding([session('a'), session('b')]);
    const commits = [
      { session: session('a', 3), replaces: token('a') },
      { session: session('c'), replaces: undefined },
      { session: session('b', 4), replaces: token('b', 3) },
    ];
    expect(await repository.commitAll(commits, repository.generation)).toBe(false);
    expect(await repository.list(9)).toEqual([session('b'), session('a')]);
    expect(await repository.commitAll(commits.slice(0, 2), repository.generation)).toBe(true);
    expect(await repository.list(9)).toEqual([session('c'), session('a', 3), session('b')]);
  });

  test('evicts beyond the maximum', async () => {
    const { repository } = holding([session('a')], { maxSessions: 2 });
    const commits = ['b', 'c'].map((id) => ({ session: session(id), replaces: undefined }));
    expect(await repository.commitAll(commits, repository.generation)).toBe(true);
    expect((await repository.list(9)).map(({ id }) => id)).toEqual(['c', 'b']);
  });
});

describe('replaceAll', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const replaced = (id: string, count: number) => (count === 0 ? undefined : token(id, count + 1));
  type Repository = ReturnType<typeof memoryRepository>;
  type Step = (repository: Repository, time: { now: number }) => unknown;

  const id = fc.constantFrom(...ids);
  const small = fc.nat({ max: 3 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    id.map((id) => (repository: Repository) => repository.get(id)),
    fc.tuple(id, small, small, fc.integer({ min: 1, max: 9 })).map(
      ([id, expected, more, life]) =>
        (repository: Repository) =>
          repository.commit(
            session(id, expected + more, life),
            replaced(id, expected),
            repository.generation,
          ),
    ),
    fc.uniqueArray(id).map(
      (several) => (repository: Repository) =>
        repository.commitAll(
          several.map((id) => ({ session: session(id, 2, 5), replaces: undefined })),
          repository.generation,
        ),
    ),
    small.map((limit) => (repository: Repository) => repository.list(limit)),
    fc.constant((repository: Repository) => repository.count()),
    fc.nat({ max: 9 }).map((now) => (_: Repository, time: { now: number }) => {
      time.now = now;
    }),
    fc.constant((repository: Repository) => repository.clear()),
  );
  const kept = fc
    .uniqueArray(fc.tuple(id, fc.integer({ min: 1, max: 9 })), { selector: ([id]) => id })
    .map((sessions) => sessions.map(([id, life]) => session(id, 2, life)));

  test('has the effect of clear and single commits, whatever precedes and follows', () => {
    const property = fc.property(
      kept,
      kept,
      fc.array(step, { maxLength: 20 }),
      fc.integer({ min: 1, max: 6 }),
      (first, second, steps, maxSessions) => {
        const [one, other] = [holding(first, { maxSessions }), holding(first, { maxSessions })];
        for (const sessions of [first, second]) {
          const dropped = one.repository.replaceAll(new Map(sessions.map((each) => [each.id, each])));
          expect(dropped).toBe(other.repository.clear());
          for (const each of sessions) other.repository.commit(each, undefined, other.repository.generation);
          for (const use of steps) {
            expect(use(one.repository, one.time)).toEqual(use(other.repository, other.time));
          }
          expect(one.repository.list(9)).toEqual(other.repository.list(9));
          expect(one.repository.count()).toBe(other.repository.count());
        }
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  test('does not change the given map', () => {
    const { repository, time } = holding([]);
    const given = new Map(ids.map((id) => [id, session(id)]));
    for (let time = 0; time < 2; time++) {
      repository.replaceAll(given);
      repository.commit(session('a', 3), token('a'), repository.generation);
      repository.get('b');
      expect(repository.list(9)).toMatchObject([{ id: 'b' }, { id: 'a', version: 3 }, {}, {}, { id: 'c' }]);
    }
    time.now = 1000;
    expect(repository.count()).toBe(0);
    expect(given.get('a')).toEqual(session('a'));
    expect(given.size).toBe(5);
  });
});
