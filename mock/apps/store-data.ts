/** What session apps read of the account being served. The whole account is in accounts/account.ts. */
import type { JsonValue } from '../rules/session';

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
  /** A `"private"` policy serves only the shoppers that it names. Default `"public"`. */
  readonly privacy: 'public' | 'private';
  /** E-mails of the shoppers that a private policy serves. */
  readonly shoppers: readonly string[];
}

/** One address of the store, with its own culture and trade policy. */
export interface Binding {
  /** A UUID, as sent in `__bindingId`. */
  readonly id: string;
  /** BCP 47. */
  readonly defaultLocale: string;
  readonly supportedLocales: readonly string[];
  /** The `id` of the policy a visitor of this binding starts with. */
  readonly tradePolicy: string;
}

/** `[longitude, latitude]` in degrees. */
export type Point = readonly [longitude: number, latitude: number];

/** First and last postal code of a range, both included, written as the country writes them. */
export type PostalCodeRange = readonly [from: string, to: string];

/** Where a seller delivers: inside the ranges or the polygon. */
export interface Area {
  /** ISO 3166 alpha-3. */
  readonly country: string;
  readonly postalCodes: readonly PostalCodeRange[];
  /** Corners in order; the last connects to the first. */
  readonly polygon?: readonly Point[];
  /** Ids of the policies the area is served in. Default: all. */
  readonly tradePolicies?: readonly string[];
}

export interface Seller {
  readonly id: string;
  readonly areas: readonly Area[];
}

export interface Address {
  readonly id: string;
  readonly country: string;
  readonly postalCode?: string;
  readonly geoCoordinates?: Point;
}

/** What a Buyer Portal shopper may do and for whom. Sessions carry it unchanged. */
export interface BuyerPortalShopper {
  readonly customerId: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly organizationManager: boolean;
  /** Ids of contracts of the account. */
  readonly availableContracts: readonly string[];
  readonly activeContractId: string;
  readonly scopes: JsonValue;
  readonly defaults: JsonValue;
}

/** What a shopper may buy on credit. Sessions carry it unchanged. */
export interface Credit {
  readonly accounts: readonly JsonValue[];
  readonly deadlines: readonly JsonValue[];
  readonly minimumInstallmentValue: number;
}

export interface Shopper {
  /** A UUID; `authentication.storeUserId` and `profile.id`. */
  readonly id: string;
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly phone?: string;
  readonly document?: string;
  /** Names of price tables. */
  readonly priceTables: readonly string[];
  readonly addresses: readonly Address[];
  readonly buyerPortal?: BuyerPortalShopper;
  readonly credit?: Credit;
}

/** A person who logs in to the Admin. */
export interface Operator {
  /** A UUID. */
  readonly id: string;
  readonly email: string;
  /** Whether the operator may act for shoppers (telesales). */
  readonly mayImpersonate: boolean;
}

/** A campaign audience. A visitor matches if all given conditions hold. */
export interface Campaign {
  /** A UUID, which sessions show. */
  readonly id: string;
  readonly name: string;
  readonly emails?: readonly string[];
  readonly utmSource?: string;
  readonly utmCampaign?: string;
  readonly postalCodes?: readonly PostalCodeRange[];
}

export interface Contract {
  readonly id: string;
  readonly name: string;
  /** Default true. */
  readonly isActive?: boolean;
}

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly contracts: readonly Contract[];
}

export interface StoreData {
  /** The account's name, as in `{account}.vtexcommercestable.com.br`. */
  readonly name: string;
  /** The account's UUID. */
  readonly id: string;
  readonly tradePolicies: readonly TradePolicy[];
  /** The `id` of the policy for visitors who ask for none. */
  readonly defaultTradePolicy: string;
  readonly bindings: readonly Binding[];
  /** Names of the installed session apps. */
  readonly sessionApps: readonly string[];
  /** 1: `U1cj…`, base64 of the sellers; 2: `v2.…`, their MD5. Default 2. */
  readonly regionIdFormat: 1 | 2;
  /** Whether anonymous sessions have `authentication` and `profile.isAuthenticated`. Default true. */
  readonly anonymousProfile: boolean;
  readonly sellers: readonly Seller[];
  readonly shoppers: readonly Shopper[];
  readonly operators: readonly Operator[];
  readonly campaigns: readonly Campaign[];
  readonly organizations: readonly Organization[];
}
