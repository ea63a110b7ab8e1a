import { holdsCredential } from './credentials';

const token = '{token}';

/**
 * A path with `{token}` for each token in it: whatever stands behind `sessions` and `segments`, served or mistyped,
 * and what looks like a credential anywhere.
 */
export function shownPath(path: string, secrets: readonly string[] = []): string {
  let behind = false;
  const shown = path.split('/').map((part) => {
    if (part === '') return part;
    if (/^api$/i.test(part)) {
      behind = false; // of a root path that looks like it, such as /api/sessions/api/sessions
      return part;
    }
    if (behind) return token;
    behind = /^(?:session|segment)s?$/i.test(part);
    return isSecret(part, secrets) ? token : part;
  });
  return shown.join('/');
}

function isSecret(part: string, secrets: readonly string[]): boolean {
  if (part.length > 64) return true;
  return [part, unescaped(part)].some(
    (text) => holdsCredential(text) || secrets.some((secret) => text.includes(secret)),
  );
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
