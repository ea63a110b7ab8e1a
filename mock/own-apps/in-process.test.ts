import type { InProcessApp, SessionManagerOptions } from '../index';
import { plainOf } from '../rules/testing/plain';
import { managerWith, newVisitor, sessionOf } from '../server/testing/visitor';
import { inProcessApp } from './in-process';

const quiet: InProcessApp = { name: 'quiet', input: {}, output: {}, transform: () => undefined };

const transformed = async (transform: () => unknown) => {
  const app = inProcessApp({ ...quiet, output: { a: ['b'] }, transform } as InProcessApp);
  return plainOf(await app.transform(new Map()));
};

test('an answer is what JSON makes of it', async () => {
  expect(await transformed(() => ({ a: { b: { value: new Date(0) } } }))).toEqual({
    a: { b: '1970-01-01T00:00:00.000Z' },
  });
  await expect(transformed(() => ({ a: { b: { value: 1n } } }))).rejects.toThrow('BigInt');
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
