import { redactorOf, secretsIn } from '../control/redact';
import type { Request } from '../operations/service';
import { monotonicTime } from '../util/monotonic-time';
import { isHttps } from '../wire/cookies';
import { inProcess } from '../wire/in-process';

/** Says once what goes wrong silently: a browser or a client drops what it was sent, and no request fails. */
export interface Hints {
  /** A session operation was asked for. */
  asked(req: Request): void;
  /** It was answered. */
  answered(req: Request, setCookie: readonly string[] | undefined): void;
}

export interface HintOptions {
  readonly cors: readonly string[];
  readonly onHint: (message: string) => void;
  /** Credentials of the emulator itself. */
  readonly secrets: () => readonly string[];
}

/** A client on another connection asks later than this, in milliseconds, or the requests were sent side by side. */
const sideBySide = 20;

/** The most clients to follow. */
const maxClients = 1000;

interface Given {
  readonly socket: object;
  readonly at: number;
}

export function hints({ cors, onHint, secrets }: HintOptions): Hints {
  const said = new Set<string>();
  const once = (name: string, req: Request, message: (shown: (text: string) => string) => string) => {
    if (said.has(name)) return;
    said.add(name);
    onHint(message(redactorOf([...secretsIn(req.rawHeaders), ...secrets()]).text));
  };
  /** Those that were given cookies, by address and User-Agent; `returned` once they sent one. */
  const clients = new Map<string, Given | 'returned'>();
  const clientOf = ({ socket, headers }: Request) => `${socket.remoteAddress} ${headers['user-agent']}`;

  const seeCookies = (req: Request) => {
    if (said.has('cookies')) return;
    const client = clientOf(req);
    const known = clients.get(client);
    if (known === undefined || known === 'returned') return;
    if (/(?:^|;\s*)vtex_session=./.test(req.headers.cookie ?? '')) clients.set(client, 'returned');
    else if (req.socket === known.socket || monotonicTime() - known.at > sideBySide) {
      once('cookies', req, (shown) => {
        const agent = shown(req.headers['user-agent'] ?? 'without a User-Agent');
        return `a client (${agent.slice(0, 60)}) was sent cookies, and its next request was without them. If it is one visitor, it needs a cookie jar, or in a page fetch(url, { credentials: 'include' })`;
      });
    }
  };

  return {
    asked(req) {
      const page = pageOf(req);
      if (page === undefined) return seeCookies(req);
      const { origin, host, hostname, other } = page;
      if (!cors.includes(origin)) {
        once(
          'cors',
          req,
          () => `a page at ${origin} called, and its browser lets it read no answer: add --cors ${origin}`,
        );
      }
      if (other !== undefined) {
        once('names', req, () => {
          const better = origin.replace(hostname, other);
          return `a page at ${origin} called ${host}: a browser keeps no cookies between ${hostname} and ${other}. Open the page at ${better}`;
        });
      } else if (cors.includes(origin)) seeCookies(req);
    },
    answered(req, setCookie) {
      if (setCookie === undefined || said.has('cookies') || req.socket.remoteAddress === inProcess) return;
      const client = clientOf(req);
      if (!clients.has(client) && clients.size < maxClients)
        clients.set(client, { socket: req.socket, at: monotonicTime() });
    },
  };
}

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

interface Page {
  readonly origin: string;
  readonly hostname: string;
  /** The one that it called. */
  readonly host: string;
  /** The loopback name of the emulator, if the page is at a different one. */
  readonly other: string | undefined;
}

/** The page of another origin that asks. Proxies pass `Origin` on: then the browser says that the page is of the same. */
function pageOf(req: Request): Page | undefined {
  const { origin, host = '', 'sec-fetch-site': site } = req.headers;
  if (origin === undefined || site === 'same-origin' || !URL.canParse(origin)) return undefined;
  const { protocol, hostname, host: itsHost } = new URL(origin);
  if (!/^https?:\/\/[^/?#@]+$/.test(origin) || !URL.canParse(`http://${host}`)) return undefined;
  if (itsHost === host && (protocol === 'https:') === isHttps(req)) return undefined;
  if (site === undefined && req.headers['x-forwarded-host'] !== undefined) return undefined;
  const { host: called, hostname: own } = new URL(`http://${host}`);
  const differs = own !== hostname && loopback.test(own) && loopback.test(hostname);
  return { origin, host: called, hostname, other: differs ? own : undefined };
}
