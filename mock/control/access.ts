import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may ask the control plane. */
export interface ControlAccess {
  /** What lets in who presents it; undefined where nobody needs it and none was given. */
  readonly token: string | undefined;
  /** Whether the token is needed by whoever is outside of this process. */
  readonly needsToken: boolean;
  /** Undefined when there is no token to compare with. */
  isToken(presented: string): boolean | undefined;
  /** From now on it listens there; at an address that other machines reach a token is needed, and made if none was given. */
  opened(address: string): void;
  closed(): void;
}

export function controlAccess(given: string | undefined): ControlAccess {
  let token = given;
  let needsToken = false;
  return {
    get token() {
      return token;
    },
    get needsToken() {
      return needsToken;
    },
    isToken: (presented) => (token === undefined ? undefined : isSame(presented, token)),
    opened(address) {
      needsToken = !isLoopbackAddress(address);
      if (needsToken) token ??= randomBytes(24).toString('base64url');
    },
    closed() {
      needsToken = false;
      token = given;
    },
  };
}

/** `127.0.0.1`, `::1`, and the former as IPv6 has it. */
export function isLoopbackAddress(address: string): boolean {
  return /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/.test(address);
}

/** In a time that tells nothing of how much of it is right. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
