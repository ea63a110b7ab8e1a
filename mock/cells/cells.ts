import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { clearInterval, setInterval } from 'node:timers'; // imported: a test's fake timers replace only the globals
import { refusedInput } from '../control/input';
import { type HandledRequest, refusedRequest } from '../control/journal/handled';
import { SessionManagerError } from '../errors';
import { Refusal } from '../rules/refusal';
import { asRefusal, refusalAnswer, writeAnswer } from '../wire/answer';
import { type CookiesFor, isHttps } from '../wire/cookies';
import type { Handler, SessionMiddleware } from '../wire/listener';
import { originForm } from '../wire/target';

/** What this room needs to know about an emulator. */
export interface Housed {
  readonly account: { readonly name: string };
  close(): Promise<void>;
}

/** What answers requests. */
export interface Emulator {
  readonly handler: Handler;
  readonly middleware: SessionMiddleware;
}

export interface Cell<E> {
  readonly name: string;
  readonly emulator: E;
  /** Milliseconds since the start of the server. */
  usedAt: number;
  /** An account of the server, which never ends; its `?an=` and hosts count. */
  readonly isAccount: boolean;
}

export interface CellsWorld<O, E> {
  /** @throws the emulator's own errors for invalid options */
  readonly create: (name: string, options: O) => E;
  /** The account of the server itself. */
  readonly ownAccount: () => string;
  readonly most: number;
  /** Milliseconds without a request after which a cell ends. */
  readonly longestIdle: number;
  /** Milliseconds, never set back. */
  readonly timer: () => number;
}

/** Whole emulators inside a server. None sees another. */
export interface Cells<O, E> {
  /** @throws Refusal CONTROL_INPUT_INVALID for a name that no host can have, CELL_EXISTS, CELL_LIMIT */
  add(name: string | undefined, options: O): Cell<E>;
  /** Serves another account for as long as the server runs. */
  addAccount(name: string, emulator: E): void;
  /**
   * The emulator that a request names. A path prefix is taken from its target. Undefined for the server itself.
   * @throws Refusal CELL_UNKNOWN
   */
  of(req: IncomingMessage): E | undefined;
  list(): readonly Cell<E>[];
  /** @throws Refusal CELL_UNKNOWN */
  end(name: string): Promise<void>;
  /** Forgets a cell that closes by itself. */
  release(name: string): void;
  /** Ends all but the accounts, and resolves with how many they were. */
  endAll(): Promise<number>;
  /** Ends those that were idle for too long. */
  sweep(): void;
  close(): Promise<void>;
  readonly most: number;
  readonly longestIdle: number;
}

/** How many names of ended cells are remembered, so that late requests do not reach the server's own sessions. */
const mostEnded = 10_000;

export function cellsOf<O, E extends Housed>(world: CellsWorld<O, E>): Cells<O, E> {
  const { create, ownAccount, most, longestIdle, timer } = world;
  const cells = new Map<string, Cell<E>>();
  const accounts = new Map<string, Cell<E>>();
  const ended = new Set<string>();
  let sweeping: ReturnType<typeof setInterval> | undefined;

  const release = (name: string) => {
    if (!cells.delete(name)) return;
    ended.add(name);
    if (ended.size > mostEnded) ended.delete(ended.values().next().value as string);
    if (cells.size === 0) {
      clearInterval(sweeping);
      sweeping = undefined;
    }
  };
  const remove = async ({ name, emulator }: Cell<E>) => {
    release(name);
    await emulator.close();
  };
  const sweep = () => {
    const now = timer();
    for (const cell of cells.values()) if (now - cell.usedAt >= longestIdle) void remove(cell);
  };
  const at = (name: string) => cells.get(name) ?? accounts.get(name);
  const named = (name: string): Cell<E> | undefined => {
    const cell = at(name);
    if (cell === undefined && name !== ownAccount()) throw unknown(name, ended.has(name), longestIdle);
    return cell;
  };
  const find = (req: IncomingMessage): Cell<E> | undefined => {
    const direct = namedCell(req);
    if (direct !== undefined) {
      const cell = named(direct.name);
      if (direct.rest !== undefined) req.url = direct.rest;
      return cell;
    }
    if (cells.size + accounts.size + ended.size === 0) return undefined;
    const host = nameInHost(req);
    if (host !== undefined) {
      const cell = at(host);
      if (cell !== undefined) return cell;
      if (ended.has(host)) throw unknown(host, true, longestIdle);
      if (host === ownAccount()) return undefined;
    }
    if (accounts.size === 0) return undefined;
    return accounts.get(nameInQuery(req.url as string) ?? '');
  };

  return {
    add(name = `cell-${randomBytes(4).toString('hex')}`, options) {
      if (!cellName.test(name)) {
        throw refusedInput(
          '$.name',
          'must be a host name label: lower-case letters, digits and inner hyphens',
        );
      }
      if (at(name) !== undefined || name === ownAccount()) {
        throw new Refusal(
          'CELL_EXISTS',
          `There is a cell or an account ${name} already: choose another name, or end it with DELETE /_mock/cells/${name}`,
        );
      }
      sweep();
      if (cells.size >= most) {
        throw new Refusal(
          'CELL_LIMIT',
          `There are ${most} cells already: end some with DELETE /_mock/cells/NAME, or start with --max-cells`,
        );
      }
      const cell: Cell<E> = { name, emulator: create(name, options), usedAt: timer(), isAccount: false };
      cells.set(name, cell);
      ended.delete(name);
      sweeping ??= setInterval(sweep, Math.min(longestIdle / 4 + 1, 60_000)).unref();
      return cell;
    },
    addAccount(name, emulator) {
      if (name.toLowerCase() === ownAccount()) {
        throw new SessionManagerError('OPTION_INVALID', [
          {
            option: `accounts.${name}`,
            message: 'is the account of the server itself',
            hint: 'Give each account once.',
          },
        ]);
      }
      const account: Cell<E> = { name, emulator, usedAt: timer(), isAccount: true };
      for (const one of [name, emulator.account.name]) accounts.set(one.toLowerCase(), account);
    },
    of(req) {
      const cell = find(req);
      if (cell === undefined) return undefined;
      cell.usedAt = timer();
      return cell.emulator;
    },
    list: () => [...new Set(accounts.values()), ...cells.values()],
    async end(name) {
      const cell = cells.get(name);
      if (cell === undefined) throw unknown(name, ended.has(name), longestIdle);
      await remove(cell);
    },
    release,
    async endAll() {
      const all = [...cells.values()];
      await Promise.all(all.map(remove));
      return all.length;
    },
    sweep,
    async close() {
      const all = [...cells.values()];
      await Promise.all([
        ...all.map(remove),
        ...[...accounts.values()].map(({ emulator }) => emulator.close()),
      ]);
    },
    most,
    longestIdle,
  };
}

