import type { Documents, DocumentsWorld } from './index';
import type { Preview } from './preview';
import type { AddedSource, AddSource, SourceSummary } from './sources';
import type { ToolsApi } from './tool';

/** Added OpenAPI documents, in code. */
export interface DocumentsApi {
  /**
   * What a document holds; nothing is kept.
   * @param spec a URL if it begins with `http://` or `https://`, else the document, JSON or YAML
   * @throws Refusal SPEC_…
   */
  preview(spec: string): Promise<Preview>;
  /**
   * Adds a document: its operations are served, and become tools. The same document again changes nothing.
   * @throws Refusal SPEC_…, SOURCE_EXISTS unless `replace` is true, SOURCE_PATH_TAKEN, CONTROL_INPUT_INVALID
   */
  add(source: AddSource): Promise<AddedSource>;
  list(): Promise<readonly SourceSummary[]>;
  /** @throws Refusal SOURCE_UNKNOWN */
  get(id: string): Promise<SourceSummary>;
  /** Fetches a document again from its URL. @throws Refusal SOURCE_UNKNOWN, SPEC_UNREACHABLE */
  refresh(id: string): Promise<AddedSource>;
  /** @throws Refusal SOURCE_UNKNOWN */
  remove(id: string): Promise<void>;
}

export function documentsApi({ load }: LazyDocuments): DocumentsApi {
  return {
    preview: async (spec) => (await load()).sources.preview(spec),
    async add(source) {
      const { outcome: _, ...added } = await (await load()).sources.add(source);
      return added;
    },
    async list() {
      const { sources } = await load();
      return sources.list().map(sources.summaryOf);
    },
    async get(id) {
      const { sources } = await load();
      return sources.summaryOf(sources.get(id));
    },
    refresh: async (id) => (await load()).sources.refresh(id),
    remove: async (id) => (await load()).sources.remove(id),
  };
}

export function toolsApi({ load }: Pick<LazyDocuments, 'load'>): ToolsApi {
  return {
    list: async (filter) => (await load()).tools.list(filter),
    call: async (name, args) => (await load()).tools.call(name, args),
  };
}

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
