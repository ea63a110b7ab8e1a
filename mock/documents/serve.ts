import { Refusal } from '../rules/refusal';
import type { SourceAnswer, SourceRequest } from './source';
import type { Sources } from './sources';

/** An answer of an added document, ready to be written. */
export interface ServedAnswer extends Omit<SourceAnswer, 'answer'> {
  /** The id of the document. */
  readonly source: string;
}

/** What every answer of an added document says of itself. */
export const sourceHeader = 'x-mock-source';
/** What the document does not allow in the request, and where it contradicts the visitor. */
export const problemsHeader = 'x-mock-source-problems';

/** Bytes of a header; more is cut. The journal has it all. */
const mostHeaderBytes = 2000;

/**
 * Answers a request to an operation of an added document; undefined where no document has the path. The document that
 * was added first wins.
 * @throws Refusal METHOD_NOT_ALLOWED, REQUEST_OUTSIDE_SOURCE
 */
export async function answerFromSources(
  sources: Sources,
  request: SourceRequest,
): Promise<ServedAnswer | undefined> {
  const method = request.method.toLowerCase();
  const list = sources.list();
  for (const source of list) {
    const operation =
      source.match(method, request.path) ??
      (method === 'head' ? source.match('get', request.path) : undefined);
    if (operation === undefined) continue;
    const { answer, headers, ...rest } = await source.answer(operation, request);
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
  const allowed = [...new Set(list.flatMap((source) => source.methodsAt(request.path)))];
  if (allowed.length === 0) return undefined;
  const allow = [...allowed, 'OPTIONS'].join(', ');
  if (method === 'options') {
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
  throw new Refusal({
    status: 405,
    type: 'MethodNotAllowed',
    code: 'METHOD_NOT_ALLOWED',
    message: `${request.method} is not served here: send one of ${allow}`,
    allow,
  });
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
