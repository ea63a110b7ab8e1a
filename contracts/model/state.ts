import type { Assumptions } from '../targets/assumptions';
import type { Fixture } from '../targets/fixture';

/** A segment as compact JSON, keys in their order. */
export type SegmentText = string;

/** Seconds a session token lives. */
export const tokenLife = 432_000;

/** A session of the model: its written values and its tokens. */
export interface ModelSession {
  readonly id: string;
  version: number;
  /** The public namespace. */
  values: ReadonlyMap<string, unknown>;
  /** One for each version, the newest last. */
  readonly tokens: HeldToken[];
  /** As issued by the target for this version. */
  segmentToken: string;
}

export interface HeldToken {
  readonly session: ModelSession;
  readonly text: string;
  /** Seconds since the sequence began. */
  readonly expires: number;
}

/** The expected cookies of a visitor. */
export interface Jar {
  token: HeldToken | undefined;
  segment: SegmentText | undefined;
}

/** The anonymous answers of a target, read once before the first sequence. */
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

/** The session of a valid token: its newest state, however old the token is. */
export function sessionOf(token: HeldToken | undefined, { now }: Readonly<State>): ModelSession | undefined {
  return token !== undefined && now < token.expires ? token.session : undefined;
}

export function jarOf(state: State, visitor: number): Jar {
  return state.jars[visitor % visitorCount] as Jar;
}

/** Every token issued in this sequence, oldest first. */
export function tokensOf({ sessions }: Readonly<State>): readonly HeldToken[] {
  return sessions.flatMap(({ tokens }) => tokens);
}
