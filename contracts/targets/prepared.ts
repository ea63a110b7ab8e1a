import { type AccountFixture, createSessionManager, type RemoteAppOptions } from '../../mock/index';
import type { Target } from './target';
import { urlTarget } from './url';

/** What an exchange presupposes. */
export interface Preparation {
  /** A shipped account by name, or a fixture. */
  readonly account: string | object;
  readonly persona?: string | undefined;
  /** A session app of one's own: its configuration, and where it listens. */
  readonly app?: { readonly configuration: object; readonly url: string } | undefined;
}

export interface PreparedTarget extends Target {
  /** The `Set-Cookie` lines of the persona. */
  readonly personaCookies: readonly string[];
}

/** An emulator of that account, with that session app and that persona, on a port of its own. */
export async function preparedTarget({ account, persona, app }: Preparation): Promise<PreparedTarget> {
  const manager = createSessionManager({
    account: account as string | AccountFixture,
    remoteApps: app === undefined ? [] : [app satisfies RemoteAppOptions],
  });
  const { url } = await manager.listen();
  return {
    ...urlTarget(url, { emulatedAccount: manager.account.name, control: url }),
    personaCookies: persona === undefined ? [] : (await manager.persona(persona)).setCookie,
    close: () => manager.close(),
  };
}
