import { createSessionManager, type SessionManager, type SessionManagerOptions } from '../../mock/index';
import { newSigningKey } from '../harness/forged-tokens';
import { type Assumptions, defaultAssumptions } from './assumptions';
import { fixtures } from './fixture';
import { loginCookieIn } from './login';
import { closeServerOf, rawTo, send } from './loopback';
import type { Target, Variant, VariantApp } from './target';

/**
 * The emulator in this process, by its handler.
 * @param storeOf where each emulator stores its sessions; by default in memory
 */
export function inProcessTarget(
  assumptions: Partial<Assumptions> = {},
  storeOf: () => string | undefined = () => undefined,
): Target {
  const signingKey = newSigningKey(); // shared with the other accounts, whose tokens must verify here
  return {
    ...emulator('in process', { assumptions, signingKey, apps: [slowApp] }, storeOf),
    variant: (variant) =>
      emulator(
        'a variant in process',
        { signingKey, ...variant, assumptions: { ...assumptions, ...variant.assumptions } },
        storeOf,
      ),
  };
}

function emulator(
  name: string,
  { mount, clock: given = Date.now, ...options }: Variant,
  storeOf: () => string | undefined,
): Target {
  let secondsLater = 0;
  const clock = () => given() + secondsLater * 1000;
  const managers: SessionManager[] = [];
  const made = (more: Variant) => {
    const manager = createSessionManager({
      cookieProfile: 'live',
      ...options,
      ...more,
      clock,
      store: storeOf(),
    } as SessionManagerOptions);
    managers.push(manager);
    return manager;
  };
  const manager = made({});
  const handler = mount === undefined ? manager.handler : mount(manager.middleware);
  return {
    name,
    account: manager.account.name,
    emulator: true,
    fixture: fixtures[manager.account.name],
    assumptions: { ...defaultAssumptions, ...options.assumptions },
    request: (request) => send(handler, request),
    async tokenOfAnotherAccount() {
      const other = made({ account: otherAccount });
      const answer = await send(other.handler, { method: 'POST', path: '/api/sessions' });
      return (answer.json() as { sessionToken: string }).sessionToken;
    },
    async later(seconds, work) {
      secondsLater += seconds;
      try {
        await work();
      } finally {
        secondsLater -= seconds; // other behaviours share this target
      }
    },
    anyRequest: true,
    vtexCookies: true,
    parallel: true,
    login: async () => loginCookieIn((await manager.persona('shopper')).setCookie),
    raw: rawTo(() => manager.listen()),
    fetch: manager.fetch,
    variant: undefined,
    async close() {
      for (const one of [handler, ...managers.map((manager) => manager.handler)]) await closeServerOf(one);
      for (const one of managers) await one.close();
    },
  };
}

/**
 * Derives nothing and delays writes of keys `slow-…`. Without it a write never waits between reading and saving the
 * session, so writes could not overlap.
 */
const slowApp: VariantApp = {
  name: 'slow',
  input: { public: ['slow-.*'] },
  output: {},
  async transform() {
    await new Promise((resolve) => setTimeout(resolve, 10));
    return undefined;
  },
};

const otherAccount = {
  account: 'initech',
  id: '0f000000-0000-4000-8000-00000000000b',
  tradePolicies: [
    { id: '1', currencyCode: 'USD', currencySymbol: '$', countryCode: 'USA', cultureInfo: 'en-US' },
  ],
};
