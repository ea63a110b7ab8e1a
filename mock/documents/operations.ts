import { isObject, type JsonObject, mayHoldChangedNumber } from '../util/json';
import { fallbackOperationId, toolNamesOf } from './names';
import type { Spec } from './spec';

/** One operation of a document. */
export interface SpecOperation {
  /** `group.leaf`, under which it is a tool. */
  readonly name: string;
  /** The document's own, else made of method and path. */
  readonly operationId: string;
  /** In lower case. */
  readonly method: Method;
  /** The template, without the server's path. */
  readonly path: string;
  /** The path of the server that the operation, its path or the document names first; empty without one. */
  readonly serverPath: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  /** Without blank ones. */
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  /** As the document has it; parameters of the path item come first, those of the same name here override them. */
  readonly operation: JsonObject;
  readonly parameters: readonly JsonObject[];
}

/** In the order in which a path's operations are read. */
export const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'] as const;
export type Method = (typeof methods)[number];

/** All operations, path by path, each path's in the order of {@link methods}. */
export function operationsOf(spec: Spec): readonly SpecOperation[] {
  const found = Object.entries(spec.document.paths)
    .sort(([one], [other]) => one.localeCompare(other))
    .flatMap(([path, written]) => {
      const item = spec.resolve(written);
      if (!isObject(item)) return [];
      return methods.flatMap((method) => {
        const operation = spec.resolve(item[method]);
        return isObject(operation) ? { path, method, operation, item } : [];
      });
    })
    .map(({ path, method, operation, item }) => ({
      path,
      method,
      operation,
      operationId: textOf(operation['operationId']) ?? fallbackOperationId(method, path),
      tags: listOf(operation['tags']).filter(
        (tag): tag is string => typeof tag === 'string' && tag.trim() !== '',
      ),
      givenName: textOf(operation['x-executor-toolPath']),
      summary: writtenText(operation['summary']),
      description: writtenText(operation['description']),
      deprecated: operation['deprecated'] === true,
      serverPath: serverPathOf(spec, operation, item),
      parameters: parametersOf(spec, item, operation),
    }));
  const names = toolNamesOf(found);
  return found.map(({ givenName: _, ...operation }, index) => ({
    name: names[index] as string,
    ...operation,
  }));
}

/** In the order in which tools are listed. */
export const inListOrder = (operations: readonly SpecOperation[]): readonly SpecOperation[] =>
  [...operations].sort((one, other) => one.name.localeCompare(other.name));

function parametersOf(spec: Spec, item: JsonObject, operation: JsonObject): readonly JsonObject[] {
  const byName = new Map<string, JsonObject>();
  for (const written of [...listOf(item['parameters']), ...listOf(operation['parameters'])]) {
    const parameter = spec.resolve(written);
    if (isObject(parameter) && typeof parameter['name'] === 'string') {
      byName.set(`${parameter['in']} ${parameter['name']}`, parameter);
    }
  }
  return [...byName.values()];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

/** An empty one too: executor lists it as it is. */
const writtenText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function serverPathOf({ document, resolve }: Spec, operation: JsonObject, item: JsonObject): string {
  for (const { servers } of [operation, item, document] as { servers?: unknown }[]) {
    const server = resolve(listOf(servers)[0]);
    if (isObject(server) && typeof server['url'] === 'string')
      return pathOfServer(server['url'], server['variables']);
  }
  return '';
}

/** `https://{account}.example.com/{version}/` is `/v1` where that is the variable's default. */
export function pathOfServer(url: string, variables?: unknown): string {
  const filled = url.replace(/\{([^{}]*)\}/g, (_whole, name: string) => {
    const variable = isObject(variables) ? variables[name] : undefined;
    return isObject(variable) && typeof variable['default'] === 'string' ? variable['default'] : name;
  });
  const path = filled.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/, '');
  return path.replace(/^\/*/, '/').replace(/\/+$/, '');
}

/** How many references that lead nowhere are named; the rest are counted. */
const mostNamed = 5;

/** What is wrong with a document and does not prevent serving it. */
export function warningsOf(spec: Spec, operations: readonly SpecOperation[]): readonly string[] {
  const warnings: string[] = [];
  const dangling = spec.danglingReferences;
  if (dangling.length > 0) {
    const rest = dangling.length > mostNamed ? ` and ${dangling.length - mostNamed} more` : '';
    warnings.push(
      `References that lead nowhere accept anything: ${dangling.slice(0, mostNamed).join(', ')}${rest}`,
    );
  }
  if (mayHoldChangedNumber(spec.document))
    warnings.push('Numbers over 2^53 are served as the nearest double: write them as strings to keep them');
  const ids = new Map<string, number>();
  for (const { operationId } of operations) ids.set(operationId, (ids.get(operationId) ?? 0) + 1);
  for (const [id, count] of ids)
    if (count > 1) warnings.push(`${count} operations have the operationId ${id}`);
  return warnings;
}
