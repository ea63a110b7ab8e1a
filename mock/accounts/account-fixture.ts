import { defaultVtexApps, type VtexAppName } from '../apps';
import type { Area, Operator, Seller, Shopper, StoreData, TradePolicy } from '../apps/store-data';
import type { JsonValue } from '../rules/session';

/** A fixture as a caller passes it. Wide enough for the type that TypeScript gives an imported JSON file. */
export interface AccountFixture extends Written<ValidFixture> {}

/** A fixture that passed validation. */
export interface ValidFixture extends Partial<Omit<Account, Rewritten>> {
  readonly $schema?: string;
  /** The account's name: `"acme"`. */
  readonly account: Account['name'];
  readonly id: Account['id'];
  readonly tradePolicies: readonly TradePolicyFixture[];
  readonly sellers?: readonly SellerFixture[];
  readonly shoppers?: readonly ShopperFixture[];
  readonly operators?: readonly OperatorFixture[];
  readonly personas?: readonly PersonaFixture[];
}

type Rewritten = 'name' | 'id' | 'tradePolicies' | 'sellers' | 'shoppers' | 'operators' | 'personas';

type WithDefaults<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

export type TradePolicyFixture = WithDefaults<TradePolicy, 'privacy' | 'shoppers'>;
export type AreaFixture = WithDefaults<Area, 'postalCodes'>;
export type SellerFixture = Omit<Seller, 'areas'> & { readonly areas: readonly AreaFixture[] };
/** An entry of `priceTables` is one name, or several joined by commas as a session shows them (R-320). */
export type ShopperFixture = WithDefaults<Shopper, 'priceTables' | 'addresses'>;
export type OperatorFixture = WithDefaults<Operator, 'mayImpersonate'>;
export type PersonaFixture = WithDefaults<Persona, 'public'>;

/**
 * In the type of an imported JSON file a pair is an array of any length, and `"private"` is any string. Validation
 * checks what these types cannot. Editors still suggest the known words.
 */
type Written<T> = JsonValue extends T
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Written<Item>[]
    : T extends string
      ? T | AnyBut<T, string>
      : T extends number
        ? T | AnyBut<T, number>
        : T extends object
          ? { readonly [Key in keyof T]: Written<T[Key]> }
          : T;

type AnyBut<T, Wide> = Wide extends T ? never : Wide & {};

/** One problem of an account fixture. */
export interface FixtureProblem {
  /** Where it is: `tradePolicies[1].currencyCode`; empty for the fixture as a whole. */
  readonly path: string;
  readonly message: string;
  /** What to write instead. */
  readonly hint: string;
}

/** An account fixture that cannot be served. The message lists all problems, one per line. */
export class AccountFixtureError extends Error {
  override readonly name = 'AccountFixtureError';
  readonly code = 'ACCOUNT_FIXTURE_INVALID';
  /** The problems in words, with the file. */
  readonly lines: readonly string[];

  constructor(
    /** The path or name as the caller gave it, or `"(inline)"`. */
    readonly file: string,
    readonly problems: readonly FixtureProblem[],
  ) {
    const lines = problems.map((problem) => `${file}: ${problemText(problem)}`);
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** `tradePolicies[0].id is missing: write …` */
export function problemText({ path, message, hint }: FixtureProblem): string {
  return `${path === '' ? '' : `${path} `}${message}: ${hint}`;
}

/** The account that a valid fixture describes, with all defaults filled in. */
export function accountOf(fixture: ValidFixture): Account {
  const tradePolicies = fixture.tradePolicies.map(policyOf);
  // Validation refuses a fixture without a public policy.
  const firstPublic = tradePolicies.find(({ privacy }) => privacy === 'public');
  return {
    name: fixture.account,
    id: fixture.id,
    tradePolicies,
    defaultTradePolicy: fixture.defaultTradePolicy ?? firstPublic?.id ?? '',
    bindings: fixture.bindings ?? [],
    sessionApps: fixture.sessionApps ?? defaultVtexApps,
    regionIdFormat: fixture.regionIdFormat ?? 2,
    anonymousProfile: fixture.anonymousProfile ?? true,
    sellers: (fixture.sellers ?? []).map(sellerOf),
    shoppers: (fixture.shoppers ?? []).map(shopperOf),
    operators: (fixture.operators ?? []).map((operator) => ({
      ...operator,
      mayImpersonate: operator.mayImpersonate ?? false,
    })),
    campaigns: fixture.campaigns ?? [],
    organizations: fixture.organizations ?? [],
    personas: (fixture.personas ?? []).map((persona) => ({ ...persona, public: persona.public ?? {} })),
  };
}

const policyOf = (policy: TradePolicyFixture) => ({
  ...policy,
  privacy: policy.privacy ?? 'public',
  shoppers: policy.shoppers ?? [],
});

const sellerOf = (seller: SellerFixture) => ({
  ...seller,
  areas: seller.areas.map((area) => ({ ...area, postalCodes: area.postalCodes ?? [] })),
});

const shopperOf = (shopper: ShopperFixture) => ({
  ...shopper,
  priceTables: priceTablesOf(shopper.priceTables ?? []),
  addresses: shopper.addresses ?? [],
});

/** Sessions show price tables joined by commas, and a fixture may write them so (R-320). */
export function priceTablesOf(written: readonly string[]): string[] {
  return written.flatMap((names) => names.split(','));
}

export type { TradePolicy } from '../apps/store-data';

/** A ready-made visitor, for example a logged-in shopper, and the initial state of their session. */
export interface Persona {
  /** `"shopper-in-region"` */
  readonly id: string;
  readonly description: string;
  /** E-mail of the shopper who is logged in to the store. */
  readonly shopper?: string;
  /** E-mail of the operator who is logged in to the Admin. */
  readonly operator?: string;
  /** The initial `public` namespace of the session. */
  readonly public: Readonly<Record<string, JsonValue>>;
}

/** The account being served. */
export interface Account extends StoreData {
  /** Installed session apps. Default: all but impersonate-session (R-265), shopper-session (R-267) and credit-control-session (R-415). */
  readonly sessionApps: readonly VtexAppName[];
  readonly personas: readonly Persona[];
}
