import { objectAt, refusedInput, shown } from './input';
import { after, instantOf } from './instant';

/** What `GET /_mock/clock` answers. */
export interface ClockState {
  /** ISO 8601. */
  readonly now: string;
  readonly frozen: boolean;
}

/** The emulator's clock. What it moves expires at once, or lives again if nobody has asked for it meanwhile. */
export interface SessionClock {
  readonly state: ClockState;
  /** Stands still from now on. */
  freeze(): ClockState;
  /** Goes on from where it stands. */
  unfreeze(): ClockState;
  /** By an ISO 8601 duration such as `"P5D"`, or milliseconds. @throws Refusal CONTROL_INPUT_INVALID */
  advance(by: string | number): ClockState;
  /** To an ISO 8601 date, with a zone where it has a time. @throws Refusal CONTROL_INPUT_INVALID */
  set(now: string | number | Date): ClockState;
  /** Back to the clock that the manager was given, which was running all the time. */
  reset(): ClockState;
}

/** Where a clock stands in regard to the one that it wraps. */
export interface ClockPosition {
  /** Milliseconds ahead. */
  readonly ahead: number;
  /** Milliseconds since the epoch at which it stands still. */
  readonly frozenAt?: number;
}

export interface MovableClock extends SessionClock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly position: ClockPosition;
  put(position: ClockPosition): void;
}

export function movableClock(source: () => number): MovableClock {
  let ahead = 0;
  let frozenAt: number | undefined;

  const now = () => (frozenAt === undefined ? source() + ahead : frozenAt);
  const stateOf = (): ClockState => ({ now: new Date(now()).toISOString(), frozen: frozenAt !== undefined });
  const moveTo = (time: number) => {
    if (frozenAt === undefined) ahead = time - source();
    else frozenAt = time;
    return stateOf();
  };

  return {
    now,
    get state() {
      return stateOf();
    },
    get position() {
      return frozenAt === undefined ? { ahead } : { ahead, frozenAt };
    },
    put(position) {
      ({ ahead, frozenAt } = position);
    },
    freeze() {
      frozenAt = now();
      return stateOf();
    },
    unfreeze() {
      if (frozenAt !== undefined) ahead = frozenAt - source();
      frozenAt = undefined;
      return stateOf();
    },
    advance: (by) => moveTo(after(now(), by, 'the duration')),
    set: (time) => moveTo(instantOf(time, 'the moment')),
    reset() {
      ahead = 0;
      frozenAt = undefined;
      return stateOf();
    },
  };
}

/**
 * What `PUT /_mock/clock` does: `{"now"}` or `{"advance"}`, and `{"frozen"}` alone or with one of them.
 * @throws Refusal CONTROL_INPUT_INVALID, after which the clock is as it was
 */
export function turnClock(clock: MovableClock, body: unknown): ClockState {
  const asked = objectAt('$', body, ['now', 'advance', 'frozen']);
  const { now, advance, frozen } = asked;
  if (Object.keys(asked).length === 0) throw refusedInput('$', 'must have now, advance or frozen');
  if (now !== undefined && advance !== undefined) throw refusedInput('$.advance', 'cannot go with $.now');
  if (frozen !== undefined && typeof frozen !== 'boolean') {
    throw refusedInput('$.frozen', `must be true or false, not ${shown(frozen)}`);
  }
  const time = now === undefined ? undefined : instantOf(textAt('$.now', now), '$.now');
  const later = advance === undefined ? time : after(clock.now(), textAt('$.advance', advance), '$.advance');
  if (later !== undefined) clock.set(later);
  if (frozen === true) clock.freeze();
  if (frozen === false) clock.unfreeze();
  return clock.state;
}

/** Over HTTP moments and durations are text: a number would leave open of what. */
function textAt(place: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw refusedInput(place, `must be text in ISO 8601, not ${shown(value)}`);
}
