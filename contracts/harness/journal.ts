import type { Visitor } from './visitor';

interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly leftOut?: string;
}

/** An entry of the journal. */
export interface Entry {
  readonly seq: number;
  readonly path: string;
  readonly operation?: string;
  readonly status: number;
  readonly fault?: string;
  readonly session?: { readonly id: string; readonly version?: number; readonly versionBefore?: number };
  readonly request: Message & { readonly query: unknown };
  readonly answer: Message & { readonly setCookie: readonly string[] };
  readonly ignored: readonly { readonly path: string }[];
  readonly conflicts: readonly unknown[];
  readonly failure?: string;
  readonly milliseconds: number;
}

export interface List {
  readonly count: number;
  readonly last: number;
  readonly entries: readonly Entry[];
}

export const journalPath = '/_mock/journal';

/** @throws when it cannot be read */
export async function journal(visitor: Visitor, query = ''): Promise<List> {
  const answer = await visitor.send('GET', { path: journalPath, query });
  if (answer.status !== 200) throw new Error(`The journal got ${answer.status}: ${answer.text}`);
  return answer.json() as List;
}
