import { Refusal } from '../../rules/refusal';
import { type Sources, type SourcesWorld, sources } from '../sources';

export const refusingFetch = jest.fn(() => Promise.reject(new Error('no network')));

export const made = (world: Partial<SourcesWorld> = {}): Sources =>
  sources({
    isOwnOperation: (method, route) => route === '/api/sessions' && method !== 'delete',
    fetching: { fetch: refusingFetch, hosts: [], timeout: 3000 },
    onChanged: () => undefined,
    ...world,
  });

export const document = (paths: object, more: object = {}) =>
  JSON.stringify({ openapi: '3.0.3', info: { title: 'Shop API', version: '1' }, paths, ...more });

export const get = (answer: object = {}) => ({
  get: { responses: { 200: { description: 'OK', ...answer } } },
});
export const small = document({ '/products': get() });

export const codeOf = async (adding: Promise<unknown>): Promise<unknown> =>
  adding.then(
    () => 'added', // or previewed
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  );

export const ask = async (
  all: Sources,
  path: string,
  more: { method?: string; query?: string; body?: unknown } = {},
) => {
  const [source] = all.list();
  const method = more.method ?? 'get';
  const operation = source?.match(method, path);
  if (source === undefined || operation === undefined) throw new Error(`nothing at ${path}`);
  return source.answer(operation, {
    ...{ method, path, query: more.query ?? '', headers: {}, body: more.body },
    visitor: async () => ({ segment: undefined, session: undefined }),
  });
};
