import { randomName } from '../harness/random';
import { visitorOf } from '../harness/visitor';
import { type Assumptions, defaultAssumptions } from '../targets/assumptions';
import type { Target } from '../targets/target';

type Probes = {
  readonly [Setting in keyof Assumptions]?: (target: Target) => Promise<Assumptions[Setting]>;
};

/** How to find the value of a setting that has no list of values to try. */
export const probes: Probes = { reservedQueryNames };

/** Of the names that are taken to be reserved, those that do not land in `public`. */
async function reservedQueryNames(target: Target): Promise<readonly string[]> {
  const visitor = visitorOf(target);
  // `an` names the account, and another's might be refused for that alone.
  const account = target.account ?? (await visitor.values('account.accountName'))['account.accountName'];
  const names = defaultAssumptions.reservedQueryNames;
  const key = randomName('color');
  const query = [...names.filter((name) => name !== 'items'), key].map((name) => `${name}=${account}`);
  const written = await visitor.post({ query: [`items=public.${key}`, ...query].join('&') });
  if (written.status >= 300) throw new Error(`the write that looks for them got ${written.status}`);
  const stored = Object.keys(await visitor.values([...names, key].map((name) => `public.${name}`).join(',')));
  if (!stored.includes(`public.${key}`)) throw new Error('the query string was not stored at all');
  return names.filter((name) => !stored.includes(`public.${name}`));
}
