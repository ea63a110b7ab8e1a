import type { JournalEntry } from '../../control/journal/entry';

/** A recorded request as shell commands. The journal redacts credentials, so a new visitor sends it. */
export function asCurl(entry: JournalEntry, origin: string): string {
  const { method, request } = entry;
  const command = [
    `curl -i -X ${method} ${quoted(origin + targetOf(entry))}`,
    ...(isVisitors(entry) ? ['-b vtex-cookies.txt -c vtex-cookies.txt'] : []),
    ...Object.entries(headersOf(entry)).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(request.body === undefined ? [] : [`-d ${quoted(JSON.stringify(request.body))}`]),
  ].join(' \\\n  ');
  if (!isVisitors(entry)) return command;
  return `curl -sS -o vtex-tokens.json -c vtex-cookies.txt -X POST ${quoted(`${origin}/api/sessions`)}\n${command}`;
}

/** A recorded request as a test file for Jest, with a visitor of its own. */
export function asTest(entry: JournalEntry, account: string): string {
  const { method, path, status, request } = entry;
  const headers = Object.entries(headersOf(entry)).map(
    ([name, value]) => `'${name}': ${JSON.stringify(value)}`,
  );
  if (isVisitors(entry)) headers.unshift('cookie');
  const call = [
    `fetch(session.url + ${JSON.stringify(targetOf(entry))}, {`,
    `    method: ${JSON.stringify(method)},`,
    ...(headers.length === 0 ? [] : [`    headers: { ${headers.join(', ')} },`]),
    ...(request.body === undefined ? [] : [`    body: JSON.stringify(${JSON.stringify(request.body)}),`]),
    '  })',
  ].join('\n');
  const visitor = "const { cookie } = await session.manager.persona('anonymous'); // or another persona\n  ";
  const check =
    status === 0
      ? `await expect(${call}).rejects.toThrow(); // the connection is cut`
      : `const answer = await ${call};\n  expect(answer.status).toBe(${status});`;
  return `const { useSessionManager } = require('vtex-session-mock/jest');

const session = useSessionManager({ account: ${JSON.stringify(account)}, listen: true });

test(${JSON.stringify(`${method} ${path} gets ${status === 0 ? 'no answer' : status}`)}, async () => {
  ${isVisitors(entry) ? visitor : ''}${check}
});
`;
}

/** Whether a session is named by cookies. */
function isVisitors({ request, session }: JournalEntry): boolean {
  return session !== undefined && request.headers['cookie'] !== undefined;
}

function headersOf({ request, fault }: JournalEntry): Readonly<Record<string, string>> {
  return {
    ...(request.body !== undefined && { 'Content-Type': 'application/json' }),
    ...(fault !== undefined && { 'x-mock-fault': fault }),
  };
}

function targetOf({ path, request: { query } }: JournalEntry): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, String(one)]),
  );
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
