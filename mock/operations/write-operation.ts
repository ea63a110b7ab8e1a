import type { Assumptions } from '../rules/assumptions';
import { selectItems } from '../rules/items';
import { Refusal } from '../rules/refusal';
import type { SessionDraft } from '../rules/write-session';
import { andThen, type Maybe } from '../util/event-loop';
import { TokensText } from '../wire/answer';
import { findSession } from './find-session';
import { sessionBody } from './read-session';
import {
  bothCookies,
  itemsOf,
  type Operation,
  type OperationAnswer,
  type OperationCall,
  type Service,
  type Sign,
  type TokenIds,
  type TouchedSession,
} from './service';

const noStore = { 'Cache-Control': 'no-store' };

/** POST /api/sessions. A token in the path takes the place of the cookie. */
export const createSession: Operation = (call, service) => writeOperation(call, service, statusOfPost);

/** PATCH /api/sessions. */
export const editSession: Operation = (call, service) => writeOperation(call, service, statusOfPatch);

/** The status follows the verb; the open cases are assumptions. */
type StatusOfWrite = (
  write: { readonly created: boolean; readonly withItems: boolean },
  assumptions: Assumptions,
) => number;

const statusOfPost: StatusOfWrite = ({ created, withItems }, assumptions) => {
  if (!created) return assumptions.statusOfPostThatEdits;
  return withItems ? assumptions.statusOfPostWithItems : 201;
};

const statusOfPatch: StatusOfWrite = ({ created }, assumptions) =>
  created ? assumptions.statusOfPatchThatCreates : 200;

/**
 * POST and PATCH are aliases: with a session they edit it, without one they create one.
 * A token that does not verify counts as none.
 */
function writeOperation(
  call: OperationCall,
  service: Service,
  statusOf: StatusOfWrite,
): Maybe<OperationAnswer> {
  const written = andThen(findSession(call, service), (found) =>
    found.kind === 'found' ? edit(found.session.id, call, service) : create(call, service),
  );
  return andThen(written, (touched) => {
    const { session, before } = touched;
    const { assumptions } = service.world;
    const items = itemsOf(call.query);
    const { token: segmentToken } = service.rules.segmentOf(session.namespaces);
    return {
      status: statusOf({ created: before === undefined, withItems: items !== undefined }, assumptions),
      body:
        items === undefined
          ? new TokensText(session.token, segmentToken)
          : sessionBody(session.id, selectItems(session.namespaces, items, assumptions)),
      setCookie: bothCookies(session.token, segmentToken, call, service),
      headers: noStore,
      touched,
    };
  });
}

function create(call: OperationCall, service: Service): Maybe<TouchedSession> {
  const { rules, sign, repository } = service;
  const { generation } = call;
  return andThen(rules.draft(undefined, call), (draft) =>
    andThen(sign(draft, rules), (session) =>
      andThen(repository.commit(session, undefined, generation), (isStored) => {
        if (!isStored) throw resetMeanwhile(); // a new id has no other writes
        return { session, before: undefined, draft, generation };
      }),
    ),
  );
}

/**
 * Signs in a step of its own, after the drafts that go on together with this one: the tables of the curve fill the
 * processor's cache, and work between two signatures evicts them. Measured, a signature on its own takes twice as long.
 */
export function signTogether(ids: TokenIds): Sign {
  return async (draft, rules) => {
    await undefined;
    const session = rules.sign(draft);
    ids.remember(session.token, session.id);
    return session;
  };
}

export const attempts = 10;

/** How long a write waits for its turn at least, in milliseconds. A slow session app of the user adds to it. */
export const usualWait = 5000;

export function writeConflict(what: string): Refusal {
  return new Refusal(
    'WRITE_CONFLICT',
    `Other writes to ${what} won ${attempts} times in a row: send the request again`,
  );
}

/** @throws Refusal RESET_MEANWHILE if a reset has dropped what this write began with */
export function requireGeneration(generation: number, { repository }: Service): void {
  if (generation !== repository.generation) throw resetMeanwhile();
}

function resetMeanwhile(): Refusal {
  return new Refusal(
    'RESET_MEANWHILE',
    'The emulator was reset while this request was under way, so nothing was stored: await requests before a reset',
  );
}

function notWritten(message: string): Refusal {
  return new Refusal('WRITE_NOT_MADE', message);
}

/**
 * Requests on one session are queued here; the commit compares states, since a reset or a seed may come between. A write
 * that waits too long, or whose client has hung up, is not made.
 */
function edit(id: string, call: OperationCall, service: Service): Promise<TouchedSession> {
  const { rules, sign, repository, queue, longestWait } = service;
  const { generation, client } = call;
  const work = async (): Promise<TouchedSession> => {
    if (client?.destroyed) throw notWritten('The client hung up before this write had its turn');
    for (let attempt = 0; attempt < attempts; attempt++) {
      requireGeneration(generation, service);
      const before = await repository.get(id);
      if (before === undefined) return create(call, service); // expired or evicted while this write waited
      let draft: SessionDraft;
      try {
        draft = await rules.draft(before, call);
      } catch (error) {
        if (error instanceof Refusal) error.session = before;
        throw error;
      }
      if (!draft.changed) return { session: before, before, draft, generation };
      const session = await sign(draft, rules);
      if (await repository.commit(session, before.token, generation)) {
        return { session, before, draft, generation };
      }
    }
    throw writeConflict('this session');
  };
  const refusal = () =>
    notWritten(
      `This write waited ${longestWait} ms for earlier ones: send it again, and look for a slow session app`,
    );
  return queue.run(id, work, { longest: longestWait, refusal });
}
