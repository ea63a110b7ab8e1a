import { NotTried } from '../harness/claim';

/** One trade policy as its visitors see it. */
export interface Policy {
  readonly channel: string;
  readonly currencyCode: string;
  readonly currencySymbol: string;
  readonly countryCode: string;
  readonly cultureInfo: string;
}

/** What behaviours need to know about an account. */
export interface Fixture {
  /** The trade policy of a visitor who asked for none. */
  readonly defaultPolicy: Policy;
  /** Others that anyone may ask for: one in another currency, one whose currency symbol is not ASCII. */
  readonly openPolicies: readonly [foreign: Policy, nonAscii: Policy];
  /** The id of one that serves certain shoppers only. */
  readonly closedPolicy: string;
  /** An id that no trade policy has. */
  readonly missingPolicy: string;
  /** Where sellers deliver, and the region that they make; and a place that none delivers to. */
  readonly region: Place & { readonly regionId: string };
  readonly nowhere: Place & { readonly regionId: string };
}

export interface Place {
  readonly country: string;
  readonly postalCode: string;
}

/**
 * The default account of the emulator. Repeated here instead of read from `fixtures/accounts`: a suite that reads what
 * it checks notices no change.
 */
const acme: Fixture = {
  defaultPolicy: {
    channel: '1',
    currencyCode: 'BRL',
    currencySymbol: 'R$',
    countryCode: 'BRA',
    cultureInfo: 'pt-BR',
  },
  openPolicies: [
    { channel: '2', currencyCode: 'USD', currencySymbol: '$', countryCode: 'USA', cultureInfo: 'en-US' },
    { channel: '3', currencyCode: 'EUR', currencySymbol: '€', countryCode: 'ESP', cultureInfo: 'es-ES' },
  ],
  closedPolicy: '4',
  missingPolicy: '99',
  // The MD5 of `SW#seller1;seller2`, and that of `SW#`.
  region: { country: 'BRA', postalCode: '04561000', regionId: 'v2.CF406AF68CBA237B6347FD624E0D2883' },
  nowhere: { country: 'BRA', postalCode: '99999999', regionId: 'v2.1BB18CE648B5111D0933734ED83EC783' },
};

/** The accounts of the emulator by name. */
export const fixtures: Readonly<Record<string, Fixture>> = { acme };

/** A trade policy in an account fixture. */
export interface GivenPolicy extends Omit<Policy, 'channel'> {
  readonly id: string;
  readonly privacy: 'public' | 'private';
}

export interface GivenPolicies {
  readonly defaultTradePolicy: string;
  readonly tradePolicies: readonly GivenPolicy[];
}

/**
 * The fixture of an account from its trade policies. A missing kind (another currency, a symbol outside ASCII, a
 * private policy) affects only the behaviours that read it.
 */
export function fixtureOf({ defaultTradePolicy, tradePolicies }: GivenPolicies): Fixture {
  const byDefault = tradePolicies.find(({ id }) => id === defaultTradePolicy);
  const open = tradePolicies.filter(({ id, privacy }) => privacy === 'public' && id !== defaultTradePolicy);
  const foreign = open.find(({ currencyCode }) => currencyCode !== byDefault?.currencyCode) ?? open[0];
  const nonAscii = open.find(({ currencySymbol }) => /[^\x20-\x7e]/.test(currencySymbol));
  const closed = tradePolicies.find(({ privacy }) => privacy === 'private');
  const ids = tradePolicies.map(({ id }) => id);
  return {
    get defaultPolicy() {
      return policyOf(byDefault, 'the default');
    },
    openPolicies: pairOf(
      () => policyOf(foreign, 'public and not the default'),
      () => policyOf(nonAscii, 'public and has a currency symbol outside ASCII'),
    ),
    get closedPolicy() {
      return policyOf(closed, 'private').channel;
    },
    get region(): never {
      throw new NotTried('account fixtures do not list the regions of their sellers');
    },
    get nowhere(): never {
      throw new NotTried('account fixtures do not list the regions of their sellers');
    },
    missingPolicy: ['99', '98', '97'].find((id) => !ids.includes(id)) ?? '9999',
  };
}

/** A pair whose members are looked for when they are asked for. */
function pairOf<T>(first: () => T, second: () => T): readonly [T, T] {
  const asked = (get: () => T): PropertyDescriptor => ({ get, enumerable: true });
  return Object.defineProperties<T[]>([], { 0: asked(first), 1: asked(second) }) as [T, T];
}

/** @throws NotTried when there is none */
function policyOf(policy: GivenPolicy | undefined, what: string): Policy {
  if (policy === undefined) throw new NotTried(`the account fixture has no trade policy that is ${what}`);
  const { id, currencyCode, currencySymbol, countryCode, cultureInfo } = policy;
  return { channel: id, currencyCode, currencySymbol, countryCode, cultureInfo };
}
