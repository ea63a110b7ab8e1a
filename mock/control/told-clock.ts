import type { ClockState, MovableClock } from './clock';

/** The clock, which tells where it stands whenever somebody has turned it. */
export function toldClock(clock: MovableClock, tell: (state: ClockState) => void): MovableClock {
  const told = (state: ClockState): ClockState => {
    tell(state);
    return state;
  };
  return {
    now: clock.now,
    get state() {
      return clock.state;
    },
    get position() {
      return clock.position;
    },
    put(position) {
      clock.put(position);
      tell(clock.state);
    },
    freeze: () => told(clock.freeze()),
    unfreeze: () => told(clock.unfreeze()),
    advance: (by) => told(clock.advance(by)),
    set: (now) => told(clock.set(now)),
    reset: () => told(clock.reset()),
  };
}
