import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendJson, withAppServer } from '../harness/apps';
import { type Context, claim } from '../harness/behaviour';
import type { Variant } from '../targets/target';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
const marker = { emulatorOnly: 'how the real service reads configurations is undocumented' } as const;
const own = { grade: 'assumed', evidence: [], marker, needs } as const;
const url = 'http://127.0.0.1:9';

/** What an emulator says when it refuses a configuration. */
function refusalOf({ emulate }: Context, variant: Variant): string {
  try {
    emulate(variant);
  } catch (error) {
    return (error as Error).message;
  }
  return 'not refused';
}

const mendKey = 'write the name of a key, such as "sc"';
const mendNamespaces = 'write namespaces with their keys, such as {"public": ["sc"]}';

const mendObject =
  'write an object such as {"my-app": {"input": {"public": ["sc"]}, "output": {"my-app": ["tier"]}}}';

/** Works in a folder of its own, which is removed. */
async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'contracts-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Collects notices in order. */
function notices(): { readonly onNotice: (text: string) => void; readonly next: () => Promise<string> } {
  const reported: string[] = [];
  const waiting: ((text: string) => void)[] = [];
  return {
    onNotice(text) {
      const first = waiting.shift();
      if (first === undefined) reported.push(text);
      else first(text);
    },
    next: () => {
      const first = reported.shift();
      return first === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(first);
    },
  };
}

