import { valueText } from '../rules/session';
import { valueAt } from './asking-apps';
import type { Facts } from './facts';

/** A cookie of VTEX ID that the request carried and the session recorded. */
export interface LoginCookie {
  readonly name: string;
  readonly value: string;
}

export const isLoginName = (name: string): boolean => /^VtexIdclientAutCookie(?:_.*)?$/.test(name);

export function loginCookies({ write }: Facts): readonly LoginCookie[] {
  const names = write?.recordedCookies.filter(isLoginName) ?? [];
  return names.map((name) => ({ name, value: valueText(valueAt(write?.after, `cookie.${name}`) ?? '') }));
}

type Claims = Readonly<Record<string, unknown>>;

/** What a token says of itself, checked or not; undefined when it says nothing readable. */
export function claimsOf(token: string): Claims | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? (claims as Claims) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it says of itself that it is a login, true or not. */
export function saysLogin({ sub, userId, audience, type, exp }: Claims): boolean {
  const isText = [sub, userId].every((claim) => typeof claim === 'string');
  const isKnown = audience === 'webstore' || audience === 'admin';
  return isText && isKnown && type === 'user' && typeof exp === 'number';
}
