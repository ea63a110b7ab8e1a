import type { LoginCookie } from './target';

/** The store login among the cookies of a persona. @throws if there is none */
export function loginCookieIn(setCookie: readonly string[]): LoginCookie {
  for (const line of setCookie) {
    const [, name, value] = /^(VtexIdclientAutCookie_[^=]+)=([^;]+)/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) return { name, value };
  }
  throw new Error('The persona has no store login');
}

/** The login of the persona `shopper`, from the control plane of an emulator. */
export async function shopperAt(
  control: string,
  headers: Readonly<Record<string, string>>,
): Promise<LoginCookie> {
  const answer = await fetch(`${control}/_mock/personas/shopper/sessions`, { method: 'POST', headers });
  const { setCookie = [] } = (await answer.json()) as { setCookie?: readonly string[] };
  return loginCookieIn(setCookie);
}
