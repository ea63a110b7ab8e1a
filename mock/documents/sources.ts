import { Refusal } from '../rules/refusal';
import { isObject } from '../util/json';
import { nearest } from '../util/messages';
import { fetchSpec, isUrl, type SpecFetching } from './fetch-spec';
import { type Preview, previewOf } from './preview';
import { type AnswerFunction, type Source, type Strictness, sourceOf } from './source';
import { badSpec, mostOperations, readSpec, type Spec } from './spec';

/** A document to be added. */
export interface AddSource {
  /** A URL if it begins with `http://` or `https://`, else the document, JSON or YAML. */
  readonly spec: string;
  /** Default: the namespace. */
  readonly id?: string;
  /** In front of its tools' names. Default: the title in lower case, with `_` for everything but letters and digits. */
  readonly namespace?: string;
  /** Default: the title. */
  readonly name?: string;
  /** Where its paths are served. Default: the path of the document's first server. */
  readonly basePath?: string;
  /** The same as a URL, of which only the path counts: nothing is called. */
  readonly baseUrl?: string;
  /** Whether it may take the place of another document of this id. Default: false. */
  readonly replace?: boolean;
  /** What becomes of requests that the document does not allow. Default: `report`. */
  readonly check?: Strictness;
  /** What becomes of requests that contradict the visitor's segment. Default: `report`. */
  readonly segment?: Strictness;
  /** Functions that answer, by the name of an operation. In code only. */
  readonly answers?: Readonly<Record<string, AnswerFunction>>;
}

