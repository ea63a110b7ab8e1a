import type { Declaration, SessionApp } from '../rules/app';
import type { Assumptions } from '../rules/assumptions';
import type { Namespaces } from '../rules/session';
import type { TokenSigner } from '../rules/token';
import type { StoreData } from './store-data';

/** One of VTEX's session apps. Its name is in the table of `index.ts`. */
export interface VtexApp {
  /** The KEY of its published configuration, where that is known. */
  readonly key?: string;
  /** Accounts that do not list their apps have every app but those where this is false. */
  readonly installedByDefault?: boolean;
  /** Names of the apps without which it can derive nothing. */
  readonly needs?: readonly string[];
  /** Whether the app takes part in the create call, perhaps depending on the account. */
  readonly runOnCreate: boolean | ((account: StoreData) => boolean);
  /** A namespace that every session of the account has, even if it is empty. */
  readonly opens?: (account: StoreData) => string | undefined;
  /** What the app declares: each group of outputs with the inputs that it depends on. */
  readonly derives: readonly Derivation[];
  /** Makes the app's transform for one account. */
  readonly transform: (world: AppWorld) => (input: Namespaces) => Namespaces;
}

/**
 * An app has several derivations if some outputs depend on some inputs only: the cart's id comes from a cookie,
 * whatever the region is. Session Manager knows their union; `lint` uses the parts to report no false cycles.
 */
export interface Derivation {
  readonly input: Declaration;
  readonly output: Declaration;
}

export interface AppWorld {
  readonly account: StoreData;
  readonly assumptions: Assumptions;
  readonly signer: TokenSigner;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

export function sessionAppOf(name: string, app: VtexApp, world: AppWorld): SessionApp {
  const { runOnCreate, derives } = app;
  const opens = app.opens?.(world.account);
  return {
    name,
    runOnCreate: typeof runOnCreate === 'function' ? runOnCreate(world.account) : runOnCreate,
    ...(opens !== undefined && { opens }),
    input: union(derives.map(({ input }) => input)),
    output: union(derives.map(({ output }) => output)),
    transform: app.transform(world),
  };
}

function union(declarations: readonly Declaration[]): Declaration {
  const namespaces = new Map<string, Set<string>>();
  for (const [namespace, keys] of declarations.flatMap((declaration) => Object.entries(declaration)))
    namespaces.set(namespace, new Set([...(namespaces.get(namespace) ?? []), ...keys]));
  return Object.fromEntries(Array.from(namespaces, ([namespace, keys]) => [namespace, [...keys]]));
}
