import type { ServerResponse } from 'node:http';
import { type AppRequest, sendJson, withAppServer } from '../harness/apps';
import { type Context, claim } from '../harness/behaviour';
import type { VariantRemoteApp } from '../targets/target';

const operation = 'PATCH /api/sessions';
const needs = ['variant'] as const;
const configuration = { watcher: { input: { public: ['a', 'b'] }, output: { watcher: ['seen'] } } };
const seen = (value: unknown) => ({ watcher: { seen: { value } } });

type Answering = (response: ServerResponse, request: AppRequest) => void;

/** Tries a write that calls an app which answers so; gives the status, what was seen, and why it failed. */
async function outcomeOf(
  { emulate }: Context,
  answer: Answering,
  more: Partial<VariantRemoteApp> = {},
): Promise<{ status: number; seen: unknown; failure: string | undefined; url: string }> {
  let outcome: { status: number; seen: unknown; failure: string | undefined; url: string } | undefined;
  await withAppServer(answer, async ({ url }) => {
    const emulated = emulate({ remoteApps: [{ configuration, url, ...more }] });
    const visitor = emulated.newVisitor();
    await visitor.post();
    const { status } = await visitor.patch({ public: { a: '1' } });
    const values = await visitor.values('watcher.seen');
    const call = (await emulated.explain(visitor)).writes[1]?.rounds[0]?.calls[0];
    outcome = { status, seen: values['watcher.seen'], failure: call?.failure, url };
  });
  return outcome as NonNullable<typeof outcome>;
}

/** The same, for answers that must fail for a reason. */
async function expectFailure(
  context: Context,
  answer: Answering,
  reason: string,
  more: Partial<VariantRemoteApp> = {},
): Promise<void> {
  const { status, seen: found, failure, url } = await outcomeOf(context, answer, more);
  context.expect([status, found]).toEqual([502, undefined]);
  context.expect(failure).toBe(`POST ${more.url ?? url}/_v/watcher/session/transform ${reason}`);
}

