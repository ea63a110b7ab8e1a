/** The session apps that VTEX ships: the one list of them. */
import type { SessionApp } from '../rules/app';
import { authenticationSession } from './authentication-session';
import { checkoutSession } from './checkout-session';
import { creditControlSession } from './credit-control-session';
import { impersonateSession } from './impersonate-session';
import { profileSession } from './profile-session';
import { rnbSession } from './rnb-session';
import { searchSession } from './search-session';
import { shopperSession } from './shopper-session';
import { storeSession } from './store-session';
import { type AppWorld, sessionAppOf, type VtexApp } from './vtex-app';

/** By name, without vendor and version, in the order in which the answers of one round are merged. */
export const vtexApps = {
  'store-session': storeSession,
  'authentication-session': authenticationSession,
  'impersonate-session': impersonateSession,
  'profile-session': profileSession,
  'rnb-session': rnbSession,
  'checkout-session': checkoutSession,
  'search-session': searchSession,
  'shopper-session': shopperSession,
  'credit-control-session': creditControlSession,
} as const satisfies Readonly<Record<string, VtexApp>>;

export type VtexAppName = keyof typeof vtexApps;

export const vtexAppNames = Object.keys(vtexApps) as readonly VtexAppName[];

/** What an account has installed unless it lists its apps. */
export const defaultVtexApps: readonly VtexAppName[] = vtexAppNames.filter(
  (name) => vtexApps[name].installedByDefault !== false,
);

/** The apps that the account has installed, in the order of the list. */
export function installedApps(world: AppWorld): SessionApp[] {
  return vtexAppNames
    .filter((name) => world.account.sessionApps.includes(name))
    .map((name) => sessionAppOf(name, vtexApps[name], world));
}
