import { Refusal } from '../rules/refusal';
import type { SpecFetching } from './fetch-spec';
import type { Source, SourceAnswer, SourceRequest } from './source';
import { type Sources, sources } from './sources';
import { type Ask, toolsOf } from './tools';

export interface DocumentsWorld {
  /** The emulator's own handler. */
  readonly ask: Ask;
  /** Whether the emulator serves an operation of this route itself. */
  readonly isOwnOperation: (method: string, route: string) => boolean;
  readonly fetching: SpecFetching;
  /** Called when a document came, changed or went. */
  readonly onChanged: () => void;
}

/** Other OpenAPI documents, served beside the sessions, and the tools made of them. */
export type Documents = ReturnType<typeof documents>;

export function documents({ ask, ...world }: DocumentsWorld) {
  const all = sources(world);
  return {
    sources: all,
    tools: toolsOf(all, ask),
    operationAt: (method: string, path: string) => operationAt(all, method, path),
    otherMethod: (method: string, path: string) => otherMethod(all, method, path),
  };
}

/** An answer of an added document, ready to be written. */
export interface ServedAnswer extends Omit<SourceAnswer, 'answer'> {
  /** The id of the document. */
  readonly source: string;
}

/** What every answer of an added document says of itself. */
const sourceHeader = 'x-mock-source';
/** What the document does not allow in the request, and where it contradicts the visitor. */
const problemsHeader = 'x-mock-source-problems';

/** Bytes of a header; more is cut. The journal has it all. */
const mostHeaderBytes = 2000;

/** The operation that answers at a path. */
export interface Found {
  /** `namespace.group.leaf`. */
  readonly name: string;
  /** @throws Refusal REQUEST_OUTSIDE_SOURCE */
  answer(request: SourceRequest): Promise<ServedAnswer>;
}

/** The document that was added first wins. HEAD is answered as GET where it is no operation itself. */
export function operationAt(sources: Sources, method: string, path: string): Found | undefined {
  const tried = method === 'HEAD' ? ['head', 'get'] : [method.toLowerCase()];
  for (const source of sources.list()) {
    const operation = tried.map((one) => source.match(one, path)).find((one) => one !== undefined);
    if (operation === undefined) continue;
    return {
      name: `${source.namespace}.${operation.name}`,
      answer: async (request) => served(source, await source.answer(operation, request)),
    };
  }
  return undefined;
}

function served(source: Source, { answer, headers, ...rest }: SourceAnswer): ServedAnswer {
  const problems = [
    ...rest.problems.map(({ place, message }) => `${place} ${message}`),
    ...rest.disagreements.map(
      ({ parameter, sent, segment }) =>
        `query.${parameter} ${sent === null ? 'is missing' : `is ${sent}`}, segment ${segment}`,
    ),
  ].join('; ');
  return {
    ...rest,
    source: source.id,
    headers: {
      ...headers,
      [sourceHeader]: `${source.id};answer=${answer}`,
      ...(problems !== '' && { [problemsHeader]: headerText(problems) }),
    },
  };
}

/**
 * Answers OPTIONS where no operation does; undefined where no document has the path.
 * @throws Refusal METHOD_NOT_ALLOWED
 */
function otherMethod(sources: Sources, method: string, path: string): ServedAnswer | undefined {
  const allowed = [...new Set(sources.list().flatMap((source) => source.methodsAt(path)))];
  if (allowed.length === 0) return undefined;
  const allow = [...allowed, 'OPTIONS'].join(', ');
  if (method === 'OPTIONS') {
    return {
      status: 204,
      headers: { Allow: allow },
      body: undefined,
      operation: 'options',
      source: '',
      problems: [],
      disagreements: [],
    };
  }
  throw new Refusal('METHOD_NOT_ALLOWED', `${method} is not served here: send one of ${allow}`, { allow });
}

/** Headers hold ASCII here; anything else is percent-encoded. */
function headerText(text: string): string {
  const safe = text.replace(/[^\x20-\x7e]/gu, percentEncoded);
  return safe.length > mostHeaderBytes ? `${safe.slice(0, mostHeaderBytes)}...` : safe;
}

function percentEncoded(character: string): string {
  try {
    return encodeURIComponent(character);
  } catch {
    return '?'; // half a character
  }
}