/** Configurations of remote apps: which are refused, and when a file is read again. */
export const emulatorConfigurations = [
  claim({
    id: 'emulator.configurations.wrong-shapes',
    sentence: 'A wrongly shaped configuration is refused; each problem has its path and a hint.',
    operation,
    ...own,
    run: async (context) => {
      await context.visitor.post();
      for (const [configuration, ...lines] of [
        [{}, `the configuration names no app: ${mendObject}`],
        [{ a: 1 }, 'a is a number: write an object with input and output'],
        [{ a: null }, 'a is null: write an object with input and output'],
        [{ a: [] }, 'a is a list: write an object with input and output'],
        [{ '': {} }, '"" is not a valid KEY: name the app, with letters, digits and -'],
        [{ '..': {} }, '".." is not a valid KEY: name the app, with letters, digits and -'],
        [{ a: { inputs: {} } }, 'a.inputs is not known: an app has input and output only'],
        [{ a: { input: [] } }, `a.input is a list: ${mendNamespaces}`],
        [{ a: { output: 'x' } }, `a.output is a string: ${mendNamespaces}`],
        [{ a: { input: null } }, `a.input is null: ${mendNamespaces}`],
        [{ a: { input: { '': [] } } }, 'a.input. has an empty name: name the namespace'],
        [{ a: { input: { b: 'sc' } } }, 'a.input.b is a string: write a list of keys, such as ["sc"]'],
        [{ a: { input: { b: {} } } }, 'a.input.b is an object: write a list of keys, such as ["sc"]'],
        [{ a: { input: { b: ['c', ''] } } }, `a.input.b[1] is empty: ${mendKey}`],
        [{ a: { input: { b: [7] } } }, `a.input.b[0] is a number: ${mendKey}`],
        [
          { a: { input: { b: [true, null] } } },
          `a.input.b[0] is a boolean: ${mendKey}`,
          `a.input.b[1] is null: ${mendKey}`,
        ],
        [
          { a: { input: { b: ['('] } } },
          `a.input.b[0] is "(", which is not a valid regular expression: ${mendKey}`,
        ],
        [
          { a: { input: { b: ['(a+)+b'] } } },
          `a.input.b[0] is "(a+)+b", which may take very long to match (three of * + {} at most, and no repeated group): ${mendKey}`,
        ],
        [
          { '.': 1, b: { input: 1, output: 1 } },
          '"." is not a valid KEY: name the app, with letters, digits and -',
          '. is a number: write an object with input and output',
          `b.input is a number: ${mendNamespaces}`,
          `b.output is a number: ${mendNamespaces}`,
        ],
      ] as [object, ...string[]][]) {
        const expected = lines.map((line) => `remoteApps[0].configuration ${line}`).join('\n');
        context.expect(refusalOf(context, { remoteApps: [{ configuration, url }] })).toBe(expected);
      }
      const fine = { '...': {}, a: { input: {}, output: { b: [] } } };
      context.expect(refusalOf(context, { remoteApps: [{ configuration: fine, url }] })).toBe('not refused');
      const own = { name: 'own', input: { '': [] }, output: undefined as never, transform: () => undefined };
      context
        .expect(refusalOf(context, { apps: [own] }))
        .toBe(
          'apps[0].input. has an empty name. Name the namespace.\n' +
            'apps[0].output is missing. Write namespaces with their keys, such as {"public": ["sc"]}.',
        );
    },
  }),
  claim({
    id: 'emulator.configurations.files',
    sentence: 'A configuration may be a file; a missing file, or invalid JSON with its line, is reported.',
    operation,
    ...own,
    run: async (context) => {
      await context.visitor.post();
      await inFolder(async (folder) => {
        const path = join(folder, 'configuration.json');
        const refusal = () => refusalOf(context, { remoteApps: [{ configuration: path, url }] });
        const start = `remoteApps[0].configuration ${path}: `;
        context.expect(refusal()).toBe(`${start}does not exist`);
        for (const [text, expected] of [
          [
            '{\n"a":',
            /^the configuration is not JSON at line 2, column 5: Unexpected end of JSON input: write it without/,
          ],
          ['{\n"a": {},\n}', /^the configuration is not JSON at line 3, column 1: .+: write it without/],
          [
            '{\n"a":\n\n\n',
            /^the configuration is not JSON at line 2, column 5: Unexpected end of JSON input: /,
          ],
          ['{\n"a" 1\n}\n\n', /^the configuration is not JSON at line 2, column 5: .+: write it without/],
          ['', /^the configuration is not JSON at line 1, column 1: /],
          ['x', /^the configuration is not JSON at line 1, column 1: Unexpected token 'x': write it without/],
          ['[]', /^the configuration is a list: write an object such as/],
          ['null', /^the configuration is null: /],
          ['{"a": 1}', /^a is a number: write an object with input and output$/],
        ] as const) {
          writeFileSync(path, text);
          const message = refusal();
          context.expect(message.slice(0, start.length)).toBe(start);
          context.expect(message.slice(start.length)).toMatch(expected);
        }
        writeFileSync(path, '{"a": 1, "b": 2}');
        context.expect(refusal().split('\n').length).toBe(2);
        writeFileSync(path, '\ufeff{"a": {"input": {"public": ["a"]}, "output": {}}}');
        context.expect(refusal()).toBe('not refused');
      });
    },
  }),
  claim({
    id: 'emulator.configurations.read-again',
    sentence: 'A configuration file that changed is read again; a broken one leaves the old in force.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      const reading = (key: string) =>
        JSON.stringify({ app: { input: { public: [key] }, output: { x: ['seen'] } } });
      await inFolder((folder) =>
        withAppServer(
          (response, { text }) => sendJson(response, { x: { seen: { value: text } } }),
          async ({ url: server, requests }) => {
            const path = join(folder, 'configuration.json');
            writeFileSync(path, reading('a'));
            const { onNotice, next } = notices();
            const visitor = emulate({
              remoteApps: [{ configuration: path, url: server }],
              onNotice,
            }).newVisitor();
            await visitor.post({ public: { a: '1' } });
            expect(requests.length).toBe(1);
            writeFileSync(path, reading('b'));
            expect(await next()).toBe(`${path} was re-read: app`);
            await visitor.post({ public: { a: '2' } });
            await visitor.post({ public: { b: '3' } });
            expect(requests.map(({ text }) => text).slice(1)).toEqual(['{"public":{"b":{"value":"3"}}}']);
            writeFileSync(path, reading('b')); // the same again, which is nothing to tell
            await new Promise((resolve) => setTimeout(resolve, 200));
            writeFileSync(path, '{"app": 1, "b": []}');
            const hint = 'write an object with input and output';
            expect(await next()).toBe(
              `${path} is invalid, its last valid content stays active: app is a number: ${hint}; b is a list: ${hint}`,
            );
            await visitor.post({ public: { b: '4' } });
            expect(requests.length).toBe(3);
            writeFileSync(path, reading('a').replace('app', 'store-session'));
            expect(await next()).toBe(
              `${path} is invalid, its last valid content stays active: store-session is the name of an app in this process: rename one of them`,
            );
            writeFileSync(path, JSON.stringify({ app: {}, other: {} }));
            expect(await next()).toBe(`${path} was re-read: app, other`);
          },
        ),
      );
    },
  }),
  claim({
    id: 'emulator.configurations.names-of-apps',
    sentence: 'Two apps of one name are refused, wherever they run.',
    operation,
    ...own,
    run: async (context) => {
      await context.visitor.post();
      const configuration = { app: {} };
      context
        .expect(
          refusalOf(context, {
            remoteApps: [
              { configuration, url },
              { configuration, url },
            ],
          }),
        )
        .toBe('remoteApps[1].configuration app is in another configuration too: rename one of them');
      context
        .expect(refusalOf(context, { remoteApps: [{ configuration: { 'store-session': {} }, url }] }))
        .toBe(
          'remoteApps[0].configuration store-session is the name of an app in this process: rename one of them',
        );
    },
  }),
];
