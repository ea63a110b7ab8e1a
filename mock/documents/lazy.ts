import type { Documents, DocumentsWorld } from './index';

/** The room of added documents, which is loaded when it is first used. */
export interface LazyDocuments {
  load(): Promise<Documents>;
  /** Undefined until it was used. */
  readonly loaded: Documents | undefined;
  /** Calls the listener when a document came, changed or went, until the function that it returns is called. */
  watch(listener: () => void): () => void;
  /** For snapshots. */
  stored(): readonly object[];
  /** @throws Refusal CONTROL_INPUT_INVALID, SPEC_…, which changes nothing */
  restore(stored: unknown): Promise<void>;
}

export function lazyDocuments(world: DocumentsWorld): LazyDocuments {
  let loading: Promise<Documents> | undefined;
  let loaded: Documents | undefined;
  const listeners = new Set<() => void>();
  const onChanged = () => {
    world.onChanged();
    for (const listener of listeners) listener();
  };
  const self: LazyDocuments = {
    load() {
      loading ??= import('./index').then(({ documents }) => {
        loaded = documents({ ...world, onChanged });
        return loaded;
      });
      return loading;
    },
    get loaded() {
      return loaded;
    },
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stored: () => loaded?.sources.stored() ?? [],
    async restore(stored = []) {
      const isEmpty = Array.isArray(stored) && stored.length === 0;
      if (!isEmpty || loaded !== undefined) await (await self.load()).sources.restore(stored);
    },
  };
  return self;
}
