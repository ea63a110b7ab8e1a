import { createClient, createCluster, RedisClient } from '@redis/client';

/** Commands to one Redis or to a cluster, in which a key says to which server. */
export interface Commands {
  readonly isReady: boolean;
  /** The second word is the key. */
  send(words: readonly string[]): Promise<unknown>;
  evalSha(hash: string, options: Keyed): Promise<unknown>;
  eval(script: string, options: Keyed): Promise<unknown>;
  unref(): void;
  destroy(): void;
}

interface Keyed {
  readonly keys: string[];
  readonly arguments: string[];
}

interface Watch {
  failed(error: Error & { code?: string }): void;
  /** Connected, at first or again. */
  ready(): void;
}

const settings = {
  disableOfflineQueue: true, // what cannot be sent now is refused now
  commandsQueueMaxLength: 10_000,
  maintNotifications: 'disabled',
  disableClientInfo: true,
} as const;

const socket = {
  reconnectStrategy: (retries: number) => Math.min(50 * 2 ** retries, 2000) * (0.75 + Math.random() / 2),
};

/**
 * @param timeout how long an answer of Redis may take, in milliseconds
 * @param onClient receives what to destroy if this takes too long
 */
export async function connectedCommands(
  url: string,
  timeout: number,
  watch: Watch,
  onClient: (client: { destroy(): void }) => void,
): Promise<Commands> {
  const client = createClient({ url, ...settings, socket: { ...socket, connectTimeout: timeout } });
  client.on('error', watch.failed).on('ready', watch.ready);
  onClient(client);
  await client.connect();
  const { mode } = (await client.hello()) as unknown as { mode: string };
  if (mode !== 'cluster')
    return Object.assign(client, { send: (words: string[]) => client.sendCommand(words) });
  client.destroy();

  const { credentialsProvider, socket: at } = RedisClient.parseURL(url);
  const cluster = createCluster({
    rootNodes: [{ url }],
    defaults: {
      ...settings,
      ...(credentialsProvider && { credentialsProvider }),
      socket: { ...socket, connectTimeout: timeout, tls: at?.tls === true },
    },
    topologyRefreshOnReconnectionAttemptStrategy: timeout,
  });
  const areReady = () => cluster.isReady && cluster.masters.every((master) => master.client?.isReady);
  cluster.on('error', watch.failed).on('node-error', watch.failed);
  cluster.on('node-ready', () => areReady() && watch.ready());
  onClient(cluster);
  await cluster.connect();
  return {
    get isReady() {
      return areReady();
    },
    send: (words) => cluster.sendCommand(words[1], false, [...words]),
    evalSha: (hash, options) => cluster.evalSha(hash, options),
    eval: (script, options) => cluster.eval(script, options),
    unref() {
      for (const { client: master } of cluster.masters) master?.unref();
    },
    destroy: () => cluster.destroy(),
  };
}
