import { resolve } from 'node:path';
import type { AddedSource, ListedTool, Preview, SourceSummary } from '../mock/index';
import { type Kind, listOf } from '../mock/option-kinds';
import { isObject, parseJson, syntaxErrorText } from '../mock/util/json';
import { counted } from '../mock/util/messages';
import { type FileContent, readText, type WatchedFile, watchFile } from '../mock/util/watched-file';
import { ask, type Running, toolsPath } from './ask';
import { exitCodes, Failure, usageFailure } from './failure';
import { escaped, escapedLines } from './terminal';
import type { ListeningManager, World } from './world';

/** An OpenAPI document to serve from the start. */
export interface SourceSetting {
  /** Default: from its title. */
  readonly id?: string;
  /** An absolute path, or a URL. */
  readonly spec: string;
}

const isUrl = (text: string) => /^https?:\/\//i.test(text);

/** `[ID=]FILE`, or several with commas between them. */
export function sourceSettings(): Kind<readonly SourceSetting[]> {
  return listOf(
    'Give FILE or ID=FILE, such as checkout=openapi/checkout.json.',
    (item, directory) => {
      if (typeof item !== 'string') return undefined;
      const [, id, place = ''] = /^(?:([\w.-]+)=)?(.+)$/s.exec(item.trim()) ?? [];
      if (place === '') return undefined;
      return { ...(id !== undefined && { id }), spec: isUrl(place) ? place : resolve(directory, place) };
    },
    { type: 'string', minLength: 1 },
    { textOf: ({ id, spec }) => (id === undefined ? spec : `${id}=${spec}`) },
  );
}

/**
 * Adds the documents of `--source`, and files again whenever they change.
 * @returns what ends the watching
 * @throws usage Failure for a document that cannot be read or added
 */
export async function addSources(
  given: readonly SourceSetting[],
  label: string,
  manager: Pick<ListeningManager, 'documents'>,
  world: Pick<World, 'fetch' | 'stderr'>,
): Promise<() => void> {
  const watched: WatchedFile[] = [];
  for (const { id, spec } of given) {
    const more = id === undefined ? {} : { id };
    const add = async (text: string) => manager.documents.add({ spec: text, replace: true, ...more });
    const known = await documentAt(spec, world);
    const { warnings } = await add(known).catch((error: Error) => {
      throw usageFailure(`${label}: ${spec}: ${error.message}`);
    });
    for (const warning of warnings) world.stderr.write(`warning: ${spec}: ${escaped(warning)}\n`);
    if (isUrl(spec)) continue;
    const reread = ({ text, problem }: FileContent) => {
      const outcome = problem === undefined ? add(text) : Promise.reject(new Error(problem));
      outcome.then(
        ({ added, removed }) =>
          world.stderr.write(
            `${spec} read again: ${counted(added.length, 'operation')} added, ${removed.length} removed\n`,
          ),
        (error: Error) =>
          world.stderr.write(`warning: ${spec} ${error.message}. The former one is served.\n`),
      );
    };
    const file = watchFile(spec, reread, known);
    file.open();
    watched.push(file);
  }
  return () => {
    for (const file of watched) file.close();
  };
}

/** The text of a file, or at any URL: the user named it. */
export async function documentAt(place: string, { fetch }: Pick<World, 'fetch'>): Promise<string> {
  if (!isUrl(place)) {
    const { text, problem } = readText(place);
    if (problem !== undefined) throw usageFailure(`${place} ${problem}. Give an OpenAPI document.`);
    return text;
  }
  const answer = await fetch(place, { signal: AbortSignal.timeout(10_000) }).catch((error: Error) => {
    throw new Failure(exitCodes.unexpected, [`${place} cannot be fetched: ${error.message}`]);
  });
  if (!answer.ok) throw new Failure(exitCodes.unexpected, [`${place} answered ${answer.status}`]);
  return answer.text();
}

/** `sources preview`: what a document holds. Needs no running emulator. */
export async function previewSource(place: string, asJson: boolean, world: World): Promise<string> {
  const text = await documentAt(isUrl(place) ? place : resolve(world.cwd, place), world);
  const manager = world.emulator.createSessionManager({});
  const preview: Preview = await manager.documents.preview(text).catch((error: Error) => {
    throw usageFailure(`${place}: ${error.message}`);
  });
  if (asJson) return json(preview);
  const { title = '(no title)', version = '', servers, operationCount, warnings, toolNames } = preview;
  return escapedLines([
    `${title} ${version}`.trim(),
    ...servers.map(({ url }) => `served at ${url}`),
    `${counted(operationCount, 'operation')}:`,
    ...toolNames.map((name) => `  ${name}`),
    ...warnings.map((warning) => `warning: ${warning}`),
  ]);
}

export interface AddFlags {
  readonly id?: string;
  readonly namespace?: string;
  readonly basePath?: string;
  readonly check?: string;
  readonly segment?: string;
  readonly replace?: boolean;
}

export async function addSource(
  place: string,
  { id, namespace, basePath, check, segment, replace }: AddFlags,
  running: Running,
  asJson: boolean,
  world: World,
): Promise<string> {
  const spec = await documentAt(isUrl(place) ? place : resolve(world.cwd, place), world);
  const body = { spec, id, namespace, basePath, check, segment, replace };
  const added = (await ask(world, running, '/sources', { method: 'POST', body })) as AddedSource;
  if (asJson) return json(added);
  const { sourceId, toolCount, warnings } = added;
  return escapedLines([
    `added ${sourceId} with ${counted(toolCount, 'operation')}`,
    ...warnings.map((warning) => `warning: ${warning}`),
  ]);
}

export async function listSources(running: Running, asJson: boolean, world: World): Promise<string> {
  const body = (await ask(world, running, '/sources')) as { readonly sources: SourceSummary[] };
  if (asJson) return json(body);
  return escapedLines(
    body.sources.map(({ id, name, toolCount }) => `${id}  ${counted(toolCount, 'operation')}  ${name}`),
  );
}

export async function removeSource(id: string, running: Running, world: World): Promise<string> {
  await ask(world, running, `/sources/${encodeURIComponent(id)}`, { method: 'DELETE' });
  return escapedLines([`removed ${id}`]);
}

export interface ToolFlags {
  /** The id of a document. */
  readonly from?: string;
  readonly query?: string;
}

export async function listTools(
  { from, query }: ToolFlags,
  running: Running,
  asJson: boolean,
  world: World,
): Promise<string> {
  const body = (await ask(world, running, toolsPath({ source: from, query }))) as {
    readonly tools: readonly ListedTool[];
  };
  if (asJson) return json(body);
  const width = Math.min(50, Math.max(0, ...body.tools.map(({ name }) => name.length)));
  const firstLine = (text: string) => (text.split(/\r?\n/, 1)[0] as string).slice(0, 100);
  return escapedLines(
    body.tools.map(({ name, description }) => `${name.padEnd(width)}  ${firstLine(description)}`),
  );
}

/** `tools call NAME JSON`: prints the answer as JSON. */
export async function callTool(name: string, text: string, running: Running, world: World): Promise<string> {
  let args: unknown;
  let reason = '';
  try {
    args = parseJson(text);
  } catch (error) {
    reason = syntaxErrorText(error as SyntaxError, text);
  }
  if (!isObject(args)) {
    throw usageFailure(
      `the arguments are not a JSON object${reason}. Give arguments such as '{"items":"*"}'.`,
    );
  }
  const path = `/tools/${encodeURIComponent(name)}`;
  return json(await ask(world, running, path, { method: 'POST', body: args }));
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
