import type { Documents, DocumentsWorld } from './index';

/** The room of added documents, which is loaded when it is first used. */
export interface LazyDocuments {
  load(): Promise<Documents>;
  /** Undefined until it was used. */
  readonly loaded: Documents | undefined;
}

export function lazyDocuments(world: DocumentsWorld): LazyDocuments {
  let loading: Promise<Documents> | undefined;
  let loaded: Documents | undefined;
  return {
    load() {
      loading ??= import('./index').then(({ documents }) => {
        loaded = documents(world);
        return loaded;
      });
      return loading;
    },
    get loaded() {
      return loaded;
    },
  };
}