export interface AddedSource {
  readonly sourceId: string;
  readonly toolCount: number;
  /** The names of tools that came and went. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly warnings: readonly string[];
}

/** A document that was added, without its operations. */
export interface SourceSummary {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  /** The URL that it came from. */
  readonly url?: string;
  readonly basePath?: string;
  readonly check: Strictness;
  readonly segment: Strictness;
  readonly toolCount: number;
  readonly warnings: readonly string[];
}

/** All that is needed to add a source again. Functions that answer are not in it. */
export interface StoredSource extends Omit<AddSource, 'answers' | 'replace' | 'baseUrl'> {
  readonly id: string;
  /** The URL that it came from. */
  readonly url?: string;
}

export interface Sources {
  /** What a document holds; nothing is kept. */
  preview(spec: string): Promise<Preview>;
  add(source: AddSource): Promise<AddedSource & { readonly outcome: 'added' | 'replaced' | 'unchanged' }>;
  list(): readonly Source[];
  /** @throws Refusal SOURCE_UNKNOWN */
  get(id: string): Source;
  summaryOf(source: Source): SourceSummary;
  /** Fetches the document again from the URL that it came from. @throws Refusal SOURCE_UNKNOWN, SPEC_UNREACHABLE */
  refresh(id: string): Promise<AddedSource>;
  /** @throws Refusal SOURCE_UNKNOWN */
  remove(id: string): void;
  stored(): readonly StoredSource[];
  /** Puts these in place of all there are; functions of sources with the same id stay. */
  restore(sources: unknown): Promise<void>;
}

const mostSources = 64;

/** What the emulator serves itself, and what its own tools are called. */
const ownPaths = /^\/(?:api\/(?:sessions|segments)|_mock|cells)(?:\/|$)/i;
export const ownGroups: readonly string[] = ['openapi', 'segment', 'sessions'];

export interface SourcesWorld {
  /** Whether the emulator serves an operation of this route itself. */
  readonly isOwnOperation: (method: string, route: string) => boolean;
  readonly fetching: SpecFetching;
  readonly onChanged: () => void;
}

export function sources({ isOwnOperation, fetching, onChanged }: SourcesWorld): Sources {
  let current: ReadonlyMap<
    string,
    { readonly source: Source; readonly given: AddSource; readonly url?: string }
  > = new Map();

  const textOf = (spec: string) => (isUrl(spec) ? fetchSpec(spec, fetching) : spec);

  const get = (id: string) => {
    const found = current.get(id);
    if (found !== undefined) return found;
    const ids = [...current.keys()];
    throw new Refusal(
      'SOURCE_UNKNOWN',
      `No document ${JSON.stringify(id)} was added; ${ids.length === 0 ? 'there is none' : `there are ${ids.join(', ')}`}`,
    );
  };

  const made = (spec: Spec, given: AddSource): Source => {
    const info = isObject(spec.document['info']) ? spec.document['info'] : {};
    const title = typeof info['title'] === 'string' ? info['title'] : '';
    const namespace = given.namespace ?? slugOf(title);
    const source = sourceOf(
      spec,
      {
        id: given.id ?? namespace,
        namespace,
        name: given.name ?? (title || namespace),
        basePath: given.basePath ?? given.baseUrl,
        check: given.check ?? 'report',
        segment: given.segment ?? 'report',
        answers: given.answers ?? {},
      },
      isOwnOperation,
    );
    checkSource(source);
    checkAnswers(source, given.answers ?? {});
    return source;
  };

  const put = (source: Source, given: AddSource, url: string | undefined): AddedSource => {
    const before = current.get(source.id)?.source.toolNames ?? [];
    const now = source.toolNames;
    current = new Map([...current, [source.id, { source, given, ...(url !== undefined && { url }) }]]);
    onChanged();
    return {
      sourceId: source.id,
      toolCount: now.length,
      added: now.filter((name) => !before.includes(name)),
      removed: before.filter((name) => !now.includes(name)),
      warnings: [...source.warnings, ...sharedWith(source)],
    };
  };

  /** Routes that another source serves, which was added first. */
  const sharedWith = (source: Source): string[] =>
    [...current.values()].flatMap(({ source: other }) => {
      if (other.id === source.id) return [];
      const shared = [...source.routes.keys()].filter((route) => other.routes.has(route)).length;
      return shared === 0
        ? []
        : [`${shared} operations have routes of the document ${other.id}, which answers there`];
    });

  const add: Sources['add'] = async (given) => {
    checkAddSource(given);
    const url = isUrl(given.spec) ? given.spec : undefined;
    const spec = readSpec(await textOf(given.spec));
    const source = made(spec, given);
    const existing = current.get(source.id);
    if (
      existing !== undefined &&
      existing.source.spec.text === spec.text &&
      isSameSource(existing.given, given)
    ) {
      const toolCount = source.operations.length;
      return {
        outcome: 'unchanged',
        sourceId: source.id,
        toolCount,
        added: [],
        removed: [],
        warnings: existing.source.warnings,
      };
    }
    if (existing !== undefined && given.replace !== true) {
      throw exists(
        `A document with the id ${source.id} was added: choose another id, or send \`replace: true\``,
      );
    }
    const sameNamespace = [...current.values()].find(
      ({ source: other }) => other.namespace === source.namespace && other.id !== source.id,
    );
    if (sameNamespace !== undefined) {
      throw exists(
        `The document ${sameNamespace.source.id} has the namespace ${source.namespace}: choose another \`namespace\``,
      );
    }
    if (existing === undefined && current.size >= mostSources) {
      throw badSpec('SPEC_TOO_LARGE', `There are ${mostSources} documents already: remove one first`);
    }
    return { outcome: existing === undefined ? 'added' : 'replaced', ...put(source, given, url) };
  };

  return {
    preview: async (spec) => previewOf(readSpec(await textOf(spec))),
    add,
    list: () => [...current.values()].map(({ source }) => source),
    get: (id) => get(id).source,
    summaryOf: ({ id, namespace, name, basePath, check, segment, operations, warnings }) => {
      const url = current.get(id)?.url;
      return {
        ...{ id, namespace, name },
        ...(url !== undefined && { url }),
        ...(basePath !== undefined && { basePath }),
        ...{ check, segment, toolCount: operations.length, warnings },
      };
    },
    async refresh(id) {
      const { given, url } = get(id);
      if (url === undefined) {
        throw badSpec(
          'SPEC_UNREACHABLE',
          `The document ${id} was given as text and not by a URL: add it again with \`replace: true\``,
        );
      }
      const spec = readSpec(await fetchSpec(url, fetching));
      return put(made(spec, { ...given, id }), given, url);
    },
    remove(id) {
      get(id);
      current = new Map([...current].filter(([other]) => other !== id));
      onChanged();
    },
    stored: () =>
      [...current.values()].map(({ source, given, url }) => ({
        ...{ id: source.id, spec: source.spec.text, namespace: source.namespace, name: source.name },
        ...(source.basePath !== undefined && { basePath: source.basePath }),
        ...{ check: given.check ?? 'report', segment: given.segment ?? 'report' },
        ...(url !== undefined && { url }),
      })),
    async restore(given) {
      if (!Array.isArray(given) || !given.every(isObject)) {
        throw new Refusal('CONTROL_INPUT_INVALID', '$.sources: expected a list of documents');
      }
      const stored = given as readonly unknown[] as readonly StoredSource[];
      for (const one of stored) checkAddSource(one);
      const next = new Map(
        stored.map(({ url, ...written }) => {
          const answers = current.get(written.id)?.given.answers;
          const given = { ...written, ...(answers !== undefined && { answers }) };
          const source = made(readSpec(written.spec), given);
          return [source.id, { source, given, ...(url !== undefined && { url }) }];
        }),
      );
      current = next;
      onChanged();
    },
  };
}

function exists(message: string): Refusal {
  return new Refusal('SOURCE_EXISTS', message);
}

/** `Checkout API` is `checkout_api`. */
function slugOf(title: string): string {
  return (
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '') || 'api'
  );
}

