import { setImmediate, setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { answering, appServer, closeAppServers } from '../own-apps/testing/app-server';
import { askInProcess } from '../wire/in-process';
import { managerWith } from './testing/visitor';

/** Writes, creations, seeds and resets that overlap. Each writes the number of the resets before it as `public.epoch`. */

type Step =
  | { readonly does: 'edit' | 'create' | 'seed' | 'reset' | 'restore' }
  | { readonly does: 'turn'; readonly count: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('edit' as const) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('create' as const, 'seed' as const) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('reset' as const, 'restore' as const) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('turn' as const), count: fc.nat(6) }) },
);

/** Answers after 0 to 3 turns of the event loop. */
function slowApp() {
  let calls = 0;
  return {
    name: 'slow',
    input: { public: ['epoch'] },
    output: {},
    runOnCreate: true,
    async transform() {
      for (let turns = calls++ % 4; turns > 0; turns--) await setImmediate();
      return {};
    },
  };
}

const seedOf = (epoch: number) => ({ sessions: [{ name: 'ann', public: { epoch: { value: epoch } } }] });

async function play(steps: readonly Step[]) {
  const manager = managerWith({ apps: [slowApp()] });
  const cookie = (await manager.seed(seedOf(0))).sessions[0]?.cookie ?? '';
  const snapshot = { ...(await manager.snapshot()), sessions: [] };
  await manager.reset();
  let epoch = 1;
  let begun: Promise<unknown>[] = [];
  const refusals: unknown[] = [];
  const send = (method: 'POST' | 'PATCH') => {
    const headers = [
      ['content-type', 'application/json'],
      ...(method === 'PATCH' ? [['cookie', cookie]] : []),
    ];
    const body = Buffer.from(JSON.stringify({ public: { epoch: { value: epoch } } }));
    const target = '/api/sessions';
    return askInProcess(manager.handler, { method, target, headers: headers as [string, string][], body });
  };
  const actions = {
    edit: () => send('PATCH'),
    create: () => send('POST'),
    seed: (): Promise<unknown> => manager.seed(seedOf(epoch)),
  };
  const all: Promise<unknown>[] = [];
  for (const step of steps) {
    if (step.does === 'turn') for (let count = step.count; count > 0; count--) await setImmediate();
    else if (step.does === 'reset' || step.does === 'restore') {
      all.push(...begun);
      begun = [];
      await (step.does === 'reset' ? manager.reset() : manager.restore(snapshot));
      epoch += 1;
    } else {
      const action = actions[step.does]();
      action.catch(() => undefined); // it is looked at later
      begun.push(action);
    }
  }
  await Promise.allSettled(all); // they may be refused
  for (const answer of await Promise.all(begun)) {
    const { status = 200 } = answer as { status?: number };
    if (status >= 400) refusals.push(status);
  }
  const { sessions } = await manager.snapshot();
  const epochs = sessions.map(
    ({ namespaces }) => new Map(namespaces.find(([name]) => name === 'public')?.[1]).get('epoch')?.value,
  );
  return { refusals, epochs, epoch, begun: begun.length };
}

test('what began before a reset is never stored after it, and what began after it is', async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
    const { refusals, epochs, epoch, begun } = await play(steps);
    expect(refusals).toEqual([]);
    expect(epochs).toEqual(epochs.map(() => epoch));
    expect(epochs.length > 0).toBe(begun > 0);
  });
  // A busy machine takes seconds; without an end, looking for the shortest failure may take very long.
  await fc.assert(property, { numRuns: 200, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true });
});

describe('over HTTP, with an app that takes 60 ms', () => {
  let close: (() => Promise<void>) | undefined;

  afterEach(async () => {
    await close?.(); // a red test leaves nothing that keeps Jest running
    close = undefined;
    await closeAppServers();
  });

  test.each([
    ['a PATCH', 'PATCH'],
    ['a creation', 'POST'],
  ])('%s under way at a reset gets 409 and leaves the next test alone', async (_, method) => {
    const app = await appServer((request, response) =>
      setTimeout(60).then(() => answering(() => ({}))(request, response)),
    );
    const configuration = { slow: { input: { public: ['epoch'] }, output: {} } };
    const manager = managerWith({ remoteApps: [{ configuration, url: app.url, runOnCreate: true }] });
    close = () => manager.close();
    const { url } = await manager.listen();
    const cookie = (await manager.seed(seedOf(1))).sessions[0]?.cookie ?? '';
    const calls = app.requests.length;
    const stray = fetch(`${url}/api/sessions`, {
      method,
      headers: { 'content-type': 'application/json', ...(method === 'PATCH' && { cookie }) },
      body: JSON.stringify({ public: { epoch: { value: 2 } } }),
    });
    for (let i = 0; app.requests.length === calls && i < 10_000; i++) await setTimeout(2);
    await manager.reset();
    await manager.seed(seedOf(3));
    const answer = await stray;
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      409,
      'RESET_MEANWHILE',
    ]);
    const { sessions } = await manager.snapshot();
    expect(sessions.map(({ version }) => version)).toEqual([2]);
    expect(JSON.stringify(sessions)).toContain('"epoch",{"value":3}');
  });

  test('parallel seeds take turns: none is refused', async () => {
    const app = await appServer((request, response) =>
      setTimeout(5).then(() => answering(() => ({}))(request, response)),
    );
    const configuration = { slow: { input: { public: ['epoch'] }, output: {} } };
    const manager = managerWith({ remoteApps: [{ configuration, url: app.url, runOnCreate: true }] });
    const seeds = Array.from({ length: 30 }, (_, index) => {
      const shopper = {
        id: `5e000000-0000-4000-8000-0000000000${index + 10}`,
        email: `s${index}@example.com`,
      };
      return manager.seed({ account: { shoppers: [shopper] }, sessions: [{ name: `s${index}` }] });
    });
    const outcomes = (await Promise.all(seeds)).map(({ sessions }) => sessions[0]?.outcome);
    expect(outcomes).toEqual(seeds.map(() => 'created'));
    expect((await manager.sessions()).count).toBe(30);
  });
});
