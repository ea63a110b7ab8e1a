import { load as parseYaml } from 'js-yaml';
import { isObject, type JsonObject } from '../util/json';
import { badSpec } from './errors';

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
    let size = 1;
    for (const [key, child] of Object.entries(part)) {
      size += (Array.isArray(part) ? 0 : key.length) + sizeOf(child, level + 1);
    }
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
    let node: unknown = document;
    for (const part of reference.slice(1).split('/').slice(1).map(unescapedPart)) {
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

/** Of a JSON pointer in a URI fragment (RFC 6901, sections 4 and 6). */
function unescapedPart(part: string): string {
  let text = part;
  try {
    text = decodeURIComponent(part);
  } catch {
    // not percent-encoded
  }
  return text.replaceAll('~1', '/').replaceAll('~0', '~');
}
