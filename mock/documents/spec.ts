import { load as parseYaml } from 'js-yaml';
import { Refusal, type RefusalCode } from '../rules/refusal';
import { isObject, type JsonObject, pointerParts } from '../util/json';
import { percentDecoded } from '../wire/target';

/** An OpenAPI 3 document that was read, with its limits checked. */
export interface Spec {
  /** As it was given. */
  readonly text: string;
  readonly document: JsonObject & { readonly paths: JsonObject };
  /** What a `$ref` within the document stands for; any other value is given back as it is. Undefined where it leads nowhere. */
  resolve(node: unknown): unknown;
  /** Every `$ref` that leads nowhere. */
  readonly danglingReferences: readonly string[];
}

/** Bytes of a document. */
export const mostBytes = 8 * 1024 * 1024;
/** Levels of nesting. */
export const mostLevels = 200;
/** Operations of a document. */
export const mostOperations = 2000;

/**
 * Reads an OpenAPI 3.0 or 3.1 document, JSON or else YAML. It opens no file and no connection.
 * @throws Refusal SPEC_TOO_LARGE, SPEC_UNREADABLE, SPEC_VERSION_UNSUPPORTED, SPEC_WITHOUT_OPERATIONS,
 * SPEC_REFERENCE_OUTSIDE
 */
export function readSpec(text: string): Spec {
  if (Buffer.byteLength(text) > mostBytes) {
    throw badSpec(
      'SPEC_TOO_LARGE',
      `The OpenAPI document is larger than ${mostBytes / 1024 / 1024} MB: remove what you do not use`,
    );
  }
  if (text.trim() === '') throw unparsable('OpenAPI document is empty');
  const document = parsed(text);
  if (!isObject(document)) throw unparsable('OpenAPI document must parse to an object');
  const version = document['openapi'];
  if (typeof version !== 'string' || !version.startsWith('3.')) {
    throw badSpec(
      'SPEC_VERSION_UNSUPPORTED',
      'Only OpenAPI 3.x documents are supported. Swagger 2.x documents should be converted first.' +
        (document['swagger'] === undefined
          ? ''
          : ' To convert this one: npx swagger2openapi FILE -o openapi.json'),
    );
  }
  const paths = document['paths'];
  if (!isObject(paths)) {
    throw badSpec(
      'SPEC_WITHOUT_OPERATIONS',
      'OpenAPI document has no paths defined: add the operations to serve under `paths`',
    );
  }
  const references = checkedReferences(document);
  const resolve = resolver(document);
  return {
    text,
    document: { ...document, paths },
    resolve,
    danglingReferences: references.filter((reference) => resolve({ $ref: reference }) === undefined),
  };
}

function unparsable(what: string) {
  return badSpec('SPEC_UNREADABLE', `Failed to parse OpenAPI document: ${what}`);
}

