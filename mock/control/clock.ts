import { objectAt, refusedInput, textAt, wrongInput } from './input';
import { after, instantOf } from './instant';
import type { ControlRoute } from './route';

/** What `GET /_mock/clock` answers. */
export interface ClockState {
  /** ISO 8601. */
  readonly now: string;
  readonly frozen: boolean;
}

/**
 * The emulator's clock. Sessions that have expired at its time are gone at once; moved back, the clock revives those
 * that were not requested meanwhile.
 */
export interface SessionClock {
  readonly state: ClockState;
  /** Stops the clock. */
  freeze(): ClockState;
  /** Lets it run on from its current time. */
  unfreeze(): ClockState;
  /** By an ISO 8601 duration such as `"P5D"`, or milliseconds. @throws Refusal CONTROL_INPUT_INVALID */
  advance(by: string | number): ClockState;
  /** To an ISO 8601 date; one with a time needs a zone. @throws Refusal CONTROL_INPUT_INVALID */
  set(now: string | number | Date): ClockState;
  /** Back to the clock that the manager was given, which has kept running. */
  reset(): ClockState;
}

/** A clock's position relative to the one that it wraps. */
export interface ClockPosition {
  /** Milliseconds ahead. */
  readonly ahead: number;
  /** Milliseconds since the epoch at which it is frozen. */
  readonly frozenAt?: number;
}

export interface MovableClock extends SessionClock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly position: ClockPosition;
  /** @throws Refusal CONTROL_INPUT_INVALID for a position outside of the years 1970 to 9999 */
  check(position: ClockPosition, path: string): void;
  put(position: ClockPosition): void;
}

/** @param onChange called whenever the clock was moved, frozen or unfrozen */
export function movableClock(
  source: () => number,
  onChange: (state: ClockState) => void = () => undefined,
): MovableClock {
  let ahead = 0;
  let frozenAt: number | undefined;

  const now = () => (frozenAt === undefined ? source() + ahead : frozenAt);
  const stateOf = (): ClockState => ({ now: new Date(now()).toISOString(), frozen: frozenAt !== undefined });
  const changed = () => {
    const state = stateOf();
    onChange(state);
    return state;
  };
  const moveTo = (time: number) => {
    if (frozenAt === undefined) ahead = time - source();
    else frozenAt = time;
    return changed();
  };

  return {
    now,
    get state() {
      return stateOf();
    },
    get position() {
      return frozenAt === undefined ? { ahead } : { ahead, frozenAt };
    },
    check({ ahead, frozenAt = source() + ahead }, path) {
      instantOf(source() + ahead, `${path}.ahead`);
      instantOf(frozenAt, `${path}.frozenAt`);
    },
    put(position) {
      ({ ahead, frozenAt } = position);
      changed();
    },
    freeze() {
      frozenAt = now();
      return changed();
    },
    unfreeze() {
      if (frozenAt !== undefined) ahead = frozenAt - source();
      frozenAt = undefined;
      return changed();
    },
    advance: (by) => moveTo(after(now(), by, 'the duration')),
    set: (time) => moveTo(instantOf(time, 'the date')),
    reset() {
      ahead = 0;
      frozenAt = undefined;
      return changed();
    },
  };
}

export function clockRoutes({ clock }: { readonly clock: MovableClock }): readonly ControlRoute[] {
  const path = '/_mock/clock';
  return [
    { method: 'GET', path, answer: () => clock.state },
    { method: 'PUT', path, answer: async ({ body }) => turn(clock, await body()) },
  ];
}

/**
 * Takes `{"now"}` or `{"advance"}`, and `{"frozen"}` alone or with one of them.
 * @throws Refusal CONTROL_INPUT_INVALID, leaving the clock unchanged
 */
function turn(clock: MovableClock, body: unknown): ClockState {
  const given = objectAt('$', body, ['now', 'advance', 'frozen']);
  const { now, advance, frozen } = given;
  if (Object.keys(given).length === 0) throw refusedInput('$', 'must have now, advance or frozen');
  if (now !== undefined && advance !== undefined) {
    throw refusedInput('$.advance', 'cannot be combined with $.now: leave one out');
  }
  if (frozen !== undefined && typeof frozen !== 'boolean')
    throw wrongInput('$.frozen', 'true or false', frozen);
  // Over HTTP dates and durations are text: the unit of a number would be unclear.
  const iso = 'text in ISO 8601';
  const time = now === undefined ? undefined : instantOf(textAt('$.now', now, iso), '$.now');
  const target =
    advance === undefined ? time : after(clock.now(), textAt('$.advance', advance, iso), '$.advance');
  if (frozen === true) clock.freeze(); // before it is set, so that it stands at exactly that time
  if (target !== undefined) clock.set(target);
  if (frozen === false) clock.unfreeze();
  return clock.state;
}
