import { NotTried } from '../harness/not-tried';
import type { Fixture, Policy } from './fixture';

/** A trade policy as an account fixture tells it. */
export interface GivenPolicy extends Omit<Policy, 'channel'> {
  readonly id: string;
  readonly privacy: 'public' | 'private';
}

export interface GivenPolicies {
  readonly defaultTradePolicy: string;
  readonly tradePolicies: readonly GivenPolicy[];
}

/**
 * What behaviours must know of an account, out of what the tester says of it. What he does not have (a policy in
 * another currency, one whose symbol is not ASCII, a private one) is missed only by the behaviours that ask for it.
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
      return policyOf(byDefault, 'its default');
    },
    openPolicies: pairOf(
      () => policyOf(foreign, 'open and another than the default'),
      () => policyOf(nonAscii, 'open and has a currency symbol beyond ASCII'),
    ),
    get closedPolicy() {
      return policyOf(closed, 'private').channel;
    },
    get region(): never {
      throw new NotTried('no account fixture tells which regions its sellers make');
    },
    get nowhere(): never {
      throw new NotTried('no account fixture tells which regions its sellers make');
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
