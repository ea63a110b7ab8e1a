/** The console of a manager in a page, and what went wrong in it. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createSessionManager, type SessionManager, type SessionManagerOptions } from '../../mock/index';
import { launched } from './launched';

export interface ConsolePage {
  readonly page: Page;
  readonly manager: SessionManager;
  readonly url: string;
  /** Opens a view: `journal`, `sessions/ID/keys`. */
  show(view: string): Promise<void>;
  /** Errors of scripts, violations of the policy, and requests to another origin. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

export interface ConsoleOptions {
  readonly manager?: SessionManager;
  readonly options?: SessionManagerOptions;
  readonly host?: string;
  readonly context?: BrowserContextOptions;
}

export async function openConsole(browser: Browser, given: ConsoleOptions = {}): Promise<ConsolePage> {
  const manager = given.manager ?? createSessionManager(given.options);
  const { port } = await manager.listen(given.host === undefined ? {} : { host: given.host });
  const url = `http://127.0.0.1:${port}`;
  const console = await openPage(browser, `${url}/_mock/`, given.context);
  return {
    ...console,
    manager,
    url,
    async close() {
      await console.page.context().close();
      await manager.close();
    },
  };
}

/** Opens a console for each test of a file, in one browser. After a test nothing may have gone wrong in the page. */
export function consolePerTest(): (given?: ConsoleOptions) => Promise<ConsolePage> {
  let browser: Browser;
  let opened: ConsolePage;
  beforeAll(async () => {
    browser = await launched();
  });
  afterEach(async () => {
    expect(opened.problems).toEqual([]);
    await opened.close();
  });
  afterAll(() => browser?.close());
  return async (given) => {
    opened = await openConsole(browser, given);
    return opened;
  };
}

type OpenedPage = Pick<ConsolePage, 'page' | 'problems' | 'show'>;

export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', (message) => {
    // An answer of 4xx is reported by the browser, however the page treats it.
    const isAnswer = message.text().startsWith('Failed to load resource: the server responded');
    if (message.type() === 'error' && !isAnswer) problems.push(message.text());
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(address).origin)
      problems.push(`asked ${request.url()}`);
  });
  await page.goto(address);
  return {
    page,
    problems,
    async show(view) {
      await page.goto(`${address}#/${view}`);
      await page
        .getByRole('status')
        .getByText(/Live|No journal/)
        .waitFor();
    },
  };
}

/** A visitor beside the page, as `curl` with a cookie jar is one. */
export async function visitorOf(url: string, query = ''): Promise<Visitor> {
  let cookie = '';
  const send = async (method: string, body?: Readonly<Record<string, unknown>>, path = '/api/sessions') => {
    const entries = Object.entries(body ?? {}).map(([key, value]) => [key, { value }]);
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...(cookie !== '' && { Cookie: cookie }) },
      ...(body !== undefined && { body: JSON.stringify({ public: Object.fromEntries(entries) }) }),
    });
    const kept = new Map(
      cookie === '' ? [] : cookie.split('; ').map((pair) => [pair.split('=', 1)[0], pair]),
    );
    for (const line of answer.headers.getSetCookie()) {
      const pair = line.split(';', 1)[0] as string;
      kept.set(pair.split('=', 1)[0], pair);
    }
    cookie = [...kept.values()].join('; ');
    return answer;
  };
  const created = await send('POST', undefined, `/api/sessions${query}`);
  const { sessionToken } = (await created.json()) as { sessionToken: string };
  const { id } = JSON.parse(Buffer.from(sessionToken.split('.')[1] as string, 'base64url').toString());
  return { id, token: sessionToken, send };
}

export interface Visitor {
  readonly id: string;
  readonly token: string;
  send(method: string, body?: Readonly<Record<string, unknown>>, path?: string): Promise<Response>;
}
