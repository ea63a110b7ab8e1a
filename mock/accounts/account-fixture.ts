/** An account as its fixture file writes it: what has a default may be left out. */
import type { JsonValue } from '../rules/session';
import type { Account, Area, Operator, Persona, Seller, Shopper, TradePolicy } from './account';

/** A fixture as a caller gives it. Wide enough for what TypeScript makes of an imported JSON file. */
export interface AccountFixture extends Written<ValidFixture> {}

/** A fixture that has been validated. */
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
/** An entry of `priceTables` is one name, or several joined by commas as a session shows them. */
export type ShopperFixture = WithDefaults<Shopper, 'priceTables' | 'addresses'>;
export type OperatorFixture = WithDefaults<Operator, 'mayImpersonate'>;
export type PersonaFixture = WithDefaults<Persona, 'public'>;

/**
 * In the type of an imported JSON file a pair is an array of any length, and `"private"` any string:
 * the validation says what the types then cannot. Editors still offer the known words.
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
