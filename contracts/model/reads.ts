import { type VisitorRequest, valuesIn } from '../harness/visitor';
import { checkSameSegment, checkSegmentToken, checkSession, selected } from './checks';
import { mustBe, textOf } from './json';
import type { Real } from './real';
import { overridden, segmentOf } from './segment';
import { jarOf, type SegmentText, type State, sessionOf, tokenLife } from './state';
import type { Step } from './step';
import { refusedRead } from './writes';

/** Reads the session of the visitor's cookies, or the anonymous one. */
export async function read(
  visitor: number,
  items: string,
  state: State,
  real: Real,
  request?: VisitorRequest,
): Promise<void> {
  const { token } = jarOf(state, visitor);
  const session = sessionOf(token, state);
  const answer = await real.visitor(visitor).get(encodeURIComponent(items), request);
  if (token !== undefined && session === undefined) return refusedRead(visitor, answer.status, state, real);
  mustBe(answer.status, 200, 'the status of a read');
  mustBe(answer.setCookie.length, 0, 'the cookies a read sets');
  if (session !== undefined) {
    checkSession(answer, session, items, state);
    if (items === '*') checkSameSegment(session, real, state);
    return;
  }
  const seen = textOf(new Map(Object.entries(valuesIn(answer))));
  mustBe(seen, textOf(selected(state.base.values, items)), `an anonymous read of ${items}`);
}

/** The query string of a read is not stored. */
export function readStep(visitor: number, items: string, query?: string): Step {
  return {
    kind: items === '*' ? 'read all' : 'read some',
    visitor,
    input: { items, query },
    // With the alternative setting such a read creates a session, which the model does not cover.
    possible: ({ base }) => !base.assumptions.tokenlessGetSetsCookies,
    run: (state, real) => read(visitor, items, state, real, query === undefined ? {} : { query }),
  };
}

/** Reads the segment of the visitor's cookies. */
function segmentHeld(visitor: number, state: State): SegmentText {
  const { token, segment } = jarOf(state, visitor);
  const session = sessionOf(token, state);
  const ofSession = session === undefined ? undefined : segmentOf(session.values, state.base);
  const fromSession = state.base.assumptions.segmentComesFrom === 'session';
  return (fromSession ? (ofSession ?? segment) : (segment ?? ofSession)) ?? state.base.segment;
}

export function segmentStep(visitor: number, override: Readonly<Record<string, string>>): Step {
  const names = Object.keys(override);
  return {
    kind: names.length === 0 ? 'segment' : 'segment override',
    visitor,
    input: override,
    async run(state, real) {
      const jar = jarOf(state, visitor);
      const expected = overridden(segmentHeld(visitor, state), override);
      const query = names.map((name) => `${name}=${encodeURIComponent(override[name] as string)}`).join('&');
      const answer = await real.visitor(visitor).segment(names.length === 0 ? {} : { query });
      mustBe(answer.status, 200, 'the status of a segment');
      mustBe(answer.text, expected, 'the segment');
      mustBe(answer.setCookie.length, jar.segment === expected ? 0 : 1, 'how many cookies a segment sets');
      checkSegmentToken(real.visitor(visitor).cookie('vtex_segment'), expected, real);
      jar.segment = expected;
    },
  };
}

/** A segment token in the path is answered with the segment in it. */
export function segmentByToken(visitor: number, holder: number): Step {
  return {
    kind: 'segment token in the path',
    visitor,
    input: { holder },
    possible: (state) => jarOf(state as State, holder).segment !== undefined,
    async run(state, real) {
      const path = `/api/segments/${real.visitor(holder).cookie('vtex_segment')}`;
      const answer = await real.visitor(visitor).segment({ path });
      mustBe(answer.text, jarOf(state, holder).segment, 'the segment of a token in the path');
      mustBe(answer.setCookie.length, 0, 'the cookies it sets');
    },
  };
}

export type Kept = readonly ('vtex_session' | 'vtex_segment')[];

export function dropCookies(visitor: number, kept: Kept): Step {
  return {
    kind: 'drop cookies',
    visitor,
    input: { kept },
    async run(state, real) {
      real.keepOnly(visitor, kept);
      const jar = jarOf(state, visitor);
      if (!kept.includes('vtex_session')) jar.token = undefined;
      if (!kept.includes('vtex_segment')) jar.segment = undefined;
    },
  };
}

const hour = 3600;

/** Never adds up to the life of a token, so that no answer depends on the exact second. */
export const spans = [50 * hour, 100 * hour, 50 * hour, 100 * hour, tokenLife + 10 * hour] as const;

export function timePasses(seconds: number): Step {
  return {
    kind: 'time passes',
    visitor: 0,
    input: { hours: seconds / hour },
    possible: ({ base }) => base.hasClock,
    async run(state, real) {
      await real.pass(seconds);
      state.now += seconds;
    },
  };
}
