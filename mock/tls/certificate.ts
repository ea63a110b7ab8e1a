import 'reflect-metadata'; // the library needs it, and must find it loaded
import { createPrivateKey, randomBytes, randomUUID, type webcrypto, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { SessionManagerError } from '../errors';
import type { Certificate } from '../wire/listener';

/** Loaded only if TLS is on and no certificate is given. */

/** What browsers accept at most is 398 days. */
const life = { ca: 3650, server: 397 };
const day = 86_400_000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

interface Authority {
  /** PEM */
  readonly cert: string;
  readonly key: string;
}

/**
 * A new certificate for these names and addresses, signed by this user's CA, which is made once and kept in `folder`.
 * @throws SessionManagerError CERTIFICATE_AUTHORITY if the folder cannot be used
 */
export async function certificateFor(
  hosts: readonly string[],
  folder: string,
): Promise<Certificate & { readonly ca: string }> {
  const ca = await authorityIn(folder);
  const issuer = new x509.X509Certificate(ca.cert);
  const keys = await newKeys();
  const cert = await x509.X509CertificateGenerator.create({
    ...validity(life.server),
    subject: 'CN=vtex-session-mock',
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey: await signingKeyOf(ca.key),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        hosts.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return { cert: cert.toString('pem'), key: await pemOf(keys.privateKey), ca: ca.cert };
}

/** `rename` puts both files in place at once, so that of processes that start together one makes the CA. */
async function authorityIn(folder: string): Promise<Authority> {
  const hint = 'Set XDG_CACHE_HOME to another folder, or give tlsCert and tlsKey';
  const kept = keptIn(folder);
  if (kept !== undefined) return kept;
  const made = await newAuthority();
  const draft = `${folder}.${randomUUID()}`;
  try {
    mkdirSync(dirname(folder), { recursive: true });
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(join(draft, 'ca.pem'), made.cert);
    writeFileSync(join(draft, 'ca-key.pem'), made.key, { mode: 0o600 });
    renameSync(draft, folder);
    return made;
  } catch (error) {
    const others = keptIn(folder);
    if (others !== undefined) return others;
    const { code } = error as NodeJS.ErrnoException;
    throw refusal(`The certificate authority cannot be kept in ${folder} (${code}). ${hint}`);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Undefined if there is none yet. */
function keptIn(folder: string): Authority | undefined {
  let cert: string;
  let key: string;
  try {
    cert = readFileSync(join(folder, 'ca.pem'), 'utf8');
    key = readFileSync(join(folder, 'ca-key.pem'), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw refusal(`The certificate authority in ${folder} cannot be read (${code})`);
  }
  const problem = problemOf({ cert, key });
  if (problem === undefined) return { cert, key };
  throw refusal(
    `The certificate authority in ${folder} ${problem}. Delete that folder, and trust the new one`,
  );
}

function problemOf({ cert, key }: Authority): string | undefined {
  try {
    const parsed = new X509Certificate(cert);
    if (!parsed.checkPrivateKey(createPrivateKey(key))) return 'has a key of another certificate';
    return Date.parse(parsed.validTo) < Date.now() + life.server * day ? 'is about to expire' : undefined;
  } catch {
    return 'is damaged';
  }
}

async function newAuthority(): Promise<Authority> {
  const keys = await newKeys();
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(life.ca),
    name: `CN=vtex-session-mock local CA ${randomBytes(3).toString('hex')}`,
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: cert.toString('pem'), key: await pemOf(keys.privateKey) };
}

const newKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

const signingKeyOf = (pem: string) =>
  crypto.subtle.importKey(
    'pkcs8',
    createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' }),
    algorithm,
    false,
    ['sign'],
  );

const pemOf = async (key: webcrypto.CryptoKey) =>
  x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');

/** From yesterday: clocks differ. */
const validity = (days: number) => ({
  notBefore: new Date(Date.now() - day),
  notAfter: new Date(Date.now() + (days - 1) * day),
});

function refusal(message: string): SessionManagerError {
  return new SessionManagerError('CERTIFICATE_AUTHORITY', message);
}
