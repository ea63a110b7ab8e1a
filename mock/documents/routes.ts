import { type ControlRoute, WithStatus } from '../control/route';
import { badRequest } from '../rules/refusal';
import { isObject, type JsonObject } from '../util/json';
import type { LazyDocuments } from './api';
import type { AddSource } from './sources';

/** `/_mock/sources` and `/_mock/tools`. */
export function sourceRoutes({ load }: Pick<LazyDocuments, 'load'>): readonly ControlRoute[] {
  const path = '/_mock/sources';
  const id = (params: Readonly<Record<string, string>>) => params['id'] ?? '';
  return [
    {
      method: 'POST',
      path: `${path}/preview`,
      answer: async ({ largeBody }) => (await load()).sources.preview(specIn(await largeBody())),
    },
    {
      method: 'POST',
      path,
      async answer({ largeBody }) {
        const { outcome, ...added } = await (await load()).sources.add(addSourceIn(await largeBody()));
        return new WithStatus(outcome === 'added' ? 201 : 200, added);
      },
    },
    {
      method: 'GET',
      path,
      async answer() {
        const { sources } = await load();
        return { sources: sources.list().map(sources.summaryOf) };
      },
    },
    {
      method: 'GET',
      path: `${path}/:id`,
      async answer({ params }) {
        const { sources } = await load();
        const source = sources.get(id(params));
        const operations = source.operations.map((operation) => ({
          name: operation.name,
          method: operation.method,
          path: source.routeOf(operation),
        }));
        return { ...sources.summaryOf(source), operations };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      async answer({ params }) {
        (await load()).sources.remove(id(params));
        return { removed: id(params) };
      },
    },
    {
      method: 'POST',
      path: `${path}/:id/refresh`,
      answer: async ({ params }) => (await load()).sources.refresh(id(params)),
    },
    {
      method: 'GET',
      path: '/_mock/tools',
      query: ['source', 'q'],
      async answer({ query }) {
        const { tools } = await load();
        return {
          tools: tools.list({ source: query.get('source') ?? undefined, query: query.get('q') ?? undefined }),
        };
      },
    },
    {
      method: 'POST',
      path: '/_mock/tools/:name',
      async answer({ params, largeBody }) {
        const args = (await largeBody()) ?? {};
        if (!isObject(args)) {
          throw badRequest('TOOL_ARGUMENTS_INVALID', 'The arguments must be a JSON object');
        }
        return (await load()).tools.call(params['name'] ?? '', args);
      },
    },
  ];
}

function specIn(body: unknown): string {
  const spec = isObject(body) ? body['spec'] : undefined;
  if (typeof spec === 'string') return spec;
  throw badRequest(
    'CONTROL_INPUT_INVALID',
    'spec: expected the text of an OpenAPI document, or its URL: send {"spec": "…"}',
  );
}

const settings = ['spec', 'id', 'namespace', 'name', 'basePath', 'baseUrl', 'replace', 'check', 'segment'];

function addSourceIn(body: unknown): AddSource {
  if (!isObject(body)) {
    throw badRequest(
      'CONTROL_INPUT_INVALID',
      'body: expected an object such as {"spec": "…", "id": "catalog"}',
    );
  }
  const unknown = Object.keys(body).find((key) => !settings.includes(key));
  if (unknown !== undefined) {
    throw badRequest(
      'CONTROL_INPUT_INVALID',
      `${unknown}: is unknown; a source takes ${settings.join(', ')}`,
    );
  }
  return body as JsonObject as unknown as AddSource;
}
