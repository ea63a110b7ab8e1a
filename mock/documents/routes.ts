import type { ControlRoute } from '../control/route';
import { badRequest } from '../rules/refusal';
import type { AddSource, Sources } from './sources';
import { isObject, type Json } from './spec';
import type { Tools } from './tools';

/** `/_mock/sources` and `/_mock/tools`. */
export function documentRoutes(sources: Sources, tools: Tools): readonly ControlRoute[] {
  const param = (params: Readonly<Record<string, string>>, name: string) => params[name] ?? '';
  return [
    {
      method: 'POST',
      path: '/_mock/sources/preview',
      status: 200,
      answer: async ({ snapshot }) => sources.preview(specIn(await snapshot())),
    },
    {
      method: 'POST',
      path: '/_mock/sources',
      status: 201,
      answer: async ({ snapshot, respond }) => {
        const { outcome, ...added } = await sources.add(addSourceIn(await snapshot()));
        return respond(outcome === 'added' ? 201 : 200, added);
      },
    },
    {
      method: 'GET',
      path: '/_mock/sources',
      status: 200,
      answer: () => ({ sources: sources.list().map(sources.summaryOf) }),
    },
    {
      method: 'GET',
      path: '/_mock/sources/:id',
      status: 200,
      answer: ({ params }) => {
        const source = sources.get(param(params, 'id'));
        return {
          ...sources.summaryOf(source),
          operations: source.operations.map((operation) => ({
            name: operation.name,
            method: operation.method,
            path: source.routeOf(operation),
          })),
        };
      },
    },
    {
      method: 'DELETE',
      path: '/_mock/sources/:id',
      status: 200,
      answer: ({ params }) => {
        sources.remove(param(params, 'id'));
        return { removed: param(params, 'id') };
      },
    },
    {
      method: 'POST',
      path: '/_mock/sources/:id/refresh',
      status: 200,
      answer: ({ params }) => sources.refresh(param(params, 'id')),
    },
    {
      method: 'GET',
      path: '/_mock/tools',
      status: 200,
      answer: ({ query }) => {
        const source = query.get('source') ?? undefined;
        return { tools: tools.list({ source, query: query.get('q') ?? undefined }) };
      },
    },
    {
      method: 'POST',
      path: '/_mock/tools/:name',
      status: 200,
      answer: async ({ params, snapshot }) => {
        const args = (await snapshot()) ?? {};
        if (!isObject(args))
          throw badRequest('TOOL_ARGUMENTS_INVALID', 'The arguments must be a JSON object');
        return tools.call(param(params, 'name'), args);
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
  return body as Json as unknown as AddSource;
}
