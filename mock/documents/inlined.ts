import { isObject, type JsonObject } from '../util/json';
import type { Spec } from './spec';

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
