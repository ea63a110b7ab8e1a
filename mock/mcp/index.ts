import { createMcpHandler } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { ToolsApi } from '../documents/tool';
import { type McpSettings, mcpServers } from './server';

/** Calls the listener when a document came, changed or went, until the function that it returns is called. */
export type Watch = (listener: () => void) => () => void;

/** Answers streamable HTTP, of the specification of 2026 and of that before it. */
export function mcpOverHttp(
  tools: ToolsApi,
  settings: McpSettings,
  watch: Watch,
): (headers: Headers, body: unknown) => Promise<Response> {
  const handler = createMcpHandler(mcpServers(tools, settings));
  if (!settings.fixedTools) watch(handler.notify.toolsChanged);
  return (headers, body) =>
    handler.fetch(new Request('http://localhost/_mock/mcp', { method: 'POST', headers }), {
      parsedBody: body ?? null,
    });
}

/** Bytes of one message: a document of 8 MB is longer as JSON text. */
const longestMessage = 32 * 1024 * 1024;

/** Serves the standard streams of this process until the client closes them, or `close` is called. */
export function mcpOverStdio(
  tools: ToolsApi,
  settings: McpSettings,
  watch: Watch,
): { readonly ended: Promise<void>; close(): Promise<void> } {
  const transport = new StdioServerTransport(undefined, undefined, { maxBufferSize: longestMessage });
  const unwatch = new Set<() => void>();
  const newServer = mcpServers(tools, settings);
  const served = serveStdio(
    () => {
      const server = newServer();
      if (settings.fixedTools) return server;
      const stop = watch(() => void server.sendToolListChanged().catch(() => undefined)); // the client is gone
      unwatch.add(stop);
      server.onclose = () => {
        stop();
        unwatch.delete(stop);
      };
      return server;
    },
    { transport },
  );
  const ended = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve);
  });
  return {
    ended,
    async close() {
      for (const stop of unwatch) stop();
      await served.close();
    },
  };
}
