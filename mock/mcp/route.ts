import type { ControlRoute } from '../control/route';
import { type LazyDocuments, toolsApi } from '../documents/api';
import type { McpSettings } from './server';

/** `/_mock/mcp`: the tools by the Model Context Protocol, which is loaded with the first request. */
export function mcpRoutes(
  documents: Pick<LazyDocuments, 'load' | 'watch'>,
  settings: McpSettings,
): readonly ControlRoute[] {
  let loading: Promise<ReturnType<typeof import('./index').mcpOverHttp>> | undefined;
  const load = () => {
    loading ??= import('./index').then(({ mcpOverHttp }) =>
      mcpOverHttp(toolsApi(documents), settings, documents.watch),
    );
    return loading;
  };
  return [
    {
      method: 'POST',
      path: '/_mock/mcp',
      async answer({ req, largeBody }) {
        const headers = new Headers(
          Object.entries(req.headers).flatMap(([name, value]): [string, string][] =>
            typeof value === 'string' ? [[name, value]] : [],
          ),
        );
        const body = await largeBody();
        return (await load())(headers, body);
      },
    },
  ];
}
