import { getSegment, getSegmentByToken } from './read-segment';
import { getSession } from './read-session';
import type { Operation } from './service';
import { createSession, editSession } from './write-operation';

export interface OperationRow {
  /** The operation id in the OpenAPI document. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** As in the OpenAPI document. */
  readonly path: string;
  readonly run: Operation;
}

/** The session operations. A token in the path takes the place of the cookie. */
const operations = [
  { id: 'createSession', method: 'POST', path: '/api/sessions', run: createSession },
  { id: 'editSession', method: 'PATCH', path: '/api/sessions', run: editSession },
  { id: 'getSession', method: 'GET', path: '/api/sessions', run: getSession },
  { id: 'editSessionByToken', method: 'POST', path: '/api/sessions/{sessionToken}', run: createSession },
  { id: 'getSessionByToken', method: 'GET', path: '/api/sessions/{sessionToken}', run: getSession },
  { id: 'getSegment', method: 'GET', path: '/api/segments', run: getSegment },
  { id: 'getSegmentByToken', method: 'GET', path: '/api/segments/{segmentToken}', run: getSegmentByToken },
] as const satisfies readonly OperationRow[];

export type SessionOperation = (typeof operations)[number]['id'];

export const sessionOperations: readonly SessionOperation[] = operations.map(({ id }) => id);

/** Whether a value is an operation id, or may be the name of an operation of an added document: `search.product.find`. */
export function isOperationName(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return (sessionOperations as readonly string[]).includes(value) || /^[\w-]+(?:\.[\w-]+)+$/.test(value);
}

type KnownOperation = (typeof operations)[number];

const byPath: ReadonlyMap<string, ReadonlyMap<string | undefined, KnownOperation>> = new Map(
  operations.map(({ path }) => {
    const at = operations.filter((operation) => operation.path === path);
    return [path, new Map(at.map((operation) => [operation.method, operation]))];
  }),
);

/** The operation at a method and a path of the document; undefined if there is none. HEAD counts as GET. */
export function operationAt(method: string | undefined, path: string): KnownOperation | undefined {
  return byPath.get(path)?.get(method === 'HEAD' ? 'GET' : method);
}

export function operationIdOf(method: string | undefined, path: string): SessionOperation | undefined {
  return operationAt(method, path)?.id;
}

/** The methods served at a path of the document. */
export function methodsAt(path: string): readonly string[] {
  return Array.from(byPath.get(path)?.values() ?? [], ({ method }) => method);
}
