import type { Assumptions } from './assumptions';
import { isPattern, keysMatcher } from './key-pattern';
import type { Entry, KeyRef, Namespace, Namespaces } from './session';

/** Keys by namespace, as a session app declares them. A key of `cookie` may be a pattern. */
export type Declaration = Readonly<Record<string, readonly string[]>>;

/**
 * A session app declares what it reads and writes, and derives the second from the first. VTEX's own apps are in
 * mock/apps; users add others.
 */
export interface SessionApp {
  /** The name in failure messages, without vendor and version. */
  readonly name: string;
  readonly input: Declaration;
  readonly output: Declaration;
  /** Whether the app takes part in the create call. */
  readonly runOnCreate: boolean;
  /** A namespace that every session has from its creation, empty until something is written to it. */
  readonly opens?: string;
  /** Where it is called; undefined if it runs inside the emulator. */
  readonly url?: string;
  /**
   * Derives the outputs from every declared input that is set, and nothing else. A key that the answer
   * leaves out keeps its value; `""` clears it. An error fails the request; a {@link Refusal}
   * is the answer.
   */
  transform(input: Namespaces): AppAnswer | Promise<AppAnswer>;
}

/** Namespaces, or null for what is no namespace; their entries, or null for what is no entry. */
export type AppAnswer = ReadonlyMap<string, ReadonlyMap<string, Entry | null> | null>;

/** An app's declarations, applied to one session. */
export interface Connections {
  /** Whether the app is called when this key changes. */
  readonly reads: (ref: KeyRef) => boolean;
  /** All declared inputs that are set, changed or not. */
  readonly inputOf: (namespaces: Namespaces) => Namespaces;
  /** An answer, split into declared and undeclared outputs. */
  readonly declared: (answer: AppAnswer) => DeclaredPart;
}

interface DeclaredPart {
  readonly output: Namespaces;
  readonly undeclared: readonly KeyRef[];
  /** Declared outputs that hold no entry; the key `*` stands for a namespace that is none. */
  readonly unreadable: readonly KeyRef[];
}

type Matchers = ReadonlyMap<string, (key: string) => boolean>;

export function connectionsOf(app: SessionApp, assumptions: Assumptions): Connections {
  const inputs = matchersOf(app.input);
  const outputs = matchersOf(app.output);
  let last: { readonly answer: AppAnswer; readonly part: DeclaredPart } | undefined;
  return {
    reads: (ref) => isDeclared(inputs, ref),
    inputOf: (namespaces) => declaredInput(namespaces, app.input, inputs, assumptions),
    declared(answer) {
      // VTEX's apps answer with the same object again and again.
      if (answer !== last?.answer) last = { answer, part: declaredPart(answer, outputs) };
      return last.part;
    },
  };
}

function matchersOf(declaration: Declaration): Matchers {
  return new Map(Object.entries(declaration).map(([namespace, keys]) => [namespace, keysMatcher(keys)]));
}

function isDeclared(declared: Matchers, { namespace, key }: KeyRef): boolean {
  return declared.get(namespace)?.(key) ?? false;
}

function declaredInput(
  namespaces: Namespaces,
  declaration: Declaration,
  declared: Matchers,
  assumptions: Assumptions,
): Namespaces {
  const input = new Map<string, Namespace>();
  for (const [name, isInput] of declared) {
    const entries = namespaces.get(name);
    const found = entries === undefined ? noEntries : entriesOf(entries, isInput);
    const unset =
      assumptions.unsetInputs === 'null'
        ? (declaration[name] ?? []).filter((key) => !found.has(key) && !isPattern(key))
        : [];
    if (unset.length > 0) input.set(name, withNull(found, unset));
    else if (found.size > 0) input.set(name, found);
  }
  return input;
}

const noEntries: Namespace = new Map();

/** What is declared as a whole needs no copy, which explain would keep. */
function entriesOf(entries: Namespace, isInput: (key: string) => boolean): Namespace {
  let others = 0;
  for (const key of entries.keys()) if (!isInput(key)) others += 1;
  if (others === 0) return entries;
  if (others === entries.size) return noEntries;
  const found = new Map<string, Entry>();
  for (const [key, entry] of entries) if (isInput(key)) found.set(key, entry);
  return found;
}

function withNull(found: Namespace, unset: readonly string[]): Namespace {
  const all = new Map(found);
  for (const key of unset) all.set(key, { value: null });
  return all;
}

/** Undeclared outputs are dropped before anything of them is looked at. */
function declaredPart(answer: AppAnswer, outputs: Matchers): DeclaredPart {
  const undeclared: KeyRef[] = [];
  const unreadable: KeyRef[] = [];
  for (const [namespace, entries] of answer) {
    const isOutput = outputs.get(namespace);
    if (entries === null) (isOutput ? unreadable : undeclared).push({ namespace, key: '*' });
    for (const [key, entry] of entries ?? []) {
      if (!isOutput?.(key)) undeclared.push({ namespace, key });
      else if (entry === null) unreadable.push({ namespace, key });
    }
  }
  if (undeclared.length === 0 && unreadable.length === 0)
    return { output: answer as Namespaces, undeclared, unreadable };
  const output = new Map<string, Namespace>();
  for (const [namespace, entries] of answer) {
    const declared = new Map<string, Entry>();
    for (const [key, entry] of entries ?? []) {
      if (entry !== null && isDeclared(outputs, { namespace, key })) declared.set(key, entry);
    }
    if (declared.size > 0) output.set(namespace, declared);
  }
  return { output, undeclared, unreadable };
}
