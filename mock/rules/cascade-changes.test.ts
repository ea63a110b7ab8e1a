import { appWith, namespacesOf, type Plain, plainOf, run, type Start, textAt } from './testing/plain';

describe('whether anything changed', () => {
  const undoing = appWith({
    name: 'undoing',
    input: { public: ['sc'] },
    output: { public: ['sc'] },
    transform: () => namespacesOf({ public: { sc: '1' } }),
  });
  const before = { public: { sc: '1', box: { a: [1, { b: null }] }, n: 1 }, cookie: { c: 'x' } };

  test.each<[string, Start]>([
    ['R-168: no write', {}],
    ['R-168: an equal value', { writes: { public: { sc: '1' } } }],
    ['R-168: an equal object', { writes: { public: { box: { a: [1, { b: null }] } } } }],
    ['R-168: an equal cookie', { writes: { cookie: { c: 'x' } } }],
    ['R-168: an app that undoes what the caller wrote', { writes: { public: { sc: '2' } } }],
    ['R-118: removing what is not there', { removals: [{ namespace: 'cookie', key: 'd' }] }],
  ])('not: %s', async (_, start) => {
    const namespaces = namespacesOf(before);
    const result = await run([undoing], { ...start, before: namespaces });
    expect(result.changed).toBe(false);
    expect(result.namespaces).toBe(namespaces);
  });

  test.each<[string, Start, Plain]>([
    ['another value', { writes: { public: { n: 2 } } }, { public: { ...before.public, n: 2 } }],
    [
      'R-061: a number is not its text',
      { writes: { public: { n: '1' } } },
      { public: { ...before.public, n: '1' } },
    ],
    [
      'R-067: null where nothing was',
      { writes: { public: { none: null } } },
      { public: { ...before.public, none: null } },
    ],
    [
      'R-066: "" where nothing was',
      { writes: { public: { x: '' } } },
      { public: { ...before.public, x: '' } },
    ],
    [
      'an object that differs deep inside',
      { writes: { public: { box: { a: [1, { b: 0 }] } } } },
      { public: { ...before.public, box: { a: [1, { b: 0 }] } } },
    ],
    [
      'R-118: one removed, another written',
      { writes: { cookie: { d: 'y' } }, removals: [{ namespace: 'cookie', key: 'c' }] },
      { cookie: { d: 'y' } },
    ],
  ])('yes: %s', async (_, start, after) => {
    const result = await run([undoing], { ...start, before });
    expect(result.changed).toBe(true);
    expect(plainOf(result.namespaces)).toEqual({ ...before, ...after });
  });

  test('yes: an app that undoes what the caller wrote, and writes something else', async () => {
    const moving = appWith({
      input: { public: ['sc'] },
      output: { public: ['sc', 'asked'] },
      transform: (input) => namespacesOf({ public: { sc: '1', asked: textAt(input, 'public', 'sc') } }),
    });
    const result = await run([moving], {
      before: { public: { sc: '1', asked: '-' } },
      writes: { public: { sc: '2' } },
    });
    expect(result.changed).toBe(true);
    expect(plainOf(result.namespaces)).toEqual({ public: { sc: '1', asked: '1' } });
  });

  test('R-118: a namespace that lost its last key is gone', async () => {
    const result = await run([], { before, removals: [{ namespace: 'cookie', key: 'c' }] });
    expect([...result.namespaces.keys()]).toEqual(['public']);
  });
});

describe('what did not change is shared', () => {
  const answer = namespacesOf({ store: { channel: '1' } });
  const sharing = appWith({ runOnCreate: true, output: { store: ['channel'] }, transform: () => answer });

  test('two anonymous sessions hold the very same store', async () => {
    const [one, other] = [await run([sharing], { creating: true }), await run([sharing], { creating: true })];
    expect(one.namespaces.get('store')).toBe(answer.get('store'));
    expect(other.namespaces.get('store')).toBe(answer.get('store'));
  });

  test('an edit keeps the namespaces that it does not touch, and changes none in place', async () => {
    const before = namespacesOf({ store: { channel: '1' }, public: { a: '1' }, cookie: { c: 'x' } });
    const { namespaces } = await run([], { before, writes: { public: { a: '2' } } });
    expect(namespaces.get('store')).toBe(before.get('store'));
    expect(namespaces.get('cookie')).toBe(before.get('cookie'));
    expect(plainOf(before)).toEqual({ store: { channel: '1' }, public: { a: '1' }, cookie: { c: 'x' } });
    expect([...namespaces.keys()]).toEqual(['store', 'public', 'cookie']);
  });

  test('so does an app that repeats what is there', async () => {
    const before = namespacesOf({ store: { channel: '1' } });
    const repeating = appWith({
      input: { public: ['a'] },
      output: { store: ['channel'] },
      transform: () => namespacesOf({ store: { channel: '1' } }),
    });
    const { namespaces } = await run([repeating], { before, writes: { public: { a: '2' } } });
    expect(namespaces.get('store')).toBe(before.get('store'));
  });
});
