import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { SessionManagerError } from '../errors';
import { type Certificate, type Handler, type Listening, listenOn, type Mistake } from '../wire/listener';
import { isTlsOn, type TlsOptions } from './options';

/** Where the emulator answers over https. */
export interface TlsAddress {
  /** Without a trailing slash: `https://127.0.0.1:9943`. */
  readonly url: string;
  readonly port: number;
  /** The CA that clients have to trust, as PEM. Absent with a certificate of your own, and so is `caFile`. */
  readonly ca?: string;
  /** The path of that PEM file. */
  readonly caFile?: string;
}

/** Where to listen. */
export interface ListenOptions {
  /** Default 0, which takes a free port. */
  readonly port?: number;
  /** Default `"127.0.0.1"`. On a non-loopback address the control plane requires `manager.controlToken`. */
  readonly host?: string;
  /** The port of https, if TLS is on. Default 0, which takes a free port. */
  readonly tlsPort?: number;
}

/** Where an emulator listens. */
export interface ListenAddress {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** If TLS is on. */
  readonly tls?: TlsAddress;
}

/** The open ports: that of http, and that of https if TLS is on. */
export interface Ports extends Pick<Listening, 'close'> {
  readonly address: ListenAddress;
}

/**
 * @param where a number is the port
 * @throws Node's error if a port cannot be opened; none is open then
 * @throws SessionManagerError CERTIFICATE_AUTHORITY
 */
export async function openPorts(
  handler: Handler,
  where: ListenOptions | number,
  options: TlsOptions & { readonly onNotice: (message: string) => void },
): Promise<Ports> {
  const { host = '127.0.0.1', ...given } = typeof where === 'number' ? { port: where } : where;
  const secured = isTlsOn(options) ? await certificateOf(options, host) : undefined;
  const onMistake = noticesOf(secured, options.onNotice);
  const { close, ...http } = await listenOn(handler, { port: given.port ?? 0, host }, { onMistake });
  if (secured === undefined) return { address: http, close };
  const { certificate, authority } = secured;
  try {
    const port = given.tlsPort ?? 0;
    const https = await listenOn(handler, { port, host }, { certificate, onMistake });
    return {
      address: { ...http, tls: { url: https.url, port: https.port, ...authority } },
      async close(...limits) {
        await Promise.all([close(...limits), https.close(...limits)]);
      },
    };
  } catch (error) {
    await close(0, () => undefined);
    throw error;
  }
}

/** @throws SessionManagerError NOT_LISTENING */
export function urlOf(ports: Ports | undefined): string {
  if (ports !== undefined) return ports.address.url;
  const message = 'There is no url before listen(): call `await manager.listen()` first';
  throw new SessionManagerError('NOT_LISTENING', message);
}

interface Secured {
  readonly certificate: Certificate;
  readonly authority?: Required<Pick<TlsAddress, 'ca' | 'caFile'>>;
}

async function certificateOf({ tlsCert, tlsKey, tlsHost }: TlsOptions, host: string): Promise<Secured> {
  if (tlsCert !== undefined && tlsKey !== undefined) return { certificate: { cert: tlsCert, key: tlsKey } };
  const { certificateFor } = await import('./certificate');
  const folder = authorityFolder();
  const own = ['0.0.0.0', '::'].includes(host) ? [] : [host];
  const hosts = new Set(['localhost', '127.0.0.1', '::1', ...own, ...tlsHost]);
  const { ca, ...certificate } = await certificateFor([...hosts], folder);
  return { certificate, authority: { ca, caFile: join(folder, 'ca.pem') } };
}

/** Per user, so that the CA has to be trusted once. */
export function authorityFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const given = platform === 'win32' ? env['LOCALAPPDATA'] : undefined;
  const usual = given ?? join(home, platform === 'darwin' ? 'Library/Caches' : '.cache');
  const { XDG_CACHE_HOME: xdg = '' } = env;
  return join(isAbsolute(xdg) ? xdg : usual, 'vtex-session-mock', 'ca');
}

/** Why a client got no answer, once each. */
function noticesOf(secured: Secured | undefined, onNotice: (message: string) => void) {
  const start = secured === undefined ? 'start with --tls (in code `tls: true`), and ' : '';
  const texts: Record<Mistake, string> = {
    'https to http': `a client spoke https to the http port: ${start}use the https port`,
    'http to https': 'a client spoke http to the https port: write https:// in its URL',
    untrusted: `a client does not trust the certificate of the https port: let it trust ${secured?.authority?.caFile ?? 'its CA'}`,
  };
  const given = new Set<Mistake>();
  return (mistake: Mistake) => {
    if (!given.has(mistake)) onNotice(texts[mistake]);
    given.add(mistake);
  };
}
