import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { appConfigurationsIn } from '../../mock/own-apps/configuration';
import { keyMatcher } from '../../mock/rules/key-pattern';
import type { KeyRef } from '../../mock/rules/session';
import { type Finding, finding, type Location } from './rules';

export interface ConfigurationText {
  /** Its name in findings. */
  readonly file: string;
  readonly text: string;
}

export interface Configuration {
  /** The apps whose shape is valid. A duplicate KEY is here twice. */
  readonly apps: readonly ConfiguredApp[];
  readonly findings: readonly Finding[];
}

/** A name in a configuration. */
export interface Named extends Location {
  readonly name: string;
}

export interface DeclaredNamespace extends Named {
  readonly keys: readonly Named[];
}

/** One KEY of a `vtex.session/configuration.json`, with the location of every name. */
export interface ConfiguredApp extends Named {
  readonly input: readonly DeclaredNamespace[];
  readonly output: readonly DeclaredNamespace[];
}

/** One declared key and its namespace. */
export interface DeclaredKey extends KeyRef, Location {}

export function keysOf(declared: readonly DeclaredNamespace[]): DeclaredKey[] {
  return declared.flatMap(({ name: namespace, keys }) =>
    keys.map(({ name: key, file, line }) => ({ namespace, key, file, line })),
  );
}

export function refText({ namespace, key }: KeyRef): string {
  return `${namespace}.${key}`;
}

/** Whether both may mean the same key. Two patterns overlap if one matches the other's text; more is not known. */
export function overlap(one: KeyRef, other: KeyRef): boolean {
  return (
    one.namespace === other.namespace &&
    (one.key === other.key || keyMatcher(one.key)(other.key) || keyMatcher(other.key)(one.key))
  );
}

/** The inputs that the app writes itself. */
export function ownInputs({ input, output }: ConfiguredApp): DeclaredKey[] {
  const written = keysOf(output);
  return keysOf(input).filter((key) => written.some((other) => overlap(key, other)));
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** Reads one configuration, and reports all errors in its shape. */
export function readConfiguration({ file, text }: ConfigurationText): Configuration {
  const tree = jsonTree(text);
  if ('problem' in tree) {
    const message = `not JSON: ${tree.problem}`;
    const hint = 'Remove comments and trailing commas.';
    return { apps: [], findings: [finding('not-json', { file, line: tree.line }, { message, hint })] };
  }
  const { root } = tree;
  if (root.members.length === 0)
    return { apps: [], findings: shapeProblems(root.value, new Map([['', root.line]]), file) };
  const read = root.members.map((member) => {
    const findings = appProblems(member, file);
    return { findings, apps: findings.length === 0 ? [appOf(member, file)] : [] };
  });
  return { apps: read.flatMap(({ apps }) => apps), findings: read.flatMap(({ findings }) => findings) };
}

/** The errors in one KEY: those that the emulator reports, and duplicates, which only the text shows. */
function appProblems({ name, line, value }: Member, file: string): Finding[] {
  const lines = new Map([
    [name, line],
    [JSON.stringify(name), line], // the path of an invalid KEY
  ]);
  const duplicates: Finding[] = [];
  const addMembers = (path: string, members: readonly Member[]) => {
    for (const [index, member] of members.entries()) {
      lines.set(`${path}.${member.name}`, member.line);
      if (members.findIndex((other) => other.name === member.name) === index) continue;
      const message = `${path}.${member.name} is a duplicate`;
      const hint = 'Merge the two: only the last one would count.';
      duplicates.push(finding('unknown-shape', { file, line: member.line }, { app: name, message, hint }));
    }
  };
  addMembers(name, value.members);
  for (const half of value.members) {
    addMembers(`${name}.${half.name}`, half.value.members);
    for (const namespace of half.value.members) {
      for (const [index, key] of namespace.value.items.entries())
        lines.set(`${name}.${half.name}.${namespace.name}[${index}]`, key.line);
    }
  }
  return [...shapeProblems({ [name]: value.value }, lines, file, name), ...duplicates];
}

/** @param lines the line of each path */
function shapeProblems(
  value: unknown,
  lines: ReadonlyMap<string, number>,
  file: string,
  app?: string,
): Finding[] {
  const parsed = appConfigurationsIn(value);
  if ('apps' in parsed) return [];
  return parsed.problems.map(({ path, message, hint }) =>
    finding(
      'unknown-shape',
      { file, line: lines.get(path) ?? 1 },
      {
        ...(app !== undefined && { app }),
        message: `${path === '' ? 'the configuration' : path} ${message}`,
        hint: `${hint.charAt(0).toUpperCase()}${hint.slice(1)}.`,
      },
    ),
  );
}

function appOf({ name, line, value }: Member, file: string): ConfiguredApp {
  const half = (wanted: string) =>
    value.members.find((member) => member.name === wanted)?.value.members.map(namespaceIn(file)) ?? [];
  return { name, file, line, input: half('input'), output: half('output') };
}

function namespaceIn(file: string): (member: Member) => DeclaredNamespace {
  const keyOf = ({ value, line }: JsonNode): Named => ({ name: String(value), file, line });
  return ({ name, line, value }) => ({ name, file, line, keys: value.items.map(keyOf) });
}

/** One named value in an object. */
interface Member {
  readonly name: string;
  /** Of the name, from 1. */
  readonly line: number;
  readonly value: JsonNode;
}

/** A value in a JSON text, with its line. */
interface JsonNode {
  readonly line: number;
  /** As JSON.parse gives it. */
  readonly value: unknown;
  /** Of an object, in the order of the text. Names may occur twice. */
  readonly members: readonly Member[];
  /** Of an array. */
  readonly items: readonly JsonNode[];
}

/** A JSON text as a tree, or its first error. */
type JsonTree = { readonly root: JsonNode } | { readonly problem: string; readonly line: number };

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
