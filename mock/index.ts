export type { Account, TradePolicy } from './accounts/account';
export { AccountFixtureError } from './accounts/account-fixture-error';
export { SessionManagerError, type SessionManagerErrorCode } from './errors';
export type { RequestReport } from './http/report';
export type { SessionMiddleware } from './http/session-middleware';
export type { CookieProfile, ListenOptions, SessionManagerOptions } from './options';
export type { Declaration, SessionApp } from './rules/app';
export {
  type Assumption,
  type Assumptions,
  assumptionProblem,
  assumptionTable,
  defaultAssumptions,
} from './rules/assumptions';
export type { IgnoredWrite } from './rules/public-namespace';
export { type RefusalCode, refusalCodes } from './rules/refusal';
export type { Entry, JsonValue, Namespace, Namespaces } from './rules/session';
export { type TokenForm, tokenForms } from './rules/session-token';
export { createSessionManager, type SessionManager } from './session-manager';
export { version } from './version';
