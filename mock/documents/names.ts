/** The names of tools, as executor derives them from an OpenAPI document: `group.leaf`. */

/** What a name is made of. `operationId` is the document's own, or the one that {@link fallbackOperationId} makes. */
export interface NamedOperation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly tags: readonly string[];
  /** `x-executor-toolPath`, which overrides the derived name. */
  readonly givenName: string | undefined;
}

/** The name of each operation, in the order given. All differ, however much the operations resemble each other. */
export function toolNamesOf(operations: readonly NamedOperation[]): readonly string[] {
  const groups = operations.map(groupOf);
  const names = operations.map(
    (operation, index) =>
      operation.givenName ?? `${groups[index]}.${leafOf(operation, groups[index] as string)}`,
  );
  const rename = [
    ({ path }: NamedOperation, name: string, group: string) => {
      const version = segmentsOf(path).find(isVersion);
      return version === undefined ? name : `${group}.${version.toLowerCase()}${name.slice(group.length)}`;
    },
    ({ method }: NamedOperation, name: string) => name + pascal(method),
    (operation: NamedOperation, name: string) => name + hashOf(operation),
  ];
  for (const round of rename) {
    for (const index of collisionsIn(names)) {
      const operation = operations[index] as NamedOperation;
      if (operation.givenName !== undefined) continue;
      names[index] = round(operation, names[index] as string, groups[index] as string);
    }
  }
  // Two operations may still share a name that the document itself gave to both.
  for (const index of collisionsIn(names)) names[index] += hashOf(operations[index] as NamedOperation);
  return names;
}

/** The id of an operation that has none: `get__api_sessions`, with two underscores as executor has it. */
export function fallbackOperationId(method: string, path: string): string {
  return `${method}_${path.replace(/[^a-zA-Z0-9]+/g, '_')}`.replace(/^_+|_+$/g, '');
}

/** Of text in any spelling: `getSKUById`, `get-sku by_id` and `Get SKU ById` are all `getSkuById`. */
export function camel(text: string): string {
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z0-9])/g, '$1 $2')
    .split(/[^a-zA-Z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
  return words.map((word, index) => (index === 0 ? word : capitalised(word))).join('') || 'tool';
}

const pascal = (text: string) => capitalised(camel(text));

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

const segmentsOf = (path: string) => path.split('/').filter((segment) => segment !== '');

const isVersion = (segment: string) => /^v\d+(?:[._-]\d+)?$/i.test(segment);

/** Whether a segment says something about the operation: `api`, versions and parameters do not. */
const isTelling = (segment: string) =>
  segment.toLowerCase() !== 'api' && !isVersion(segment) && !/^\{.*\}$/.test(segment);

function groupOf({ tags, path }: NamedOperation): string {
  const tag = tags.find((text) => text.trim() !== '');
  if (tag !== undefined) return camel(tag);
  const segment = segmentsOf(path).find(isTelling);
  return segment === undefined ? 'root' : camel(segment);
}

function leafOf({ operationId, method, path }: NamedOperation, group: string): string {
  const [first = '', ...rest] = operationId.split(/[/.]/);
  const leaf = rest.length > 0 && camel(first) === group ? camel(rest.join('.')) : camel(operationId);
  if (leaf !== group) return leaf;
  const words = segmentsOf(path).filter((segment) => isTelling(segment) && camel(segment) !== group);
  return camel(method) + (words.map(pascal).join('') || 'Operation');
}

/** The indexes of all names that occur more than once. */
function collisionsIn(names: readonly string[]): number[] {
  const count = new Map<string, number>();
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
  return names.flatMap((name, index) => ((count.get(name) as number) > 1 ? index : []));
}

function hashOf({ method, operationId, path }: NamedOperation): string {
  let hash = 0;
  for (const character of JSON.stringify({ method, operationId, path }).split('')) {
    hash = (hash * 31 + character.charCodeAt(0)) | 0;
  }
  return Math.abs(hash).toString(36).padStart(8, '0').slice(0, 8);
}
