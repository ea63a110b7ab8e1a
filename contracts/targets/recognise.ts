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
  const prefix = urlPrefix(base);
  const printed = execFileSync(
    process.execPath,
    ['--input-type=module', '--eval', question, prefix, new URL(prefix).origin],
    { encoding: 'utf8' },
  );
  const { unreachable, account, control } = JSON.parse(printed) as Record<string, string | undefined>;
  if (unreachable !== undefined) throw new Error(`Nothing answers at ${base}: ${unreachable}`);
  return { emulatedAccount: account, control };
}

/**
 * Any server may have something at these paths, so that only an answer of the known shape counts. A root path may
 * stand in front of the session operations but not of the control routes, which then answer at the origin. That an
 * emulator is there says nothing of what is behind the path, where a proxy may have put another server: so what is
 * there must refuse a read without items with the code that only this emulator gives.
 */
const question = `
const [prefix, origin] = process.argv.slice(1);
const asked = (url) => fetch(url, { redirect: 'manual' }).then(
  (answer) => answer.json().catch(() => ({})).then((body) => body ?? {}),
  ({ cause, message }) => ({ unreachable: cause?.message || cause?.code || message }),
);
const healthAt = async (base) => {
  const { product, account, unreachable } = await asked(base + '/_mock/health');
  return unreachable ? { unreachable } : product === 'vtex-session-mock' ? { account, control: base } : {};
};
let found = await healthAt(prefix);
if (!found.unreachable && !found.control && prefix !== origin) {
  const { code } = await asked(prefix + '/api/sessions');
  if (code === 'ITEMS_MISSING') found = await healthAt(origin);
}
console.log(JSON.stringify(found));
`;
