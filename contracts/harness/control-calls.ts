import type { TargetRequest } from '../targets/target';
import { controlOperations } from './claim';

const controls = controlOperations.map((operation) => ({
  operation,
  pattern: new RegExp(`^${operation.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

/** The control route that a request calls: one or none. The OpenAPI document has none of them. */
export function controlCallsOf({ method, path }: TargetRequest): readonly string[] {
  const [pathname = ''] = path.split('?', 1);
  return controls
    .filter(({ pattern }) => pattern.test(`${method} ${pathname}`))
    .map(({ operation }) => operation);
}