/** Session apps that are called over HTTP, as an app server sees it. */
export const cascadeRemote = [
  claim({
    id: 'cascade.remote.the-request',
    sentence: 'An app is called by a POST of JSON to /_v/{KEY}/session/transform.',
    operation,
    grade: 'documented',
    evidence: ['R-239', 'R-241', 'R-242'],
    needs,
    run: async ({ emulate, expect }) => {
      await withAppServer(
        (response) => sendJson(response, {}),
        async ({ url, requests }) => {
          const visitor = emulate({ remoteApps: [{ configuration, url }] }).newVisitor();
          await visitor.post();
          await visitor.patch({ public: { a: { of: 'any kind' }, c: 'not declared' } });
          expect(requests.length).toBe(1);
          const [{ method, path, headers, text } = {} as AppRequest] = requests;
          expect([method, path]).toEqual(['POST', '/_v/watcher/session/transform']);
          expect([headers['content-type'], headers.accept]).toEqual(['application/json', 'application/json']);
          expect(text).toBe('{"public":{"a":{"value":{"of":"any kind"}}}}');
          expect(Object.keys(headers)).not.toContain('cookie');
        },
      );
    },
  }),
  claim({
    id: 'cascade.remote.the-answer',
    sentence: 'The answer of an app, namespaces in JSON, is written.',
    operation,
    grade: 'documented',
    evidence: ['R-241'],
    needs,
    run: async (context) => {
      const answer = (response: ServerResponse, { text }: AppRequest) =>
        sendJson(response, { ...seen(['é', JSON.parse(text)]), other: { key: { value: 'undeclared' } } });
      const { status, seen: found } = await outcomeOf(context, answer);
      context.expect([status, found]).toEqual([200, ['é', { public: { a: { value: '1' } } }]]);
    },
  }),
  claim({
    id: 'cascade.remote.keys-of-one-configuration',
    sentence: 'Each KEY of a configuration is an app; input or output may be missing.',
    operation,
    grade: 'observed',
    evidence: ['R-239', 'R-270'],
    needs,
    run: async ({ emulate, expect }) => {
      const several = {
        one: { input: { public: ['a'] }, output: { one: ['path'] } },
        two: { input: { public: ['a'] } },
        three: { output: { three: ['path'] } },
        four: { input: { one: ['path'] }, output: { four: ['path'] } },
      };
      await withAppServer(
        (response, { path = '' }) =>
          sendJson(response, { [path.split('/')[2] ?? '']: { path: { value: path } } }),
        async ({ url, requests }) => {
          const visitor = emulate({ remoteApps: [{ configuration: several, url }] }).newVisitor();
          await visitor.post();
          await visitor.patch({ public: { a: '1' } });
          const path = (key: string) => `/_v/${key}/session/transform`;
          expect(requests.map((request) => request.path)).toEqual([path('one'), path('two'), path('four')]);
          expect(await visitor.values('one.path,two.path,three.path,four.path')).toEqual({
            'one.path': path('one'),
            'four.path': path('four'),
          });
        },
      );
    },
  }),
  claim({
    id: 'cascade.remote.address',
    sentence: "A path in the server's URL is used, its trailing slash not doubled, and a KEY escaped.",
    operation,
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'VTEX chooses the URL of an app' },
    needs,
    run: async ({ emulate, expect }) => {
      const odd = { 'a key/é': { input: { public: ['a'] } } };
      await withAppServer(
        (response) => sendJson(response, {}),
        async ({ url, requests }) => {
          for (const behind of ['', '/', '/base', '/base//']) {
            const visitor = emulate({
              remoteApps: [{ configuration: odd, url: `${url}${behind}` }],
            }).newVisitor();
            await visitor.post();
            await visitor.patch({ public: { a: '1' } });
          }
          const path = '/_v/a%20key%2F%C3%A9/session/transform';
          expect(requests.map((request) => request.path)).toEqual([
            path,
            path,
            `/base${path}`,
            `/base${path}`,
          ]);
        },
      );
    },
  }),
  claim({
    id: 'cascade.remote.run-on-create',
    sentence: 'A remote app with RunOnCreate gets {} when a session is created; others are not called.',
    operation: 'POST /api/sessions',
    grade: 'documented',
    evidence: ['R-235'],
    needs,
    run: async ({ emulate, expect }) => {
      await withAppServer(
        (response) => sendJson(response, seen(true)),
        async ({ url, requests }) => {
          for (const [runOnCreate, called] of [
            [true, true],
            [['watcher'], true],
            [false, false],
            [undefined, false],
          ] as const) {
            const before = requests.length;
            const remote = { configuration, url, ...(runOnCreate !== undefined && { runOnCreate }) };
            const visitor = emulate({ remoteApps: [remote] }).newVisitor();
            await visitor.post();
            expect(requests.slice(before).map(({ text }) => text)).toEqual(called ? ['{}'] : []);
            expect(await visitor.values('watcher.seen')).toEqual(called ? { 'watcher.seen': true } : {});
          }
        },
      );
    },
  }),
  claim({
    id: 'cascade.remote.without-a-body',
    sentence: 'A success without a body means no outputs.',
    operation,
    grade: 'assumed',
    evidence: ['R-241', 'R-252'],
    noSetting: 'such an answer has nothing to write',
    needs,
    run: async (context) => {
      for (const answer of [
        (response: ServerResponse) => response.writeHead(204).end(),
        (response: ServerResponse) => response.writeHead(200).end(),
        (response: ServerResponse) => response.writeHead(200).end(' \n'),
      ]) {
        const { status, seen: found } = await outcomeOf(context, answer);
        context.expect([status, found]).toEqual([200, undefined]);
      }
    },
  }),
  claim({
    id: 'cascade.remote.any-2xx',
    sentence: 'Any 2xx with a JSON object counts, of any content type.',
    operation,
    grade: 'assumed',
    evidence: ['R-241', 'R-248'],
    noSetting: 'the guides and known apps have 200 only',
    needs,
    run: async (context) => {
      const body = JSON.stringify(seen('yes'));
      for (const answer of [
        (response: ServerResponse) => sendJson(response, seen('yes'), 201),
        (response: ServerResponse) => response.writeHead(299, { 'Content-Type': 'text/plain' }).end(body),
        (response: ServerResponse) => response.writeHead(200, { Location: '/elsewhere' }).end(body),
        (response: ServerResponse) => {
          response.writeHead(200);
          response.write(body.slice(0, 10));
          setImmediate(() => response.end(body.slice(10)));
        },
      ]) {
        const { status, seen: found } = await outcomeOf(context, answer);
        context.expect([status, found]).toEqual([200, 'yes']);
      }
    },
  }),
  claim({
    id: 'cascade.remote.not-a-success',
    sentence: 'An answer other than 2xx, redirects included, gives 502.',
    operation,
    grade: 'inferred',
    evidence: ['R-213', 'R-214', 'R-248'],
    needs,
    run: async (context) => {
      for (const status of [400, 404, 500, 503]) {
        await expectFailure(
          context,
          (response) => sendJson(response, seen('no'), status),
          `answered ${status}`,
        );
      }
      const redirect = (status: number) => (response: ServerResponse) =>
        response.writeHead(status, { Location: '/elsewhere' }).end();
      await expectFailure(context, redirect(302), 'answered 302, a redirect, which is not followed');
      await expectFailure(context, redirect(300), 'answered 300, a redirect, which is not followed');
      await expectFailure(context, redirect(400), 'answered 400');
      await expectFailure(context, (response) => response.writeHead(304).end(), 'answered 304');
    },
  }),
  claim({
    id: 'cascade.remote.not-namespaces',
    sentence:
      'A success whose body is not JSON, has another shape, or a number that a double would change, gives 502.',
    operation,
    grade: 'assumed',
    evidence: ['R-241', 'R-248'],
    noSetting: 'such an answer has nothing to write',
    needs,
    run: async (context) => {
      await expectFailure(
        context,
        (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>'),
        'answered 200 (text/html), which is not JSON',
      );
      await expectFailure(
        context,
        (response) => response.writeHead(200).end('{"watcher":'),
        'answered 200 (no content type), which is not JSON',
      );
      await expectFailure(
        context,
        (response) => response.writeHead(200).end('{"watcher":{"seen":{"value":9007199254740993}}}'),
        'answered 200, but its JSON is refused at line 1, column 29: A double cannot hold this number, so write it as a string',
      );
      let nested: unknown = 1;
      for (let level = 0; level < 200; level++) nested = [nested];
      for (const [json, reason] of [
        [null, 'the answer is not an object'],
        [[], 'the answer is not an object'],
        ['text', 'the answer is not an object'],
        [{ watcher: [] }, 'watcher is not an object'],
        [seen(nested), 'the answer is nested over 200 levels deep'],
        [{ watcher: { seen: 7 } }, 'watcher.seen is not an object'],
      ] as const) {
        await expectFailure(context, (response) => sendJson(response, json), `answered 200, but ${reason}`);
      }
    },
  }),
  claim({
    id: 'cascade.remote.too-large',
    sentence: 'An answer over 1 MB gives 502; exactly 1 MB is allowed.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'how much the real service reads is unknown' },
    needs,
    run: async (context) => {
      const envelope = JSON.stringify(seen('')).length;
      const ofBytes = (bytes: number) => (response: ServerResponse) =>
        sendJson(response, seen('x'.repeat(bytes - envelope)));
      const { status, seen: found } = await outcomeOf(context, ofBytes(1_048_576));
      context.expect([status, String(found).length]).toEqual([200, 1_048_576 - envelope]);
      await expectFailure(context, ofBytes(1_048_577), 'answered over 1048576 bytes');
    },
  }),
  claim({
    id: 'cascade.remote.too-late',
    sentence: 'An app that does not send headers and body within its timeout gives 502.',
    operation,
    grade: 'inferred',
    evidence: ['R-246', 'R-248'],
    needs,
    run: async (context) => {
      await expectFailure(context, () => undefined, 'took over 50 ms', { timeout: 50 });
      const headersOnly = (response: ServerResponse) => {
        response.writeHead(200);
        response.write('{');
      };
      await expectFailure(context, headersOnly, 'took over 60 ms', { timeout: 60 });
    },
  }),
  claim({
    id: 'cascade.remote.not-there',
    sentence: 'An app that cannot be reached or hangs up gives 502.',
    operation,
    grade: 'inferred',
    evidence: ['R-248'],
    needs,
    run: async (context) => {
      const url = 'http://127.0.0.1:14'; // assigned to no service, and no server that asks for a free port gets it
      await expectFailure(context, () => undefined, 'failed: ECONNREFUSED', { url });
      await expectFailure(context, (response) => response.destroy(), 'failed: UND_ERR_SOCKET');
      const amidTheBody = (response: ServerResponse) => {
        response.writeHead(200, { 'Content-Length': 100 });
        response.write('{', () => response.destroy());
      };
      await expectFailure(context, amidTheBody, 'failed: UND_ERR_SOCKET');
    },
  }),
  claim({
    id: 'cascade.remote.others-still-work',
    sentence: 'After a failure the next write calls the app again.',
    operation,
    grade: 'inferred',
    evidence: ['R-247', 'R-248'],
    needs,
    run: async ({ emulate, expect }) => {
      let isBroken = true;
      await withAppServer(
        (response) => sendJson(response, seen('well'), isBroken ? 500 : 200),
        async ({ url, requests }) => {
          const visitor = emulate({ remoteApps: [{ configuration, url }] }).newVisitor();
          await visitor.post();
          expect((await visitor.patch({ public: { a: '1' } })).status).toBe(502);
          isBroken = false;
          expect((await visitor.patch({ public: { a: '1' } })).status).toBe(200);
          expect(await visitor.values('watcher.seen')).toEqual({ 'watcher.seen': 'well' });
          expect(requests.length).toBe(2);
        },
      );
    },
  }),
];
