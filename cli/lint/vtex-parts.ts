import { vtexApps } from '../../mock/apps';
import type { VtexApp } from '../../mock/apps/vtex-app';
import type { Declaration } from '../../mock/rules/app';
import type { KeyRef } from '../../mock/rules/session';

/** Outputs of one of VTEX's apps, and the inputs that they depend on. */
export interface VtexPart {
  readonly app: string;
  /** The app's KEY, where it is known: a given app with this KEY replaces it. */
  readonly key?: string;
  readonly input: Declaration;
  readonly output: Declaration;
}

const apps: [string, VtexApp][] = Object.entries(vtexApps);

/** What VTEX's apps declare. Parts show no cycle where an output does not depend on all inputs of its app. */
export const vtexParts: readonly VtexPart[] = apps.flatMap(([app, { key, derives }]) =>
  derives.map((part) => ({ app, ...(key !== undefined && { key }), ...part })),
);

/** Keys written by VTEX itself, and by apps that a store may have besides. */
export const writtenElsewhere: Declaration = {
  account: ['id', 'accountName'],
  creditControl: ['creditAccounts', 'deadlines', 'minimumInstallmentValue'],
  instore: ['flags'],
  //
  'storefront-permissions': [
    'storeUserId',
    'storeUserEmail',
    'organization',
    'costcenter',
    'costCenterAddressId',
    'priceTables',
    'collections',
    'userId',
    'hash',
  ],
};

export interface Owner {
  readonly owner: string;
  /** KEY of the app that owns the namespace, where it is known. */
  readonly key?: string;
}

/** The owners of namespaces: VTEX's apps own what they write, except for `public`. */
export const owners: ReadonlyMap<string, Owner> = new Map([
  ['account', { owner: 'VTEX itself' }],
  ['cookie', { owner: 'the caller’s cookies' }],
  ['creditControl', { owner: 'VTEX’s credit control' }],
  ['storefront-permissions', { owner: 'vtex.storefront-permissions', key: 'storefront-permissions' }],
  ...vtexParts.flatMap(({ app, key, output }) =>
    Object.keys(output)
      .filter((namespace) => namespace !== 'public')
      .map((namespace): [string, Owner] => [
        namespace,
        { owner: `vtex.${app}`, ...(key !== undefined && { key }) },
      ]),
  ),
]);

export function refsOf(declaration: Declaration): KeyRef[] {
  return Object.entries(declaration).flatMap(([namespace, keys]) => keys.map((key) => ({ namespace, key })));
}
