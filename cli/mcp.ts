import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { ListedTool, ToolAnswer, ToolsApi } from '../mock/index';
import { mcpOverStdio, type Watch } from '../mock/mcp/index';
import { Refusal, type RefusalCode } from '../mock/rules/refusal';
import { healthAt, httpUrl, reachable } from '../mock/util/listen-failure';
import { type Running, send, toolsPath } from './ask';
import { exitCodes, Failure } from './failure';
import type { Resolved } from './resolve-settings';
import { besideOthers, serving } from './serving';
import { awaitStop } from './signals';
import type { World } from './world';

/**
 * Serves the tools of an emulator over standard input and output, by the Model Context Protocol, until the client ends.
 * @param running undefined: an emulator of its own, on a free port
 * @throws Failure if no emulator answers
 */
export async function mcp(running: Running | undefined, resolved: Resolved, world: World): Promise<number> {
  const { fixedTools, toolNames } = resolved.settings;
  const stop = awaitStop(world);
  const serve = async (at: Running) => {
    const watching = new AbortController();
    const served = mcpOverStdio(
      toolsAt(at, world),
      { fixedTools, toolNames },
      changesAt(at, watching.signal, world),
    );
    await Promise.race([served.ended, stop.requested]);
    watching.abort();
    await served.close();
    return 0;
  };
  // The standard output belongs to the protocol.
  const quiet = { ...world, stdout: world.stderr };
  try {
    if (running === undefined) {
      return await serving(besideOthers(resolved), quiet, ({ controlToken: token }, { host, port }) =>
        serve({ url: httpUrl(reachable(host), port), token }),
      );
    }
    const health = await healthAt(running.url, 5000, world).catch(() => undefined);
    if (health === undefined) {
      throw new Failure(exitCodes.unexpected, [
        `no emulator answers at ${running.url}. Start vtex-session-mock there, or leave out --url for one of its own.`,
      ]);
    }
    return await serve(running);
  } finally {
    stop.dispose();
  }
}

/** The tools of an emulator, over its control plane. */
function toolsAt(running: Running, world: Pick<World, 'fetch'>): ToolsApi {
  const ask = async (path: string, args?: object): Promise<unknown> => {
    const init = args && ({ method: 'POST', body: args } as const);
    const answer = await send(world, running, path, init).catch(() => {
      throw new Error(`No emulator answers at ${running.url}: start vtex-session-mock there`);
    });
    const body = (await answer.json()) as { type: string; code: RefusalCode; message: string };
    if (answer.ok) return body;
    throw new Refusal(body.code, body.message, { status: answer.status, type: body.type });
  };
  return {
    list: async (filter = {}) =>
      ((await ask(toolsPath(filter))) as { readonly tools: readonly ListedTool[] }).tools,
    call: async (name, args) => (await ask(`/tools/${encodeURIComponent(name)}`, args)) as ToolAnswer,
  };
}

/** Milliseconds before an emulator that went away is asked again. */
const pause = 1000;

/** Hears of changed documents by the emulator's events; an emulator without a journal sends none. */
function changesAt(running: Running, signal: AbortSignal, world: Pick<World, 'fetch'>): Watch {
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const follow = async (): Promise<boolean> => {
    const answer = await send(world, running, '/events?path=/none', { signal }); // requests are of no interest
    if (answer.body === null || !answer.ok) return false;
    const events = answer.body
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream());
    for await (const { event } of events) if (event === 'sources') changed();
    return true;
  };
  const followOn = async () => {
    while (!signal.aborted) {
      const isServed = await follow().catch(() => true);
      if (!isServed || signal.aborted) return;
      await new Promise((resolve) => setTimeout(resolve, pause).unref());
      changed(); // perhaps, in the meantime
    }
  };
  void followOn();
  return (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
}
