import type { InProcessApp, SessionManagerOptions } from '../index';
import { namespacesOf, plainOf, sealed } from '../rules/testing/plain';
import { managerWith, newVisitor, sessionOf } from '../server/testing/visitor';
import { inProcessApp } from './in-process';

const quiet: InProcessApp = { name: 'quiet', input: {}, output: {}, transform: () => undefined };

const transformed = async (transform: (input: never) => unknown, input = {}) =>
  plainOf(
    await inProcessApp({ ...quiet, output: { a: ['b', 'at'] }, transform } as InProcessApp).transform(
      sealed(namespacesOf(input)),
    ),
  );

test('receives and returns plain JSON (R-241)', async () => {
  const inputs: unknown[] = [];
  const transform = async (input: unknown) => {
    inputs.push(input);
    return { a: { b: { value: { c: [1, null] } } } };
  };
  const output = await transformed(transform, { public: { sc: '2', x: { y: 1 } }, store: { channel: '1' } });
  expect(inputs).toEqual([
    { public: { sc: { value: '2' }, x: { value: { y: 1 } } }, store: { channel: { value: '1' } } },
  ]);
  expect(output).toEqual({ a: { b: { c: [1, null] } } });
});

test.each([
  ['undefined', undefined, {}],
  ['null', null, {}],
  ['an empty object', {}, {}],
  [
    'a Date, which becomes JSON text',
    { a: { at: { value: new Date(0) } } },
    { a: { at: '1970-01-01T00:00:00.000Z' } },
  ],
])('accepts the answer %s', async (_, answer, output) => {
  expect(await transformed(() => answer)).toEqual(output);
});

test.each<[string, unknown, string]>([
  ['text', 'x', 'the answer is not an object'],
  ['a list', [], 'the answer is not an object'],
  ['a function', () => 1, 'the answer is not an object'],
  ['a namespace that is a value', { a: 1 }, 'a is not an object'],
  ['a key without {value}', { a: { b: 7 } }, 'a.b is not an object'],
  ['a BigInt', { a: { b: { value: 1n } } }, 'Do not know how to serialize a BigInt'],
])('rejects the answer %s', async (_, answer, message) => {
  await expect(transformed(() => answer)).rejects.toThrow(message);
});

test('changes to its input, or later to its answer, reach no session', async () => {
  const answer = { a: { b: { value: { c: 1 } } } };
  const input = sealed(namespacesOf({ public: { x: { y: 1 } } }));
  const app = inProcessApp({
    ...quiet,
    output: { a: ['b'] },
    transform(given) {
      (given['public']?.['x']?.value as { y: number }).y = 2;
      return answer;
    },
  });
  const output = await app.transform(input);
  answer.a.b.value.c = 2;
  expect(plainOf(output)).toEqual({ a: { b: { c: 1 } } });
  expect(plainOf(input)).toEqual({ public: { x: { y: 1 } } });
});

test('calls transform as a method of the app', async () => {
  class Counter implements InProcessApp {
    readonly name = 'counter';
    readonly input = { public: ['a'] };
    readonly output = { counter: ['calls'] };
    calls = 0;
    transform() {
      this.calls += 1;
      return { counter: { calls: { value: this.calls } } };
    }
  }
  const manager = managerWith({ apps: [new Counter()] });
  const visitor = await newVisitor(manager, { public: { a: { value: '1' } } });
  expect((await sessionOf(manager, visitor)).namespaces['counter']).toEqual({ calls: { value: 1 } });
});

const hint = 'Write namespaces with their keys, such as {"public": ["sc"]}.';

test.each<[unknown, ...string[]]>([
  [{}, 'apps is not a list. Give a list of apps.'],
  [[null], 'apps[0] is not an app. Give {name, input, output, transform}.'],
  [
    [quiet, {}],
    'apps[1].name is missing. Give a name.',
    `apps[1].input is missing. ${hint}`,
    `apps[1].output is missing. ${hint}`,
    'apps[1].transform is missing. Give a function.',
  ],
  [
    [{ ...quiet, name: '', runOnCreate: 1, input: { public: ['(.*'] } }],
    'apps[0].name "" is invalid. Give a name.',
    'apps[0].input.public[0] is "(.*", which is not a valid regular expression. Write the name of a key, such as "sc".',
    'apps[0].runOnCreate 1 is invalid. Give true or false.',
  ],
  [[quiet, { ...quiet }, { ...quiet }], 'apps has quiet twice. Give each app its own name.'],
])('refuses the option apps: %j', (apps, ...lines) => {
  expect(() => managerWith({ apps } as SessionManagerOptions)).toThrow(
    expect.objectContaining({ code: 'OPTION_INVALID', message: lines.join('\n') }),
  );
});
