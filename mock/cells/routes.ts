import type { IncomingMessage } from 'node:http';
import { AccountFixtureError } from '../accounts/account-fixture';
import { objectAt, refusedInput } from '../control/input';
import type { ControlRoute } from '../control/route';
import { SessionManagerError } from '../errors';
import { isObject } from '../util/json';
import { isHttps } from '../wire/cookies';
import type { Cell, Cells, Housed } from './cells';

/** What `/_mock/cells` needs: the cells, and how a body becomes the options of one. */
export interface CellControl {
  readonly cells: Pick<Cells<object, Housed>, 'add' | 'list' | 'end' | 'endAll' | 'most' | 'longestIdle'>;
  /** The options that a cell takes over HTTP. */
  readonly cellOptions: readonly string[];
}

export function cellRoutes({ cells, cellOptions }: CellControl): readonly ControlRoute[] {
  const path = '/_mock/cells';
  return [
    {
      method: 'GET',
      path,
      answer: ({ req }) => ({
        cells: cells.list().map((cell) => cellView(cell, req)),
        most: cells.most,
        longestIdle: cells.longestIdle,
      }),
    },
    {
      method: 'POST',
      path,
      status: 201,
      async answer({ req, body }) {
        const { name, ...options } = objectAt('$', (await body()) ?? {}, ['name', ...cellOptions]);
        if (name !== undefined && typeof name !== 'string') throw refusedInput('$.name', 'must be a text');
        const { account } = options;
        if (account !== undefined && !isObject(account) && !/^[\w-]+$/.test(String(account))) {
          throw refusedInput(
            '$.account',
            'must be the name of a shipped account or a fixture: paths are for the server',
          );
        }
        try {
          return cellView(cells.add(name, options), req);
        } catch (error) {
          const isOfOptions = error instanceof SessionManagerError || error instanceof AccountFixtureError;
          throw isOfOptions ? refusedInput('$', error.message) : error;
        }
      },
    },
    { method: 'DELETE', path, answer: async () => ({ ended: await cells.endAll() }) },
    {
      method: 'DELETE',
      path: `${path}/:name`,
      answer: async ({ params }) => {
        await cells.end(params['name'] as string);
        return { ended: 1 };
      },
    },
  ];
}

/** With addresses as the client reaches the server, through a proxy or not. */
function cellView({ name, emulator, isAccount }: Cell<Housed>, req: IncomingMessage) {
  const { headers } = req;
  const forwarded = headers['x-forwarded-host'] as string | undefined;
  const host = forwarded?.split(',', 1)[0]?.trim() ?? headers.host ?? '127.0.0.1';
  const url = `${isHttps(req) ? 'https' : 'http'}://${host}/cells/${name}`;
  return {
    name,
    account: emulator.account.name,
    url,
    controlUrl: `${url}/_mock`,
    ...(isAccount && { permanent: true }),
  };
}
