import { mayBeWritten } from '../../public-keys';
import type { TargetRequest } from '../target';

const longest = 4096;
const mostKeys = 32;

/** What is wrong with the body: it may hold `public`, and there keys with a `value`, and nothing else. */
export function bodyProblem({ method, body }: TargetRequest): string | undefined {
  if (body === undefined) return undefined;
  if (method === 'GET') return 'a read has no body';
  if (body.length > longest) return 'its body is too long';
  const parsed = canonicalObject(body);
  if (parsed === undefined) return 'its body is not an object in plain JSON';
  const { public: entries = {}, ...besides } = parsed;
  if (Object.keys(besides).length > 0) return 'its body has more than public';
  return isObject(entries) ? entriesProblem(entries) : 'public in its body is not an object';
}

function entriesProblem(entries: Readonly<Record<string, unknown>>): string | undefined {
  const keys = Object.keys(entries);
  if (keys.length > mostKeys) return 'its body has too many keys';
  if (!keys.every(mayBeWritten)) return 'a key in its body is neither public nor made by the suite';
  const plain = Object.values(entries).every(
    (entry) => isObject(entry) && Object.keys(entry).join() === 'value',
  );
  return plain ? undefined : 'an entry in its body is more or less than a value';
}

/** Canonical, so that no second member of one name hides behind the one that a parser keeps. */
function canonicalObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed = JSON.parse(text) as unknown;
    return isObject(parsed) && JSON.stringify(parsed) === text ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
