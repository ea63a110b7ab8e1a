import type { Assumptions } from '../targets/assumptions';
import type { Fixture } from '../targets/fixture';

/** A segment as compact JSON, keys in their order. */
export type SegmentText = string;

/** Seconds a session token lives. */
export const tokenLife = 432_000;

/** A session as the model has it: what was written, and the tokens that were given for it. */
export interface ModelSession {
  readonly id: string;
  version: number;
  /** The public namespace. */
  values: ReadonlyMap<string, unknown>;
  /** One for each version, the newest last. */
  readonly tokens: HeldToken[];
  /** As the target gave it for this version. */
  segmentToken: string;
}

export interface HeldToken {
  readonly session: ModelSession;
  readonly text: string;
  /** Seconds since the sequence began. */
  readonly expires: number;
}

/** What a visitor's cookie jar must hold. */
export interface Jar {
  token: HeldToken | undefined;
  segment: SegmentText | undefined;
}

/** What a target shows everybody, asked once before the first sequence. */
export interface Base {
  readonly fixture: Fixture | undefined;
  readonly assumptions: Assumptions;
  /** Whether its clock can be moved. */
  readonly hasClock: boolean;
  /** The values of an anonymous session by item. */
  readonly values: ReadonlyMap<string, unknown>;
  /** The anonymous segment, as its JSON text. */
  readonly segment: SegmentText;
}

/** The model's side of one sequence. */
export interface State {
  readonly base: Base;
  /** Seconds since the sequence began. */
  now: number;
  readonly sessions: ModelSession[];
  readonly jars: readonly Jar[];
}

export const visitorCount = 3;

export function newState(base: Base): State {
  const jars = Array.from({ length: visitorCount }, () => ({ token: undefined, segment: undefined }));
  return { base, now: 0, sessions: [], jars };
}

/** The session a token names as long as it is valid: however old its token, it is the newest state. */
export function sessionOf(token: HeldToken | undefined, { now }: Readonly<State>): ModelSession | undefined {
  return token !== undefined && now < token.expires ? token.session : undefined;
}

export function jarOf(state: State, visitor: number): Jar {
  return state.jars[visitor % visitorCount] as Jar;
}

/** Every token ever given in this sequence, the oldest first. */
export function tokensOf({ sessions }: Readonly<State>): readonly HeldToken[] {
  return sessions.flatMap(({ tokens }) => tokens);
}
