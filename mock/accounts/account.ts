/** The account being served, as an account fixture describes it. Schema: fixtures/accounts/account.schema.json. */

/** A sales channel with its currency, country and culture. */
export interface TradePolicy {
  /** The `sc` number, as text: `"1"`. */
  readonly id: string;
  readonly name?: string;
  /** ISO 4217: `"BRL"`. */
  readonly currencyCode: string;
  /** As VTEX shows it: `"R$"`. */
  readonly currencySymbol: string;
  /** ISO 3166 alpha-3: `"BRA"`. */
  readonly countryCode: string;
  /** BCP 47: `"pt-BR"`. */
  readonly cultureInfo: string;
  /** `"private"` policies serve the shoppers they name, and nobody else. Default `"public"`. */
  readonly privacy: 'public' | 'private';
  /** E-mails of the shoppers a private policy serves. */
  readonly shoppers: readonly string[];
}

export interface Account {
  /** The account's name, as in `{account}.vtexcommercestable.com.br`. */
  readonly name: string;
  /** The account's UUID. */
  readonly id: string;
  readonly tradePolicies: readonly TradePolicy[];
  /** The `id` of the policy a visitor gets who asks for none. */
  readonly defaultTradePolicy: string;
}
