import type { SpecFetching } from './fetch-spec';
import { type Found, operationAt, otherMethod, type ServedAnswer } from './serve';
import { type Sources, sources } from './sources';
import { type Ask, type Tools, toolsOf } from './tools';

/** Other OpenAPI documents, served beside the sessions, and the tools made of them. */
export interface Documents {
  readonly sources: Sources;
  readonly tools: Tools;
  /** The operation that answers at a path of an added document. */
  operationAt(method: string, path: string): Found | undefined;
  /**
   * Answers OPTIONS where no operation does; undefined where no document has the path.
   * @throws Refusal METHOD_NOT_ALLOWED
   */
  otherMethod(method: string, path: string): ServedAnswer | undefined;
}

export interface DocumentsWorld {
  /** The emulator's own handler. */
  readonly ask: Ask;
  /** Whether the emulator serves an operation of this route itself. */
  readonly isOwnOperation: (method: string, route: string) => boolean;
  readonly fetching: SpecFetching;
  /** Called when a document came, changed or went. */
  readonly onChanged: () => void;
}

export function documents({ ask, ...world }: DocumentsWorld): Documents {
  const all = sources(world);
  return {
    sources: all,
    tools: toolsOf(all, ask),
    operationAt: (method, path) => operationAt(all, method, path),
    otherMethod: (method, path) => otherMethod(all, method, path),
  };
}