function parsed(text: string): unknown {
  if (/^\s*[{[]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      // YAML's flow style begins like JSON, so that the YAML parser decides what is wrong.
    }
  }
  let document: unknown;
  try {
    document = parseYaml(text, { maxDepth: mostLevels });
  } catch (error) {
    const [message = ''] = (error as Error).message.split('\n', 1);
    throw error instanceof RangeError || message.includes('maxDepth') ? tooDeep() : unparsable(message);
  }
  if (writtenOutSize(document) > mostBytes) {
    throw badSpec(
      'SPEC_TOO_LARGE',
      `The OpenAPI document is larger than ${mostBytes / 1024 / 1024} MB with its YAML aliases written out: use $ref`,
    );
  }
  return document;
}

/** About the characters of a value whose parts may stand in several places: YAML aliases grow exponentially. */
function writtenOutSize(value: unknown): number {
  const sizes = new Map<object, number>();
  const sizeOf = (part: unknown, level: number): number => {
    if (typeof part === 'string') return part.length + 1;
    if (typeof part !== 'object' || part === null) return 1;
    const known = sizes.get(part);
    if (known !== undefined) return known;
    if (level > mostLevels) throw tooDeep();
    sizes.set(part, Number.POSITIVE_INFINITY); // of a part that contains itself
    let size = Array.isArray(part) ? 1 : Object.keys(part).reduce((sum, key) => sum + key.length, 1);
    for (const child of Object.values(part)) size += sizeOf(child, level + 1);
    sizes.set(part, size);
    return size;
  };
  return sizeOf(value, 1);
}

function tooDeep() {
  return badSpec(
    'SPEC_TOO_LARGE',
    `The OpenAPI document is nested more than ${mostLevels} levels deep: use $ref for schemas that contain themselves`,
  );
}

/**
 * Every `$ref` in the document, each once.
 * @throws Refusal SPEC_REFERENCE_OUTSIDE for one that is not within the document, SPEC_TOO_LARGE for deep nesting
 */
function checkedReferences(document: JsonObject): readonly string[] {
  const references = new Set<string>();
  const walk = (node: object, level: number, isSample: boolean): void => {
    if (level > mostLevels) throw tooDeep();
    if (Array.isArray(node)) {
      for (const child of node)
        if (typeof child === 'object' && child !== null) walk(child, level + 1, isSample);
      return;
    }
    const reference = (node as JsonObject)['$ref'];
    if (typeof reference === 'string' && !isSample) {
      if (!reference.startsWith('#')) throw referenceOutside(reference);
      references.add(reference);
    }
    for (const [key, child] of Object.entries(node)) {
      if (typeof child !== 'object' || child === null) continue;
      // An example may hold anything, a member named $ref too.
      walk(child, level + 1, isSample || key === 'example' || key === 'x-example');
    }
  };
  walk(document, 1, false);
  return [...references];
}

function referenceOutside(reference: string) {
  const where = reference.length > 100 ? `${reference.slice(0, 100)}…` : reference;
  return badSpec(
    'SPEC_REFERENCE_OUTSIDE',
    `The OpenAPI document refers to ${JSON.stringify(where)}, which is outside it: bundle it into one document first, for example with \`npx @redocly/cli bundle\``,
  );
}

/** References may lead to references; a chain longer than this leads nowhere. */
const longestChain = 20;

function resolver(document: JsonObject): Spec['resolve'] {
  const targetOf = (reference: string): unknown => {
    let node: unknown = document; // by a JSON pointer in a URI fragment (RFC 6901, section 6)
    for (const part of pointerParts(reference.slice(1)).map(percentDecoded)) {
      if (typeof node !== 'object' || node === null || !Object.hasOwn(node, part)) return undefined;
      node = (node as JsonObject)[part];
    }
    return node;
  };
  return (node) => {
    let current = node;
    for (let link = 0; link < longestChain; link++) {
      const reference = isObject(current) ? current['$ref'] : undefined;
      if (typeof reference !== 'string') return current;
      current = targetOf(reference);
    }
    return undefined;
  };
}

/** What can be wrong with a document that is previewed or added, and the names that executor gives to these errors. */
const types = {
  SPEC_UNREADABLE: 'OpenApiParseError',
  SPEC_TOO_LARGE: 'OpenApiParseError',
  SPEC_UNREACHABLE: 'OpenApiParseError',
  SPEC_URL_NOT_ALLOWED: 'OpenApiParseError',
  SPEC_REFERENCE_OUTSIDE: 'OpenApiExtractionError',
  SPEC_VERSION_UNSUPPORTED: 'OpenApiExtractionError',
  SPEC_WITHOUT_OPERATIONS: 'OpenApiExtractionError',
} satisfies Readonly<Partial<Record<RefusalCode, string>>>;

export type SpecCode = keyof typeof types;

export function badSpec(code: SpecCode, message: string): Refusal {
  return new Refusal(code, message, { type: types[code] });
}

/** Nodes of one schema with its references written out. A larger one accepts anything from there on. */
const mostNodes = 5_000;
/** References within references. */
const mostReferences = 30;

export interface Inlined {
  readonly schema: unknown;
  /** Whether a part was cut off, which accepts anything: a schema within itself, or a very large one. */
  readonly isCut: boolean;
}

/**
 * A part of a document with every `$ref` in it written out, as validators and other programs need it. Where a schema
 * contains itself, and where the result grows beyond bounds, `{}` stands, which accepts anything: schemas that fan out
 * grow exponentially.
 */
export function inlined(spec: Spec, part: unknown): Inlined {
  let nodes = 0;
  let isCut = false;
  const cut = () => {
    isCut = true;
    return {};
  };
  const walk = (node: unknown, within: readonly string[]): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    nodes++;
    if (nodes > mostNodes) return Array.isArray(node) ? [] : cut();
    if (Array.isArray(node)) return node.map((item) => walk(item, within));
    const reference = (node as JsonObject)['$ref'];
    if (typeof reference === 'string') {
      if (within.includes(reference) || within.length >= mostReferences) return cut();
      return walk(spec.resolve(node) ?? {}, [...within, reference]);
    }
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, walk(value, within)]));
  };
  return { schema: walk(part, []), isCut };
}

/** The schema of a parameter, header or media type, written out; undefined where there is none. */
export function schemaIn(spec: Spec, holder: JsonObject): unknown {
  if (holder['schema'] !== undefined) return inlined(spec, holder['schema']).schema;
  const [media] = Object.values(isObject(holder['content']) ? holder['content'] : {});
  return isObject(media) && media['schema'] !== undefined ? inlined(spec, media['schema']).schema : undefined;
}
