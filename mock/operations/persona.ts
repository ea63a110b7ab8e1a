/** A visitor who is already somebody: the cookies that make him, in the forms that tools take. */

/** What Playwright's `storageState` holds; https://playwright.dev/docs/auth. */
export interface StorageState {
  readonly cookies: readonly {
    readonly name: string;
    readonly value: string;
    readonly domain: string;
    readonly path: string;
    /** Seconds since the epoch. */
    readonly expires: number;
    readonly httpOnly: boolean;
    readonly secure: boolean;
    readonly sameSite: 'None' | 'Lax';
  }[];
  readonly origins: readonly never[];
}

export interface PersonaSession {
  /** A `Cookie` header: `vtex_session=…; vtex_segment=…; VtexIdclientAutCookie_acme=…`. */
  readonly cookie: string;
  /** The same as `Set-Cookie` lines. */
  readonly setCookie: readonly string[];
  readonly storageState: StorageState;
}

export interface PersonaOptions {
  /** The domain of the cookies in `storageState`: the host name of the app under test. Default `"127.0.0.1"`. */
  readonly domain?: string;
}

/**
 * @param setCookie lines as this emulator writes them
 * @param now milliseconds since the epoch
 */
export function personaSessionOf(setCookie: readonly string[], domain: string, now: number): PersonaSession {
  const cookies = setCookie.map((line) => {
    const [pair = '', ...attributes] = line.split('; ');
    const equals = pair.indexOf('=');
    const life = attributes.find((attribute) => attribute.startsWith('Max-Age='))?.slice('Max-Age='.length);
    return {
      name: pair.slice(0, equals),
      value: pair.slice(equals + 1),
      domain,
      path: '/',
      expires: Math.floor(now / 1000) + Number(life),
      httpOnly: attributes.includes('HttpOnly'),
      secure: attributes.includes('Secure'),
      sameSite: attributes.includes('SameSite=None') ? ('None' as const) : ('Lax' as const),
    };
  });
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return { cookie, setCookie, storageState: { cookies, origins: [] } };
}
