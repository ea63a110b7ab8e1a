import { type AccountFixture, createSessionManager, type RemoteAppOptions } from '../../mock/index';
import type { Target } from './target';
import { urlTarget } from './url';

/** The set-up of an exchange. */
export interface Preparation {
  /** A shipped account by name, or a fixture. */
  readonly account: string | object;
  readonly persona?: string | undefined;
  /** A remote session app: its configuration and URL. */
  readonly app?: { readonly configuration: object; readonly url: string } | undefined;
}

export interface PreparedTarget extends Target {
  /** The `Set-Cookie` lines of the persona. */
  readonly personaCookies: readonly string[];
}

/** An emulator with that set-up, on a free port. */
export async function preparedTarget({ account, persona, app }: Preparation): Promise<PreparedTarget> {
  const manager = createSessionManager({
    cookieProfile: 'live',
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
