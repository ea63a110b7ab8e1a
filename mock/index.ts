export type { Account, TradePolicy } from './accounts/account';
export type { AccountData, SeededEntry, SeededList } from './accounts/account-data';
export type { AccountFixture } from './accounts/account-fixture';
export { AccountFixtureError } from './accounts/account-fixture-error';
export type { NamespacesJson } from './apps/json';
export type { OwnApp } from './apps/own-app';
export type { ClockPosition, ClockState, SessionClock } from './control/clock';
export type { Explanation } from './control/explanation';
export type {
  DroppedFaults,
  Fault,
  FaultEffect,
  FaultOptions,
  FaultScope,
  Faults,
  SessionOperation,
} from './control/fault';
export type { JournalAnswer, JournalEntry, JournalRequest, JournalSession } from './control/journal/entry';
export type { Journal, JournalFilter, JournalQuery, WaitOptions } from './control/journal/journal';
export type { KeptSession, ListedSession, ListOptions, SessionList } from './control/kept-sessions';
export type { PersonaOptions, PersonaSession, StorageState } from './control/persona';
export type { Dropped, ResetOptions, Restored } from './control/reset';
export type { Seeded, SeededSession, SeedOutcome, SeedSession } from './control/seed';
export type { Snapshot, SnapshotSession } from './control/snapshot';
export { SessionManagerError, type SessionManagerErrorCode } from './errors';
export type { Fetch } from './http/fetch';
export type { RequestReport } from './http/report';
export type { SessionMiddleware } from './http/session-middleware';
export type {
  AppOrder,
  CookieProfile,
  ListenOptions,
  RemoteAppOptions,
  Seed,
  SessionManagerOptions,
} from './options';
export type { ConnectedApp } from './remote-apps';
export type { Declaration } from './rules/app';
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
