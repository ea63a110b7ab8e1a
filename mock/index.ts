export type { Account, TradePolicy } from './accounts/account-fixture';
export { type AccountFixture, AccountFixtureError, type FixtureProblem } from './accounts/account-fixture';
export type { AccountName, PersonaId } from './accounts/load';
export type { AccountData, SeededEntry, SeededList } from './accounts/seed-data';
export type { Cell, SessionManager } from './api';
export type { ClockPosition, ClockState, SessionClock } from './control/clock';
export type { Explanation } from './control/explanation/explanation';
export type {
  DroppedFaults,
  Fault,
  FaultEffect,
  FaultOptions,
  FaultScope,
  Faults,
} from './control/faults/fault';
export type {
  AddedAnswer,
  Journal,
  JournalAnswer,
  JournalEntry,
  JournalFilter,
  JournalQuery,
  JournalRequest,
  JournalSession,
  RequestReport,
  WaitOptions,
} from './control/journal/entry';
export type { Dropped, ResetOptions, Restored } from './control/reset';
export type { Seeded, SeededSession, SeedOutcome, SeedSession } from './control/seed';
export type { ListedSession, ListOptions, SessionList, StoredSession } from './control/sessions';
export type { Snapshot, SnapshotChunks, SnapshotSession } from './control/snapshot';
export type { Disagreement } from './documents/agreement';
export type { DocumentsApi } from './documents/api';
export type { RequestProblem } from './documents/check';
export type { Preview } from './documents/preview';
export type { AnswerFunction, AnswerInput, Strictness } from './documents/source';
export type { AddedSource, AddSource, SourceSummary } from './documents/sources';
export type { ListedTool, ToolAnswer, ToolsApi } from './documents/tool';
export { type OptionProblem, SessionManagerError, type SessionManagerErrorCode } from './errors';
export type { PersonaOptions, PersonaSession, StorageState } from './operations/persona';
export type { SessionOperation } from './operations/table';
export type {
  CellOptions,
  Seed,
  SessionManagerOptions,
} from './options';
export type { ConnectedApp } from './own-apps/connected';
export type { InProcessApp } from './own-apps/in-process';
export type { NamespacesJson } from './own-apps/json';
export type { RemoteAppOptions } from './own-apps/options';
export type { Declaration } from './rules/app';
export type { AppOrder } from './rules/app-order';
export {
  type Assumption,
  type Assumptions,
  assumptionsSchema,
  assumptionTable,
  defaultAssumptions,
} from './rules/assumptions';
export type { IgnoredWrite } from './rules/caller-writes';
export { type RefusalCode, refusalCodes } from './rules/refusal';
export type { SegmentKey } from './rules/segment';
export type { Entry, JsonValue, Namespace, Namespaces } from './rules/session';
export { type TokenForm, tokenForms } from './rules/token';
export { createSessionManager } from './session-manager';
export type { ListenAddress, ListenOptions, TlsAddress } from './tls/ports';
export { version } from './version';
export type { CookieProfile } from './wire/cookies';
export type { Fetch } from './wire/in-process';
export type { SessionMiddleware } from './wire/listener';
