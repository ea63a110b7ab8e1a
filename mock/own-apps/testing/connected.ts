/** Managers with one remote app, for tests, closed with its servers by {@link closeConnected}. */
import request from 'supertest';
import type { RemoteAppOptions, SessionManager, SessionManagerOptions } from '../../index';
import { managerWith, type Served, type Visitor } from '../../server/testing/visitor';
import { closeAppServers } from './app-server';

const managers: SessionManager[] = [];

export async function closeConnected(): Promise<void> {
  await Promise.all(managers.splice(0).map((manager) => manager.close()));
  await closeAppServers();
}

/** Reads `public.email` and `public.cart`; from VTEX's guide, with other inputs. */
export const watcher = {
  'session-watcher': {
    input: { public: ['email', 'cart'] },
    output: { public: ['demo'], watcher: ['seen'] },
  },
};

export function connected(
  app: Partial<RemoteAppOptions> & { url: string },
  options: SessionManagerOptions = {},
) {
  const { url, configuration = watcher, timeout, runOnCreate } = app;
  const remote = {
    url,
    configuration,
    ...(timeout !== undefined && { timeout }),
    ...(runOnCreate !== undefined && { runOnCreate }),
  };
  const manager = managerWith({ remoteApps: [remote], ...options });
  managers.push(manager);
  return manager;
}

export const post = (
  { handler }: Served,
  query: string,
  { cookie }: Pick<Visitor, 'cookie'> = { cookie: '' },
) => request(handler).post(`/api/sessions?${query}`).set('Cookie', cookie);
