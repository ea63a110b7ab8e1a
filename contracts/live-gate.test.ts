import { behaviours } from './behaviours';
import { reasonNotTried, runBehaviour } from './run-behaviour';
import { inProcessTarget } from './targets/in-process';
import { asLive } from './targets/live/as-live';
import { gate } from './targets/live/gate';
import { LiveRefusal } from './targets/live/refusal';
import type { LoginCookie, Target } from './targets/target';

/** Every behaviour, in process, through the gate of live accounts: what it refuses is what `needs` says. */
const inProcess = inProcessTarget();
afterAll(() => inProcess.close());

const account = inProcess.account as string;

/** A target all can be tried on, but for the gate; and the refusals it made. */
async function gated(): Promise<{ target: Target; refusals: string[] }> {
  const loginCookie = (await inProcess.login?.()) as LoginCookie;
  const refusals: string[] = [];
  const through = gate({ account, loginCookie }, inProcess.request);
  const target: Target = {
    ...inProcess,
    login: async () => loginCookie,
    request: (request) =>
      through(request).catch((error: unknown) => {
        if (error instanceof LiveRefusal) refusals.push(error.message);
        throw error;
      }),
  };
  return { target, refusals };
}

/** What a live account lacks besides: on these the gate never gets to judge. */
const live = asLive(
  { account, host: 'x', loginCookie: { name: 'x', value: 'x' } },
  inProcess.assumptions,
  () => Promise.reject(new Error('nothing is sent')),
);
const askedOfLive = behaviours.filter(
  (behaviour) => reasonNotTried(behaviour, { ...live, anyRequest: true, parallel: true }) === undefined,
);
const needing = behaviours.filter(({ needs }) => needs?.includes('anyRequest'));

describe('a behaviour that needs anyRequest is refused by the gate', () => {
  test.each(needing.map((behaviour) => [behaviour.id, behaviour] as const))('%s', async (_, behaviour) => {
    const { target, refusals } = await gated();
    await expect(runBehaviour(behaviour, target, expect)).rejects.toThrow();
    expect(refusals).not.toEqual([]);
  });
});

describe('one that does not is never refused', () => {
  const others = askedOfLive.filter((behaviour) => !needing.includes(behaviour));
  test.each(others.map((behaviour) => [behaviour.id, behaviour] as const))('%s', async (_, behaviour) => {
    const { target, refusals } = await gated();
    await runBehaviour(behaviour, target, expect).catch((error: Error) => {
      if (refusals.length === 0) throw error;
    });
    expect(refusals).toEqual([]);
  });
});

test('what needs side by side requests is not tried on a live account', () => {
  const parallel = behaviours.filter(({ needs }) => needs?.includes('parallel'));
  expect(parallel.map((behaviour) => reasonNotTried(behaviour, live))).toEqual(
    parallel.map(() => 'it is sent one request at a time'),
  );
  expect(parallel.length).toBeGreaterThan(0);
});
