/** One trade policy as its visitors see it. */
export interface Policy {
  readonly channel: string;
  readonly currencyCode: string;
  readonly currencySymbol: string;
  readonly countryCode: string;
  readonly cultureInfo: string;
}

/** What the behaviours must know of an account beforehand. */
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
 * The account the emulator serves unless told otherwise. Written down here once more, and not read from
 * `fixtures/accounts`: a suite that reads what it checks notices no change.
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

/** What is known of an account of the emulator's, by its name. */
export const fixtures: Readonly<Record<string, Fixture>> = { acme };
