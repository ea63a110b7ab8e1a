import { selectItems } from '../rules/items';
import { Refusal } from '../rules/refusal';
import type { Entry, Namespaces } from '../rules/session';
import { andThen, type Maybe } from '../util/event-loop';
import { JsonText } from '../wire/answer';
import { type FoundSession, findSession } from './find-session';
import {
  bothCookies,
  cookiePath,
  itemsOf,
  type Operation,
  type OperationAnswer,
  type OperationCall,
  type Service,
} from './service';

const noStore = { 'Cache-Control': 'no-store' };

/**
 * GET /api/sessions?items=…, and with a token in the path. Writes nothing and
 * sets no cookie, unless a setting says so.
 */
export const getSession: Operation = (call, service) =>
  andThen(findSession(call, service), (found) => readSession(found, call, service));

function readSession(found: FoundSession, call: OperationCall, service: Service): Maybe<OperationAnswer> {
  const { assumptions } = service.world;
  const items = itemsOf(call.query) ?? ''; // the document requires it, and the request was validated
  if (found.kind === 'unverified') {
    throw new Refusal(
      assumptions.statusOfUnverifiableToken,
      `The session token is refused: ${found.reason}`,
      { expiresCookies: cookiePath(call, service) },
    );
  }
  if (found.kind === 'no-token') return anonymousAnswer(items, call, service);
  const { session } = found;
  const { id, namespaces, token } = session;
  return {
    status: 200,
    body: sessionBody(id, selectItems(namespaces, items, assumptions)),
    headers: noStore,
    ...(assumptions.readSetsCookies && {
      setCookie: bothCookies(token, service.rules.segmentOf(namespaces).token, call, service),
    }),
    touched: { session, before: session, generation: call.generation },
  };
}

/** Without a token: the session that this visitor would get, made for this answer and not kept. */
async function anonymousAnswer(
  items: string,
  call: OperationCall,
  service: Service,
): Promise<OperationAnswer> {
  const { rules, repository, world } = service;
  const draft = await rules.draft(undefined, { query: [], cookies: call.cookies });
  const body = sessionBody(draft.id, selectItems(draft.namespaces, items, world.assumptions));
  const headers = noStore;
  if (!world.assumptions.tokenlessGetSetsCookies) return { status: 200, body, headers };
  const session = rules.sign(draft);
  await repository.commit(session, undefined, call.generation);
  const { token: segmentToken } = rules.segmentOf(session.namespaces);
  return {
    status: 200,
    body,
    headers,
    setCookie: bothCookies(session.token, segmentToken, call, service),
  };
}

/**
 * The body of an answer to `items`. Written by hand: JSON.stringify is slowest with objects whose keys callers
 * choose.
 */
export function sessionBody(id: string, namespaces: Namespaces): JsonText {
  const inside = listed(namespaces, (entries) => `{${listed(entries, entryText)}}`);
  return new JsonText(`{"id":${quoted(id)},"namespaces":{${inside}}}`);
}

function listed<V>(values: ReadonlyMap<string, V>, textOf: (value: V) => string): string {
  let text = '';
  values.forEach((value, name) => {
    text += `${text === '' ? '' : ','}${quoted(name)}:${textOf(value)}`;
  });
  return text;
}

function entryText({ value, keepAlive }: Entry): string {
  const text = typeof value === 'string' ? quoted(value) : JSON.stringify(value);
  return `{"value":${text}${keepAlive ? ',"keepAlive":true' : ''}}`;
}

const needsNoEscape = /^[\w .:;,@/+=-]*$/;

/** A JSON string. Most need no escaping, which is faster to write without JSON.stringify. */
function quoted(text: string): string {
  return needsNoEscape.test(text) ? `"${text}"` : JSON.stringify(text);
}
