import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { OptionProblem } from '../errors';
import { codeOnly, list, option, yesOrNo } from '../option-kinds';

/** A name, which may start with `*.`, or an IP address. */
function isTlsHost(host: string): boolean {
  return isIP(host) !== 0 || (/^(\*\.)?[a-z\d-]+(\.[a-z\d-]+)*$/i.test(host) && !/^[\d.]+$/.test(host));
}

/** The options of https, which is served on a port beside http. */
export const tlsOptions = {
  /** Listen for https too, with a certificate by a CA made for this user. Default false. */
  tls: option({
    about: 'listen for https too, with a certificate by a CA made for this user',
    page: 'clients.md#https',
    default: false,
    kind: yesOrNo(),
  }),
  /** A certificate (PEM, its chain may follow) for https, in place of a generated one. */
  tlsCert: option<string | undefined>({
    about: 'certificate (PEM, its chain may follow) for https, in place of a generated one',
    argument: 'file',
    default: undefined,
    defaultText: 'none',
    kind: codeOnly(),
    problems: () => [], // checked with its key
  }),
  /** The private key of `tlsCert` (PEM). */
  tlsKey: option<string | undefined>({
    about: 'private key (PEM) of that certificate',
    argument: 'file',
    default: undefined,
    defaultText: 'none',
    kind: codeOnly(),
    problems: () => [],
  }),
  /** Names of the certificate, besides localhost, 127.0.0.1 and ::1. `/_mock` answers to them too. */
  tlsHost: option<readonly string[]>({
    about: 'name for the certificate besides localhost, 127.0.0.1 and ::1; repeatable',
    argument: 'host',
    default: [],
    defaultText: 'none',
    kind: list('Give a host name such as store.local, or an IP address.', isTlsHost),
  }),
} as const;

/** Their values. */
export interface TlsOptions {
  readonly tls: boolean;
  /** PEM, as is the key. */
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
  readonly tlsHost: readonly string[];
}

/** Giving a certificate or a host is enough. */
export function isTlsOn({ tls, tlsCert, tlsKey, tlsHost }: TlsOptions): boolean {
  return tls || tlsCert !== undefined || tlsKey !== undefined || tlsHost.length > 0;
}

/** What is wrong with a certificate of one's own and its key. */
export function certificateProblems({
  tlsCert,
  tlsKey,
}: Partial<Pick<TlsOptions, 'tlsCert' | 'tlsKey'>>): OptionProblem[] {
  if (tlsCert === undefined && tlsKey === undefined) return [];
  const missing = (option: string, hint: string) => [{ option, message: 'is missing', hint }];
  if (tlsKey === undefined) return missing('tlsKey', 'A certificate needs its private key.');
  if (tlsCert === undefined) return missing('tlsCert', 'A private key needs its certificate.');
  let certificate: X509Certificate | undefined;
  let key: KeyObject | undefined;
  const problems: OptionProblem[] = [];
  try {
    certificate = new X509Certificate(tlsCert);
  } catch {
    const hint = 'Give PEM text that starts with -----BEGIN CERTIFICATE-----.';
    problems.push({ option: 'tlsCert', message: 'is not a certificate', hint });
  }
  try {
    key = createPrivateKey(tlsKey);
  } catch {
    const isEncrypted = /ENCRYPTED/.test(tlsKey); // Node's error does not say it
    problems.push({
      option: 'tlsKey',
      message: isEncrypted ? 'has a passphrase' : 'is not a private key',
      hint: isEncrypted ? 'Give it without one.' : 'Give PEM text such as -----BEGIN PRIVATE KEY-----.',
    });
  }
  if (certificate !== undefined && key !== undefined && !certificate.checkPrivateKey(key)) {
    const hint = 'Give the private key of that certificate.';
    problems.push({ option: 'tlsKey', message: 'does not belong to the certificate', hint });
  }
  return problems;
}
