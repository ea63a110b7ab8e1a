import type { ChangedKey, ExplainedWrite } from '../../control/explanation/explanation';

/** The keys that differ between two versions, by what the writes between them changed. */
export function differences(
  writes: readonly ExplainedWrite[],
  from: number,
  to: number,
): readonly ChangedKey[] {
  if (from > to) {
    return differences(writes, to, from).map(({ key, before, after }) => changedKey(key, after, before));
  }
  const changed = new Map<string, ChangedKey>();
  for (const { version, changes, outcome } of writes) {
    if (version <= from || version > to || outcome === 'refused' || outcome === 'unchanged') continue;
    for (const change of changes) {
      const { before } = changed.get(change.key) ?? change;
      changed.set(change.key, changedKey(change.key, before, change.after));
    }
  }
  return [...changed.values()]
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
    .sort((one, other) => one.key.localeCompare(other.key));
}

function changedKey(key: string, before: ChangedKey['before'], after: ChangedKey['after']): ChangedKey {
  return { key, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}