const strictnesses: readonly unknown[] = ['report', 'refuse', 'off', undefined];

function checkAddSource(given: AddSource): void {
  const problems: string[] = [];
  const { spec, id, namespace, name, basePath, baseUrl, replace, check, segment } = given;
  if (typeof spec !== 'string') problems.push('spec: expected the text of an OpenAPI document, or its URL');
  for (const [key, value] of Object.entries({ id, namespace })) {
    if (value !== undefined && !(typeof value === 'string' && /^[a-z0-9][\w.-]{0,63}$/i.test(value))) {
      problems.push(`${key}: expected up to 64 letters, digits, "_", "-" and ".", such as "checkout"`);
    }
  }
  for (const [key, value] of Object.entries({ name, basePath, baseUrl })) {
    if (value !== undefined && typeof value !== 'string') problems.push(`${key}: expected text`);
  }
  if (replace !== undefined && typeof replace !== 'boolean') problems.push('replace: expected true or false');
  for (const [key, value] of Object.entries({ check, segment })) {
    if (!strictnesses.includes(value)) problems.push(`${key}: expected "report", "refuse" or "off"`);
  }
  if (problems.length > 0) throw new Refusal('CONTROL_INPUT_INVALID', problems);
}

function checkSource(source: Source): void {
  const { id, namespace, operations } = source;
  if (ownGroups.includes(id) || ownGroups.includes(namespace)) {
    throw exists(
      `"${ownGroups.includes(id) ? id : namespace}" is the emulator's own: choose another id and namespace`,
    );
  }
  if (operations.length > mostOperations) {
    throw badSpec(
      'SPEC_TOO_LARGE',
      `The OpenAPI document has ${operations.length} operations, and at most ${mostOperations} are taken: remove what you do not use`,
    );
  }
  if (operations.length === 0 && source.warnings.length === 0) {
    throw badSpec('SPEC_WITHOUT_OPERATIONS', 'OpenAPI document has no operations: add them under `paths`');
  }
  const taken = operations
    .map((operation) => source.routeOf(operation))
    .find((route) => ownPaths.test(route));
  if (taken !== undefined) {
    throw new Refusal(
      'SOURCE_PATH_TAKEN',
      `The document serves ${taken}, below a path of the emulator's own: set another \`basePath\`, or remove the path`,
    );
  }
}

function checkAnswers(
  { namespace, operations }: Source,
  answers: Readonly<Record<string, AnswerFunction>>,
): void {
  const names = operations.flatMap(({ name }) => [name, `${namespace}.${name}`]);
  for (const name of Object.keys(answers)) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    throw new Refusal(
      'CONTROL_INPUT_INVALID',
      `answers.${name}: the document has no operation of this name${near === undefined ? '' : `; the nearest is ${near}`}`,
    );
  }
}

/** Whether adding would change nothing; the text was compared before. */
function isSameSource(one: AddSource, other: AddSource): boolean {
  const settingsOf = ({ spec: _, replace: __, answers: ___, ...settings }: AddSource) =>
    JSON.stringify(settings);
  return settingsOf(one) === settingsOf(other) && one.answers === other.answers;
}
