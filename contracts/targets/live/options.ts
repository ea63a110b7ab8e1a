import { LiveRefusal } from './sending';

/** Which live account to run against, and within what bounds. */
export interface LiveOptions {
  readonly account: string;
  /** `vtexcommercestable`, `vtexcommercebeta` or `myvtex`. Default `vtexcommercestable`. */
  readonly environment?: string | undefined;
  /** A workspace, which is served at myvtex.com whatever the environment. */
  readonly workspace?: string | undefined;
  /** As typed: the host of the account must be among them, letter for letter. */
  readonly allowedHosts: readonly string[];
  /** Requests that may be sent, retries included. Default {@link defaultBudget}. */
  readonly budget?: number | undefined;
  /** The value of the store's login cookie, from an environment variable: `ps` would show a flag. */
  readonly authCookie?: string | undefined;
  /** Where to write the redacted exchanges: a file `*.json`, or a folder. */
  readonly record?: string | undefined;
}

/** Enough for a whole run with some retries; the test of the dry run checks it. */
export const defaultBudget = 600;

/** The validated options. */
export interface LiveAccount {
  readonly account: string;
  readonly workspace: string | undefined;
  readonly host: string;
  readonly budget: number;
  readonly loginCookie: { readonly name: string; readonly value: string } | undefined;
}

const environments = ['vtexcommercestable', 'vtexcommercebeta', 'myvtex'] as const;

/** A label of a host name without double hyphens, which separate workspace and account. */
const name = /^(?!.*--)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** @throws LiveRefusal with the problem and the flag to change */
export function liveAccountOf(options: LiveOptions): LiveAccount {
  const { account, workspace, allowedHosts, budget = defaultBudget } = options;
  checkNames(options);
  if (!Number.isSafeInteger(budget) || budget < 1) {
    throw new LiveRefusal('--budget takes an integer from 1');
  }
  const host = hostOf(options);
  if (!allowedHosts.includes(host)) {
    throw new LiveRefusal(
      `Requests to ${host} are not allowed. Allow the host by name: --allow-host ${host}` +
        (allowedHosts.length === 0 ? '' : ` (allowed: ${allowedHosts.join(', ')})`),
    );
  }
  return { account, workspace, host, budget, loginCookie: loginCookieOf(options) };
}

function checkNames({ account, workspace, environment }: LiveOptions): void {
  for (const [flag, value] of [
    ['--account', account],
    ['--workspace', workspace],
  ] as const) {
    if (value !== undefined && !name.test(value)) {
      throw new LiveRefusal(`${flag} takes a name of letters, digits and single hyphens`);
    }
  }
  if (environment !== undefined && !environments.some((known) => known === environment)) {
    throw new LiveRefusal(`--environment takes one of ${environments.join(', ')}`);
  }
}

/** */
function hostOf({ account, workspace, environment = 'vtexcommercestable' }: LiveOptions): string {
  if (workspace !== undefined) return `${workspace}--${account}.myvtex.com`.toLowerCase();
  const host = environment === 'myvtex' ? `${account}.myvtex.com` : `${account}.${environment}.com.br`;
  return host.toLowerCase();
}

/** the cookie of a store login carries the account's name. */
function loginCookieOf({ account, authCookie }: LiveOptions): LiveAccount['loginCookie'] {
  if (authCookie === undefined || authCookie === '') return undefined;
  if (authCookie.includes('VtexIdclientAutCookie')) {
    throw new LiveRefusal('Give only the value of the login cookie, without its name');
  }
  if (!/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/.test(authCookie)) {
    throw new LiveRefusal('The login cookie has characters that a cookie value cannot have');
  }
  return { name: `VtexIdclientAutCookie_${account}`, value: authCookie };
}
