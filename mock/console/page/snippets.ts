import type { JournalEntry } from '../../control/journal/entry';

/** A recorded request as a shell command. Credentials are redacted in the journal, so cookies come from a jar. */
export function asCurl(entry: JournalEntry, origin: string): string {
  const { method, request } = entry;
  return [
    `curl -i${method === 'GET' ? '' : ` -X ${method}`} ${quoted(origin + targetOf(entry))}`,
    ...(request.headers['cookie'] === undefined ? [] : ['  -b vtex-cookies.txt -c vtex-cookies.txt']),
    ...(request.body === undefined
      ? []
      : [`  -H 'Content-Type: application/json'`, `  -d ${quoted(JSON.stringify(request.body))}`]),
  ].join(' \\\n');
}

/** A recorded request as a test for Jest. */
export function asTest(entry: JournalEntry, account: string): string {
  const { method, status, request, session } = entry;
  const hasCookie = request.headers['cookie'] !== undefined && session !== undefined;
  const options = [
    `    method: '${method}',`,
    ...(hasCookie || request.body !== undefined
      ? [
          `    headers: {${hasCookie ? ' Cookie: cookie,' : ''}${request.body === undefined ? '' : " 'Content-Type': 'application/json',"} },`,
        ]
      : []),
    ...(request.body === undefined ? [] : [`    body: JSON.stringify(${JSON.stringify(request.body)}),`]),
  ];
  return `import { expect, test } from '@jest/globals';
import { useSessionManager } from 'vtex-session-mock/jest';

const manager = useSessionManager({ account: '${account}', listen: true });

test(${JSON.stringify(`${method} ${entry.path} answers ${status}`)}, async () => {
${hasCookie ? "  const { cookie } = await manager.persona('anonymous'); // or the persona that you need\n" : ''}  const response = await fetch(manager.url + ${JSON.stringify(targetOf(entry))}, {
${options.join('\n')}
  });
  expect(response.status).toBe(${status});
});
`;
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
