import type { TokenFacts } from '../explain-header';
import { findSession } from '../operations/find-session';
import type { OperationCall, Service } from '../operations/service';
import { Refusal } from '../rules/refusal';
import type { Session } from '../rules/session';
import { cookieValues } from '../wire/cookies';

export interface FoundToken {
  readonly facts: TokenFacts;
  /** The session it names, before the operation. */
  readonly session: Session | undefined;
}

export const unreadToken: FoundToken = {
  facts: { kind: 'unread', inPath: false, isAnId: false, claimsAKeptSession: false },
  session: undefined,
};

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What the operation is going to find; looking changes nothing. */
export async function tokenFacts(call: OperationCall, service: Service): Promise<FoundToken> {
  const inPath = call.pathToken !== undefined;
  const sent = call.pathToken === undefined ? cookieValues(call.cookies, 'vtex_session') : [call.pathToken];
  const isAnId = inPath && uuid.test(sent[0] ?? '');
  const facts = { inPath, isAnId, claimsAKeptSession: false };
  try {
    const found = await findSession(call, service);
    if (found.kind === 'no-token') return { facts: { ...facts, kind: 'absent' }, session: undefined };
    if (found.kind === 'found') {
      const kind = sent.includes(found.session.token) ? 'newest' : 'older';
      return { facts: { ...facts, kind }, session: found.session };
    }
    const claimsAKeptSession = await claimsOne(sent, service);
    const { reason } = found;
    return { facts: { ...facts, kind: 'unverified', reason, claimsAKeptSession }, session: undefined };
  } catch (error) {
    if (error instanceof Refusal) return { facts: { ...facts, kind: 'foreign' }, session: undefined };
    throw error;
  }
}

async function claimsOne(tokens: readonly string[], { claimedIds, repository }: Service): Promise<boolean> {
  for (const token of tokens) {
    const id = claimedIds.of(token);
    if (id !== undefined && (await repository.get(id)) !== undefined) return true;
  }
  return false;
}
