import type { Assumptions } from '../assumptions';
import type { LoginCookie, Target } from '../target';
import type { Send } from './gate';

/** What anybody can know of a live account, and do with it: the dry run must ask for no more than the run. */
export function asLive(
  { account, host, loginCookie }: { account: string; host: string; loginCookie: LoginCookie | undefined },
  assumptions: Assumptions,
  request: Send,
): Target {
  return {
    name: host,
    account,
    emulator: false,
    fixture: undefined,
    assumptions,
    request,
    tokenOfAnotherAccount: undefined,
    later: undefined,
    raw: undefined,
    variant: undefined,
    anyRequest: undefined,
    parallel: undefined,
    login: loginCookie && (async () => loginCookie),
    close: async () => undefined,
  };
}
