import { decodeJwt, decodeSegment } from '../harness/decode';
import { tokensIn, valuesIn } from '../harness/visitor';
import type { Answer } from '../targets/target';
import { mustBe, textOf } from './json';
import type { Real } from './real';
import { segmentOf, storeOf } from './segment';
import { type Jar, type ModelSession, type SegmentText, type State, tokenLife, tokensOf } from './state';
import { type Write, written } from './write';

/** All values of a modelled session by item: `public` as written, the others derived from it. */
export function allValues(
  values: ReadonlyMap<string, unknown>,
  { base }: State,
): ReadonlyMap<string, unknown> {
  const all = new Map([...base.values].filter(([item]) => !/^(public|store)\./.test(item)));
  for (const [key, value] of storeOf(values, base)) all.set(`store.${key}`, value);
  for (const [key, value] of values) all.set(`public.${key}`, value);
  return all;
}

/** The values that `items` selects. */
export function selected(all: ReadonlyMap<string, unknown>, items: string): ReadonlyMap<string, unknown> {
  const wanted = items.split(',');
  return wanted.includes('*') ? all : new Map([...all].filter(([item]) => wanted.includes(item)));
}

/** An answer in the shape of a session must equal this session. */
export function checkSession(answer: Answer, session: ModelSession, items: string, state: State): void {
  mustBe((answer.json() as { id: unknown }).id, session.id, 'the id of the session');
  const expected = selected(allValues(session.values, state), items);
  mustBe(textOf(new Map(Object.entries(valuesIn(answer)))), textOf(expected), `the values of ${items}`);
}

/** Equal segments have equal tokens. */
export function checkSegmentToken(token: string, segment: SegmentText, { memory }: Real): void {
  mustBe(decodeSegment(token).text, segment, 'the segment in the token');
  mustBe(token, remembered(memory.bySegment, segment, token), 'the token of an equal segment');
}

/** Equal namespaces have equal segments, in any session. */
export function checkSameSegment(session: ModelSession, { memory }: Real, state: State): void {
  const values = textOf(allValues(session.values, state));
  const token = remembered(memory.byValues, values, session.segmentToken);
  mustBe(session.segmentToken, token, 'the segment token of equal namespaces');
}

function remembered(tokens: Map<string, string>, key: string, token: string): string {
  const known = tokens.get(key);
  if (known === undefined) tokens.set(key, token);
  return known ?? token;
}

export interface WriteSeen {
  readonly answer: Answer;
  readonly write: Write;
  /** Undefined if the request names no live session. */
  readonly session: ModelSession | undefined;
  readonly verb: 'POST' | 'PATCH';
  /** The visitor's cookies afterwards. */
  readonly cookies: { readonly session: string; readonly segment: string };
}

/** Checks the answer to a write and updates the model. */
export function checkWrite(seen: WriteSeen, jar: Jar, state: State, real: Real): void {
  const { answer, write, session: before, cookies } = seen;
  mustBe(answer.status, statusOf(seen, state), 'the status of the write');
  const { values, changed } = written(before, write, state.base);
  const { claims } = decodeJwt(cookies.session);
  const session = before ?? newSession(claims.id, state);
  mustBe(claims.id, session.id, 'the id in the session token');
  if (before !== undefined && changed) session.version += 1;
  mustBe(claims.version, session.version, 'the version in the session token');
  session.values = values;
  session.segmentToken = cookies.segment;
  takeToken(cookies.session, session, before === undefined || changed, state);

  const segment = segmentOf(values, state.base);
  checkSegmentToken(cookies.segment, segment, real);
  if (write.items === undefined) {
    const { sessionToken, segmentToken } = tokensIn(answer);
    mustBe(sessionToken, cookies.session, 'the session token in the body and in the cookie');
    mustBe(segmentToken, cookies.segment, 'the segment token in the body and in the cookie');
  } else {
    checkSession(answer, session, write.items, state);
  }
  jar.token = session.tokens.at(-1);
  jar.segment = segment;
}

function newSession(id: string, state: State): ModelSession {
  const known = state.sessions.some((session) => session.id === id);
  mustBe(known, false, 'whether the id of a new session was another one’s');
  const session: ModelSession = { id, version: 2, values: new Map(), tokens: [], segmentToken: '' };
  state.sessions.push(session);
  return session;
}

/** A change gives a new token; otherwise the newest token stays. */
function takeToken(text: string, session: ModelSession, signedAnew: boolean, state: State): void {
  if (!signedAnew) {
    mustBe(text, session.tokens.at(-1)?.text, 'the session token after a write that changes nothing');
    return;
  }
  mustBe(
    tokensOf(state).some((token) => token.text === text),
    false,
    'whether the token of a new version was given before',
  );
  session.tokens.push({ session, text, expires: state.now + tokenLife });
}

function statusOf({ session, verb, write }: WriteSeen, { base: { assumptions } }: State): number {
  if (verb === 'PATCH') return session === undefined ? assumptions.statusOfPatchThatCreates : 200;
  if (session !== undefined) return assumptions.statusOfPostThatEdits;
  return write.items === undefined ? 201 : assumptions.statusOfPostWithItems;
}
