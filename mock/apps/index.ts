/** The session apps that VTEX ships, one file each. */
import type { Account, ShippedApp } from '../accounts/account';
import type { SessionApp } from '../rules/app';
import type { Assumptions } from '../rules/assumptions';
import type { TokenSigner } from '../rules/token';
import { authenticationSession } from './authentication-session';
import { checkoutSession } from './checkout-session';
import { impersonateSession } from './impersonate-session';
import { profileSession } from './profile-session';
import { rnbSession } from './rnb-session';
import { searchSession } from './search-session';
import { shopperSession } from './shopper-session';
import { storeSession } from './store-session';

export interface AppWorld {
  readonly account: Account;
  readonly assumptions: Assumptions;
  readonly signer: TokenSigner;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** In the order in which answers of one round are merged. */
const makers: Readonly<Record<ShippedApp, (world: AppWorld) => SessionApp>> = {
  'store-session': ({ account, assumptions }) => storeSession(account, assumptions),
  'authentication-session': ({ account, ...world }) => authenticationSession(account, world),
  'impersonate-session': ({ account }) => impersonateSession(account),
  'profile-session': ({ account }) => profileSession(account),
  'rnb-session': ({ account }) => rnbSession(account),
  'checkout-session': ({ account }) => checkoutSession(account),
  'search-session': () => searchSession(),
  'shopper-session': ({ account }) => shopperSession(account),
};

/** The apps that the account has installed, always in the same order. */
export function installedApps(world: AppWorld): SessionApp[] {
  const names = Object.keys(makers) as ShippedApp[];
  return names.filter((name) => world.account.sessionApps.includes(name)).map((name) => makers[name](world));
}
