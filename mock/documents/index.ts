import type { SpecFetching } from './fetch-spec';
import { answerFromSources, type ServedAnswer } from './serve';
import type { SourceRequest } from './source';
import { type Sources, sources } from './sources';
import { type Ask, type Tools, toolsOf } from './tools';

/** Other OpenAPI documents, served beside the sessions, and the tools made of them. */
export interface Documents {
  readonly sources: Sources;
  readonly tools: Tools;
  /** Undefined where no document has the path. */
  answer(request: SourceRequest): Promise<ServedAnswer | undefined>;
  /** The name of the operation that answers there, `namespace.group.leaf`. */
  operationAt(method: string, path: string): string | undefined;
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
    answer: (request) => answerFromSources(all, request),
    operationAt(method, path) {
      for (const source of all.list()) {
        const operation = source.match(method.toLowerCase(), path);
        if (operation !== undefined) return `${source.namespace}.${operation.name}`;
      }
      return undefined;
    },
  };
}
