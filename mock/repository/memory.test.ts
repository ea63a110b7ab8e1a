import type { Session } from '../rules/session';
import { memoryRepository } from './memory';

function session(id: string, version = 2, expiresAt = 1000): Session {
  return { id, version, expiresAt, namespaces: new Map(), token: `${id} v${version}` };
}

/** A repository whose clock stands where it is put, and where it begins with these sessions. */
function holding(sessions: readonly Session[], { maxSessions = 100, now = 0 } = {}) {
  const time = { now };
  const repository = memoryRepository({ clock: () => time.now, maxSessions });
  for (const each of sessions) repository.commit(each, undefined);
  return { repository, time };
}

describe('compare and set', () => {
  test.each<[string, Session[], Session, number | undefined, boolean]>([
    ['a new session', [], session('a'), undefined, true],
    ['a new session that is there already', [session('a')], session('a'), undefined, false],
    ['the next version', [session('a', 2)], session('a', 3), 2, true],
    ['the next version of one that is further', [session('a', 3)], session('a', 3), 2, false],
    ['the next version of one that is behind', [session('a', 2)], session('a', 4), 3, false],
    ['the next version of one that is gone', [], session('a', 3), 2, false],
    ['the next version of another', [session('b', 2)], session('a', 3), 2, false],
  ])('%s', async (_, kept, next, expectedVersion, done) => {
    const { repository } = holding(kept);
    expect(await repository.commit(next, expectedVersion)).toBe(done);
    expect(await repository.get('a')).toBe(done ? next : kept.find(({ id }) => id === 'a'));
    expect(await repository.count()).toBe(done && kept[0]?.id !== 'a' ? kept.length + 1 : kept.length);
  });

  test('of fifty at the same version one gets through', async () => {
    const { repository } = holding([session('a')]);
    const done = await Promise.all(Array.from({ length: 50 }, () => repository.commit(session('a', 3), 2)));
    expect(done.filter(Boolean)).toHaveLength(1);
  });

  test('two repositories never see each other', async () => {
    holding([session('a')]);
    expect(await holding([]).repository.get('a')).toBeUndefined();
  });
});

describe('R-340: expiry', () => {
  test.each([
    [999, true],
    [1000, false],
    [1001, false],
  ])('at %i a session that expires at 1000 is there: %j', async (now, there) => {
    const { repository, time } = holding([session('a', 2, 1000), session('b', 2, 5000)]);
    time.now = now;
    expect(await repository.count()).toBe(there ? 2 : 1);
    expect((await repository.get('a')) !== undefined).toBe(there);
    expect(await repository.get('b')).toBeDefined();
  });

  test('what has expired counts as absent for a commit', async () => {
    const { repository, time } = holding([session('a', 2, 1000)]);
    time.now = 1000;
    expect(await repository.commit(session('a', 3, 2000), 2)).toBe(false);
    const fresh = session('a', 2, 2000);
    expect(await repository.commit(fresh, undefined)).toBe(true);
    expect(await repository.get('a')).toBe(fresh);
  });

  test('the newest version’s expiry counts', async () => {
    const { repository, time } = holding([session('a', 2, 1000)]);
    repository.commit(session('a', 3, 2000), 2);
    time.now = 1500;
    expect(await repository.get('a')).toMatchObject({ version: 3 });
  });
});

describe('the bound: what was used least recently goes first', () => {
  const abc = ['a', 'b', 'c'].map((id) => session(id));

  test.each<[string, (repository: ReturnType<typeof memoryRepository>) => unknown, string[]]>([
    ['in the order of creation', () => undefined, ['b', 'c', 'd']],
    ['reading refreshes', (repository) => repository.get('a'), ['a', 'c', 'd']],
    ['so does writing', (repository) => repository.commit(session('a', 3), 2), ['a', 'c', 'd']],
    [
      'a write that is refused does not',
      (repository) => repository.commit(session('a', 4), 3),
      ['b', 'c', 'd'],
    ],
    ['counting does not', (repository) => repository.count(), ['b', 'c', 'd']],
    ['reading what is not there does not', (repository) => repository.get('x'), ['b', 'c', 'd']],
  ])('%s', async (_, use, left) => {
    const { repository } = holding(abc, { maxSessions: 3 });
    await use(repository);
    repository.commit(session('d'), undefined);
    expect(await repository.count()).toBe(3);
    const found = await Promise.all(['a', 'b', 'c', 'd'].map((id) => repository.get(id)));
    expect(found.flatMap((each) => each?.id ?? [])).toEqual(left);
  });

  test('the next version of a session drives nobody out', async () => {
    const { repository } = holding(abc, { maxSessions: 3 });
    repository.commit(session('b', 3), 2);
    expect(await repository.count()).toBe(3);
    expect(await repository.get('a')).toBeDefined();
  });

  test('at most one session may be kept', async () => {
    const { repository } = holding(abc, { maxSessions: 1 });
    expect(await repository.count()).toBe(1);
    expect(await repository.get('c')).toBeDefined();
  });
});

describe('clear', () => {
  test('forgets all and says how many', async () => {
    const { repository } = holding(['a', 'b', 'c'].map((id) => session(id)));
    expect(await repository.clear()).toBe(3);
    expect(await repository.count()).toBe(0);
    expect(await repository.get('a')).toBeUndefined();
    expect(await repository.clear()).toBe(0);
  });

  test('begins anew: what is the least recently used is forgotten again', async () => {
    const { repository } = holding([session('a'), session('b')], { maxSessions: 2 });
    await repository.clear();
    for (const id of ['c', 'd', 'e']) repository.commit(session(id), undefined);
    expect(await repository.count()).toBe(2);
    expect(await repository.get('c')).toBeUndefined();
    expect(await repository.get('d')).toBeDefined();
  });
});
