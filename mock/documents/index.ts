import type { ControlRoute } from '../control/route';
import type { SpecFetching } from './fetch-spec';
import { documentRoutes } from './routes';
import { answerFromSources, type ServedAnswer } from './serve';
import type { SourceRequest } from './source';
import { type Sources, sources } from './sources';
import { type Ask, type Tools, toolsOf } from './tools';

/** Other OpenAPI documents, served beside the sessions, and the tools made of them. Loaded when first used. */
export interface Documents {
  readonly sources: Sources;
  readonly tools: Tools;
  readonly routes: readonly ControlRoute[];
  /** Undefined where no document has the path. */
  answer(request: SourceRequest): Promise<ServedAnswer | undefined>;
}

export interface DocumentsWorld {
  readonly ask: Ask;
  /** Whether the emulator serves an operation of this route itself. */
  readonly isOwnOperation: (method: string, route: string) => boolean;
  readonly fetching: SpecFetching;
  /** Called when a document came, changed or went. */
  readonly onChanged: () => void;
}

export function documents({ ask, ...world }: DocumentsWorld): Documents {
  const all = sources(world);
  const tools = toolsOf(all, ask);
  return {
    sources: all,
    tools,
    routes: documentRoutes(all, tools),
    answer: (request) => answerFromSources(all, request),
  };
}