export interface CellRouting {
  /** The emulator that a request names; undefined for the server's own. @throws Refusal CELL_UNKNOWN */
  readonly cellOf: (req: IncomingMessage) => Emulator | undefined;
  readonly own: Emulator;
  readonly cookies: CookiesFor;
  readonly report: ((handled: HandledRequest) => void) | undefined;
}

/** Sends each request to the emulator that it names. */
export function routedByCell({ cellOf, own, cookies, report }: CellRouting): Emulator {
  const refused = (req: IncomingMessage, res: ServerResponse, error: unknown) => {
    const answer = refusalAnswer(asRefusal(error), cookies(isHttps(req)));
    writeAnswer(req, res, answer);
    report?.(refusedRequest(req, answer, 0));
  };
  return {
    handler(req, res) {
      req.url = originForm(req.url ?? '/');
      let emulator: Emulator;
      try {
        emulator = cellOf(req) ?? own;
      } catch (error) {
        return refused(req, res, error);
      }
      emulator.handler(req, res);
    },
    middleware(req, res, next) {
      const { url = '/' } = req;
      let emulator: Emulator;
      try {
        emulator = cellOf(req) ?? own;
      } catch (error) {
        // A path below `/cells/` may be the app's own, unless it is one of the session operations.
        return sessionPath.test(url) ? refused(req, res, error) : next();
      }
      emulator.middleware(req, res, () => {
        req.url = url;
        next();
      });
    },
  };
}

const sessionPath = /\/api\/(?:sessions|segments)(?:[/?]|$)/;

function unknown(name: string, hasEnded: boolean, longestIdle: number): Refusal {
  const why = hasEnded
    ? `The cell ${name} has ended: it was deleted, or idle for ${longestIdle / 60_000} minutes`
    : `There is no cell ${name}`;
  return new Refusal(
    'CELL_UNKNOWN',
    `${why}. GET /_mock/cells lists all; a path below /cells/ and the header ${cellHeader} name a cell`,
  );
}

/** Names a cell in a request that can use neither its path nor its host. */
export const cellHeader = 'x-mock-cell';

/** The label of a host name, since a cell is addressed as `NAME.localhost` too. */
export const cellName = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;

/** `/cells/NAME` in front of what the cell is asked. */
const cellPath = /^\/cells\/([^/?#]*)(.*)$/s;

/** A path prefix, or the header. The path wins. Undefined if there is neither. */
export interface NamedCell {
  readonly name: string;
  /** What follows the prefix, as a request target; undefined if there was none. */
  readonly rest: string | undefined;
}

export function namedCell({ url = '/', headers }: IncomingMessage): NamedCell | undefined {
  if (url.startsWith('/cells/')) {
    const [, name, rest] = cellPath.exec(url) as unknown as [string, string, string];
    return { name, rest: rest.startsWith('/') ? rest : `/${rest}` };
  }
  const header = headers[cellHeader];
  return typeof header === 'string' ? { name: header, rest: undefined } : undefined;
}

/**
 * `NAME.localhost`, and an account's hosts as VTEX has them: `NAME.myvtex.com`, `WORKSPACE--NAME.myvtex.com`,
 * `NAME.vtexcommercestable.com.br`, and `NAME.myvtex.localhost` in their place.
 */
const hosts =
  /^(?:([a-z\d-]+)\.localhost|(?:[a-z\d-]+?--)?([a-z\d-]+)\.(?:myvtex\.(?:com|localhost)|vtexcommerce(?:stable|beta)\.com\.br))\.?(?::\d+)?$/i;

/** The cell or account that the host name of a request names. A proxy passes on the host that it was asked for. */
export function nameInHost({ headers }: IncomingMessage): string | undefined {
  const forwarded = headers['x-forwarded-host'];
  const host = typeof forwarded === 'string' ? (forwarded.split(',', 1)[0] as string).trim() : headers.host;
  const [, plain, account] = hosts.exec(host ?? '') ?? [];
  return (plain ?? account)?.toLowerCase();
}

/** The account that `?an=` names, the last of several. */
export function nameInQuery(url: string): string | undefined {
  return [...url.matchAll(/[?&]an=([^&#]*)/g)].at(-1)?.[1];
}
