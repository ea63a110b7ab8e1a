import { type CallToolResult, ProtocolError, ProtocolErrorCode, Server } from '@modelcontextprotocol/server';
import type { ToolAnswer, ToolsApi } from '../documents/tool';
import { argumentCheck } from '../documents/tools';
import { Refusal } from '../rules/refusal';
import type { JsonObject } from '../util/json';
import { version } from '../version';
import { callTool, listTools, outputSchemas, toolTools } from './own';
import { namesBySpelling, spelled, type ToolSpelling } from './tool-names';

export interface McpSettings {
  /** Whether operations of added documents are no tools of their own. */
  readonly fixedTools: boolean;
  readonly toolNames: ToolSpelling;
}

/** Longest description in a list without schemas. */
const shortText = 200;

const instructions = (fixedTools: boolean) =>
  'An emulator of the sessions of VTEX storefronts. Create a session, and pass its sessionToken and segmentToken to the next calls. ' +
  `openapi.addSource serves an OpenAPI document beside the sessions; its operations are ${
    fixedTools ? 'called by openapi.callTool' : 'tools too'
  }, and answer with the examples of the document.`;

/** Makes a server for each connection, or each request; the tools are common to all. */
export function mcpServers(tools: ToolsApi, { fixedTools, toolNames }: McpSettings): () => Server {
  const checkArguments = argumentCheck();

  /** With the name under which each is shown. */
  const allTools = async () => {
    const listed = await tools.list({});
    const own = listed.filter(({ source }) => source === undefined);
    const all = [...own, ...toolTools, ...listed.filter(({ source }) => source !== undefined)];
    const shown = spelled(
      all.map(({ name }) => name),
      toolNames,
    );
    return all.map((tool, index) => ({ ...tool, shown: shown[index] as string }));
  };

  const found = async ({ source, query, schemas }: FindTools) => {
    if (source !== undefined) await tools.list({ source }); // refuses an unknown one
    const shown = new Map((await allTools()).map((tool) => [tool.name, tool.shown]));
    const all = await tools.list({ query });
    return all
      .filter((tool) => source === undefined || tool.source === source)
      .map(({ name, description, source: from, readOnly, inputSchema }) => ({
        name: shown.get(name) ?? name,
        description: schemas ? description : firstLine(description),
        ...(from !== undefined && { source: from }),
        readOnly,
        ...(schemas && { inputSchema }),
      }));
  };

  /** Takes either spelling of the name. */
  const callByName = async (name: string, args: JsonObject): Promise<[name: string, ToolAnswer]> => {
    try {
      return [name, await tools.call(name, args)];
    } catch (error) {
      if (!isUnknownTool(error)) throw error;
      const names = namesBySpelling((await allTools()).map((tool) => tool.name));
      const meant = names.get(name);
      if (meant === undefined || meant === name) throw error;
      return [meant, await tools.call(meant, args)];
    }
  };

  const call = async (sent: string, args: JsonObject): Promise<CallToolResult> => {
    const own = toolTools.find(({ name }) => isNamed(sent, name));
    if (own === undefined) {
      const [name, answer] = await callByName(sent, args);
      const { body, status } = answer;
      const { structuredContent, ...result } = resultOf(
        isAboutDocuments(name) ? (body as object) : answer,
        status,
      );
      return outputSchemas[name] === undefined ? result : { ...result, structuredContent };
    }
    checkArguments(own.name, own.inputSchema, args);
    if (own.name === listTools) return resultOf({ tools: await found(args as FindTools) });
    const [, answer] = await callByName(args['name'] as string, (args['arguments'] ?? {}) as JsonObject);
    return resultOf(answer, answer.status);
  };

  return () => {
    const server = new Server(
      { name: 'vtex-session-mock', version },
      { capabilities: { tools: { listChanged: !fixedTools } }, instructions: instructions(fixedTools) },
    );
    server.setRequestHandler('tools/list', async () => {
      const all = await allTools();
      return {
        tools: all
          .filter(({ name }) => !fixedTools || outputSchemas[name] !== undefined)
          .map(({ name, shown, description, inputSchema, readOnly, idempotent }) => ({
            name: shown,
            description,
            inputSchema: inputSchema as ObjectSchema,
            ...(outputSchemas[name] !== undefined && { outputSchema: outputSchemas[name] as ObjectSchema }),
            annotations: { readOnlyHint: readOnly, idempotentHint: idempotent, openWorldHint: false },
          })),
      };
    });
    server.setRequestHandler('tools/call', async ({ params: { name, arguments: args = {} } }) => {
      try {
        return await call(name, args);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (isUnknownTool(error) && !isNamed(name, callTool))
          throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message);
        return { isError: true, content: [{ type: 'text', text: `${error.code}: ${error.message}` }] };
      }
    });
    return server;
  };
}

type ObjectSchema = { readonly [key: string]: unknown; readonly type: 'object' };

interface FindTools {
  readonly source?: string;
  readonly query?: string;
  readonly schemas?: boolean;
}

/** In either spelling. */
const isNamed = (sent: string, name: string) => sent === name || sent === name.replace('.', '_');

const isUnknownTool = (error: unknown) => error instanceof Refusal && error.code === 'TOOL_UNKNOWN';

const isAboutDocuments = (name: string) => name === 'openapi.previewSpec' || name === 'openapi.addSource';

function resultOf(value: object, status = 200): CallToolResult {
  return {
    content: [{ type: 'text', text: JSON.stringify(value) }],
    structuredContent: value as JsonObject,
    ...(status >= 400 && { isError: true }),
  };
}

function firstLine(text: string): string {
  const [line = ''] = text.trim().split(/\r?\n/, 1);
  return line.length > shortText ? `${line.slice(0, shortText)}…` : line;
}
