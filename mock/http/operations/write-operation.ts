import { selectItems } from '../../rules/items';
import { Refusal } from '../../rules/refusal';
import { encodeSegment, segmentOf } from '../../rules/segment';
import type { Session } from '../../rules/session';
import type { SessionDraft } from '../../rules/write-session';
import { sessionBody } from '../answer';
import { findSession } from '../find-session';
import { itemsOf, type OperationAnswer, type OperationCall, type Service } from '../service';

interface Written {
  readonly session: Session;
  readonly created: boolean;
  readonly ignored: SessionDraft['ignored'];
}

/** The status of a write, which follows the verb; the open cases are assumptions. */
export type StatusOfWrite = (
  write: { readonly created: boolean; readonly withItems: boolean },
  service: Service,
) => number;

/**
 * POST and PATCH are aliases: with a session they edit it, without one they create one.
 * A token that does not verify counts as none.
 */
export async function writeOperation(
  call: OperationCall,
  service: Service,
  statusOf: StatusOfWrite,
): Promise<OperationAnswer> {
  const found = await findSession(call, service);
  const { session, created, ignored } =
    found.kind === 'found' ? await edit(found.session.id, call, service) : await create(call, service);
  const { assumptions } = service.world;
  const items = itemsOf(call.query);
  const segmentToken = encodeSegment(segmentOf(session.namespaces), assumptions);
  return {
    status: statusOf({ created, withItems: items !== undefined }, service),
    body:
      items === undefined
        ? { sessionToken: session.token, segmentToken }
        : sessionBody(session.id, selectItems(session.namespaces, items, assumptions)),
    setCookie: [service.cookies.session(session.token), service.cookies.segment(segmentToken)],
    headers: { 'Cache-Control': 'no-store' },
    ignored,
  };
}

async function create(call: OperationCall, { rules, repository }: Service): Promise<Written> {
  const draft = await rules.draft(undefined, call);
  const session = rules.sign(draft);
  await repository.commit(session, undefined);
  return { session, created: true, ignored: draft.ignored };
}

const attempts = 10;

/** Requests on one session take turns here; against other processes the commit compares versions. */
async function edit(id: string, call: OperationCall, service: Service): Promise<Written> {
  const { rules, repository, turns } = service;
  return turns.take(id, async () => {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const current = await repository.get(id);
      if (current === undefined) return create(call, service); // expired or evicted while this write waited
      const draft = await rules.draft(current, call);
      if (!draft.changed) return { session: current, created: false, ignored: draft.ignored };
      const session = rules.sign(draft);
      if (await repository.commit(session, current.version))
        return { session, created: false, ignored: draft.ignored };
    }
    throw new Refusal({
      status: 503,
      type: 'ServiceUnavailable',
      code: 'WRITE_CONFLICT',
      message: `Other writes to this session won ${attempts} times in a row: send the request again`,
    });
  });
}
