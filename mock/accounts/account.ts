/** The account being served, as an account fixture describes it. Schema: fixtures/accounts/account.schema.json. */
import type { VtexAppName } from '../apps';
import type { StoreData } from '../apps/store-data';
import type { JsonValue } from '../rules/session';

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

export interface Account extends StoreData {
  /** Installed session apps. Default: all but impersonate-session, shopper-session and credit-control-session. */
  readonly sessionApps: readonly VtexAppName[];
  readonly personas: readonly Persona[];
}
