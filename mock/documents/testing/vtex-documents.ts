import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** VTEX's own OpenAPI documents. They are no part of this project; tests of them say that they were left out without them. */
const folder = join(__dirname, '../../../../shared/openapi');

export const hasVtexDocuments = existsSync(folder);

export interface VtexDocument {
  readonly id: string;
  readonly text: string;
}

/** @param kind `documents`: the current ones; `recorded`: those whose tool names were recorded; `seed` */
export function vtexDocuments(kind: 'documents' | 'recorded' | 'seed'): readonly VtexDocument[] {
  if (!hasVtexDocuments) return [];
  return readdirSync(join(folder, kind))
    .filter((file) => file.endsWith('.json.gz'))
    .map((file) => ({
      id: file.replace(/\.json\.gz$/, ''),
      text: gunzipSync(readFileSync(join(folder, kind, file))).toString('utf8'),
    }));
}

/** Document by document, the names that executor gave its tools. */
export function recordedNames(): Readonly<Record<string, readonly string[]>> {
  return JSON.parse(readFileSync(join(folder, 'recorded/names.json'), 'utf8'));
}
