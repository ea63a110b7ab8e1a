import { badlySigned, garbage, retargeted, unsigned } from '../harness/forged-tokens';
import type { VisitorRequest } from '../harness/visitor';
import { checkSession, checkWrite } from './checks';
import { mustBe, turnedAround } from './json';
import type { Real } from './real';
import { type HeldToken, jarOf, type ModelSession, type State, sessionOf, tokensOf } from './state';
import type { Kind, Step } from './step';
import { bodyOf, nothing, queryOf, type Write } from './write';

type Verb = 'POST' | 'PATCH';

interface Way {
  readonly verb: Verb;
  /** The session that the request names. */
  readonly session: ModelSession | undefined;
  readonly request?: VisitorRequest;
}

async function write(visitor: number, what: Write, way: Way, state: State, real: Real): Promise<void> {
  const who = real.visitor(visitor);
  const text = bodyOf(what);
  const query = queryOf(what);
  const answer = await who.send(way.verb, {
    path: '/api/sessions',
    ...(text !== undefined && { text }),
    ...(query !== undefined && { query }),
    ...way.request,
  });
  const { verb, session } = way;
  if (answer.status >= 300) throw new Error(`A write got ${answer.status}: ${answer.text}`);
  const cookies = { session: who.cookie('vtex_session'), segment: who.cookie('vtex_segment') };
  checkWrite({ answer, write: what, session, verb, cookies }, jarOf(state, visitor), state, real);
}

/** A write with the visitor's cookies: edits or creates their session. */
export function plainWrite(visitor: number, verb: Verb, what: Write): Step {
  return {
    kind: verb === 'POST' ? 'create' : 'edit',
    visitor,
    input: what,
    run(state, real) {
      const session = sessionOf(jarOf(state, visitor).token, state);
      return write(visitor, what, { verb, session }, state, real);
    },
  };
}

/** Some of the stored values, with object members in another order. */
export function sameAgain(visitor: number, verb: Verb, picks: readonly number[]): Step {
  return {
    kind: 'write equal values',
    visitor,
    input: { verb, picks },
    possible: (state) => sessionOf(jarOf(state, visitor).token, state) !== undefined,
    run(state, real) {
      const session = sessionOf(jarOf(state, visitor).token, state);
      const standing = [...(session?.values ?? [])];
      const body = standing
        .filter((_, index) => picks.includes(index))
        .map(([key, value]) => [key, turnedAround(value)] as const);
      return write(visitor, { ...nothing, body }, { verb, session }, state, real);
    },
  };
}

/** Any token of this sequence, of any session and age; undefined if there is none yet. */
function pickedToken(pick: number, state: Readonly<State>): HeldToken | undefined {
  const tokens = tokensOf(state);
  return tokens[pick % Math.max(tokens.length, 1)];
}

export function writeWithToken(visitor: number, what: Write, pick: number, place: 'cookie' | 'path'): Step {
  const kind: Kind = place === 'cookie' ? 'edit with an old token' : 'edit with a token in the path';
  return {
    kind,
    visitor,
    input: { pick, what },
    possible: (state) => pickedToken(pick, state) !== undefined,
    async run(state, real) {
      const token = pickedToken(pick, state) as HeldToken;
      const session = sessionOf(token, state);
      const way: Way =
        place === 'cookie'
          ? { verb: 'PATCH', session, request: { headers: { cookie: `vtex_session=${token.text}` } } }
          : { verb: 'POST', session, request: { path: `/api/sessions/${token.text}` } };
      await write(visitor, what, way, state, real);
    },
  };
}

export function readWithToken(visitor: number, items: string, pick: number, place: 'cookie' | 'path'): Step {
  const kind: Kind = place === 'cookie' ? 'read with an old token' : 'read with a token in the path';
  return {
    kind,
    visitor,
    input: { pick, items },
    possible: (state) => pickedToken(pick, state) !== undefined,
    async run(state, real) {
      const token = pickedToken(pick, state) as HeldToken;
      const session = sessionOf(token, state);
      const answer = await real
        .visitor(visitor)
        .get(
          encodeURIComponent(items),
          place === 'cookie'
            ? { headers: { cookie: `vtex_session=${token.text}` } }
            : { path: `/api/sessions/${token.text}` },
        );
      if (session === undefined) return refusedRead(visitor, answer.status, state, real);
      mustBe(answer.status, 200, 'the status of a read with a token');
      mustBe(answer.setCookie.length, 0, 'the cookies a read sets');
      checkSession(answer, session, items, state);
    },
  };
}

export const forgeries = ['garbage', 'badly signed', 'unsigned', 'retargeted'] as const;
export type Forgery = (typeof forgeries)[number];

function forged(forgery: Forgery, pick: number, state: Readonly<State>): string {
  const token = pickedToken(pick, state);
  if (token === undefined || forgery === 'garbage') return garbage;
  if (forgery === 'badly signed') return badlySigned(token.text);
  if (forgery === 'unsigned') return unsigned(token.text);
  const other = state.sessions.find((session) => session !== token.session);
  return other === undefined ? garbage : retargeted(token.text, other.id);
}

export function readForged(visitor: number, forgery: Forgery, pick: number): Step {
  return {
    kind: 'read with a forged token',
    visitor,
    input: { forgery, pick },
    async run(state, real) {
      const headers = { cookie: `vtex_session=${forged(forgery, pick, state)}` };
      const { status } = await real.visitor(visitor).get('*', { headers });
      refusedRead(visitor, status, state, real);
    },
  };
}

/** Counts as a write without a token. */
export function writeForged(visitor: number, what: Write, forgery: Forgery, pick: number): Step {
  return {
    kind: 'write with a forged token',
    visitor,
    input: { forgery, pick, what },
    run(state, real) {
      const headers = { cookie: `vtex_session=${forged(forgery, pick, state)}` };
      return write(visitor, what, { verb: 'PATCH', session: undefined, request: { headers } }, state, real);
    },
  };
}

/** A read with a token that names no session expires the cookies. */
export function refusedRead(visitor: number, status: number, state: State, real: Real): void {
  mustBe(status, state.base.assumptions.statusOfUnverifiableToken, 'the status of a read with a bad token');
  mustBe(real.visitor(visitor).cookieNames().join(), '', 'the cookies left after a refused read');
  Object.assign(jarOf(state, visitor), { token: undefined, segment: undefined });
}
