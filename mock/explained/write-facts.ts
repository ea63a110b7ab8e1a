import type { WriteFacts } from '../explain-header';
import type { OperationCall, Service } from '../operations/service';
import { type CallerWrites, writesToPublic } from '../rules/caller-writes';
import type { Refusal } from '../rules/refusal';
import { entryAt, type Namespaces, type Session } from '../rules/session';
import type { SessionDraft } from '../rules/write-session';
import type { Drafted } from './watch';

const nothing: Namespaces = new Map();

/** What a write asked for and what it did. */
export function writeFacts(
  { before, body, draft }: Drafted,
  { query }: OperationCall,
  versionAtStart: number | undefined,
  refusal: Refusal | undefined,
  service: Service,
): WriteFacts {
  const { assumptions } = service.world;
  const { writes, ignored } = writesToPublic(body, query, assumptions);
  const namespaces = before?.namespaces ?? nothing;
  const asked = writes.map(({ key, entry, source }) => ({
    key,
    value: entry.value,
    source: source === 'query' ? ('query' as const) : ('body' as const),
    before: entryAt(namespaces, { namespace: 'public', key })?.value,
  }));
  const named = new Set(asked.map(({ key }) => key));
  const rounds = draft?.rounds ?? [];
  return {
    outcome: outcomeOf(before, draft),
    before: namespaces,
    body,
    asked,
    ignored,
    bodyAndQuery: inBoth(writesToPublic(body, [], assumptions), writesToPublic({}, query, assumptions)),
    leavesOthers: [...(namespaces.get('public')?.keys() ?? [])].some((key) => !named.has(key)),
    overtaken: before !== undefined && versionAtStart !== undefined && before.version !== versionAtStart,
    recordedCookies: (draft?.writes ?? [])
      .filter(({ namespace }) => namespace === 'cookie')
      .map(({ key }) => key),
    derived: [
      ...new Set(rounds.flatMap(({ changed }) => changed.map(({ namespace, key }) => `${namespace}.${key}`))),
    ],
    rounds: draft?.rounds ?? refusal?.rounds ?? [],
    after: draft?.namespaces,
    segmentChanged:
      before !== undefined && draft !== undefined && tokenOf(before, service) !== tokenOf(draft, service),
  };
}

function outcomeOf(before: Session | undefined, draft: SessionDraft | undefined): WriteFacts['outcome'] {
  if (draft === undefined) return 'refused';
  if (before === undefined) return 'created';
  return draft.changed ? 'edited' : 'unchanged';
}

function inBoth(one: CallerWrites, other: CallerWrites): readonly string[] {
  const keys = new Set(one.writes.map(({ key }) => key));
  return other.writes.map(({ key }) => key).filter((key) => keys.has(key));
}

function tokenOf({ namespaces }: { readonly namespaces: Namespaces }, { rules }: Service): string {
  return rules.segmentOf(namespaces).token;
}
