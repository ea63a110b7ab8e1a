import type { OperationCall, Service } from '../operations/service';
import type { Session } from '../rules/session';
import type { SessionDraft } from '../rules/write-session';

/** What an operation asked of the rules; of several attempts the last. */
export interface Seen {
  drafted: Drafted | undefined;
}

export interface Drafted {
  readonly before: Session | undefined;
  readonly body: OperationCall['body'];
  /** Undefined when the rules refused. */
  readonly draft: SessionDraft | undefined;
}

/** The service, with one to look over its shoulder. */
export function watched(service: Service, seen: Seen): Service {
  const draft: Service['rules']['draft'] = async (before, request) => {
    const { body } = request;
    seen.drafted = { before, body, draft: undefined };
    const made = await service.rules.draft(before, request);
    seen.drafted = { before, body, draft: made };
    return made;
  };
  return { ...service, rules: { ...service.rules, draft } };
}
