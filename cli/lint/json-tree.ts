import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** One named value in an object. */
export interface Member {
  readonly name: string;
  /** Of the name, from 1. */
  readonly line: number;
  readonly value: JsonNode;
}

/** A value in a JSON text, with its line. */
export interface JsonNode {
  readonly line: number;
  /** As JSON.parse gives it. */
  readonly value: unknown;
  /** Of an object, in the order of the text. Names may occur twice. */
  readonly members: readonly Member[];
  /** Of an array. */
  readonly items: readonly JsonNode[];
}

/** A JSON text as a tree, or its first error. */
export type JsonTree = { readonly root: JsonNode } | { readonly problem: string; readonly line: number };

export function jsonTree(given: string): JsonTree {
  const text = given.replace(/^\uFEFF/, ''); // some Windows editors write a byte order mark
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, { disallowComments: true });
    const [first] = errors;
    if (first === undefined && root !== undefined) return { root: nodeOf(root, lineAt) };
    return { problem: wordsOf(first), line: lineAt(first?.offset ?? 0) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { problem: 'nested too deep', line: 1 }; // stack overflow
  }
}

function nodeOf(node: Node, lineAt: (offset: number) => number): JsonNode {
  const { type, offset, children = [] } = node;
  return {
    line: lineAt(offset),
    value: getNodeValue(node),
    members: type === 'object' ? children.flatMap((property) => memberOf(property, lineAt)) : [],
    items: type === 'array' ? children.map((item) => nodeOf(item, lineAt)) : [],
  };
}

function memberOf({ children: [key, value] = [] }: Node, lineAt: (offset: number) => number): Member[] {
  if (key === undefined || value === undefined) return [];
  return [{ name: String(key.value), line: lineAt(key.offset), value: nodeOf(value, lineAt) }];
}

/** `PropertyNameExpected` becomes "property name expected". */
function wordsOf(error: ParseError | undefined): string {
  if (error === undefined) return 'value expected';
  return printParseErrorCode(error.error)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
}
