import { execFileSync } from 'node:child_process';
import { type Served, urlPrefix } from './url';

/**
 * Asks a server, once, whether it is one of this project's emulators and what account it serves.
 *
 * It waits, in a process of its own, because Jest must know which tests there are before anything may be awaited,
 * and a behaviour that this server cannot show is to be reported as not tried rather than as passed.
 *
 * @throws when nothing answers at all
 */
export function recognise(base: string): Served {
  const health = `${urlPrefix(base)}/_mock/health`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', question, health], {
    encoding: 'utf8',
  });
  const { unreachable, product, account } = JSON.parse(printed) as Record<string, string | undefined>;
  if (unreachable !== undefined) throw new Error(`Nothing answers at ${base}: ${unreachable}`);
  return { emulatedAccount: product === 'vtex-session-mock' ? account : undefined };
}

/** Any server may have something at this path, so that only an answer of the known shape counts. */
const question = `
const { product, account, unreachable } = await fetch(process.argv[1], { redirect: 'manual' }).then(
  (answer) => answer.json().catch(() => ({})),
  ({ cause, message }) => ({ unreachable: cause?.message || cause?.code || message }),
) ?? {};
console.log(JSON.stringify({ product, account, unreachable }));
`;
