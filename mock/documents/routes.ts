import { objectAt, textAt } from '../control/input';
import { type ControlRoute, WithStatus } from '../control/route';
import type { JsonObject } from '../util/json';
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
      answer: async ({ largeBody }) =>
        (await load()).sources.preview(textAt('$.spec', objectAt('$', await largeBody(), ['spec'])['spec'])),
    },
    {
      method: 'POST',
      path,
      async answer({ largeBody }) {
        const given = objectAt('$', await largeBody(), settings);
        const { outcome, ...added } = await (await load()).sources.add(given as unknown as AddSource);
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
        const filter = { source: query.get('source') ?? undefined, query: query.get('q') ?? undefined };
        return { tools: await tools.list(filter) };
      },
    },
    {
      method: 'POST',
      path: '/_mock/tools/:name',
      async answer({ params, largeBody }) {
        const args = ((await largeBody()) ?? {}) as JsonObject; // the tool checks it
        return (await load()).tools.call(params['name'] ?? '', args);
      },
    },
  ];
}

const settings = ['spec', 'id', 'namespace', 'name', 'basePath', 'baseUrl', 'replace', 'check', 'segment'];
