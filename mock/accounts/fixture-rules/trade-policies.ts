import type { FixtureProblem } from '../account-fixture-error';
import { entriesOf } from '../legible';
import { namesIn, referenceProblems } from './references';
import type { FixtureRule, Readable } from './rule';

/** Somebody who is not logged in has a policy to start with, and private policies serve shoppers there are. */
export const tradePolicies: FixtureRule = ({ tradePolicies, defaultTradePolicy, shoppers }) => {
  const policies = entriesOf(tradePolicies, 'tradePolicies');
  const emails = namesIn(shoppers, ({ email }) => email);
  const problems: FixtureProblem[] = [];
  for (const [policy, path] of policies) {
    const served = entriesOf(policy.shoppers, `${path}.shoppers`);
    if (policy.privacy !== 'private' && policy.privacy !== null && served.length > 0) {
      const mend = 'add "privacy": "private" to this policy, or leave the shoppers out';
      problems.push({ path: `${path}.shoppers`, message: 'have no effect on a public policy', mend });
    }
    if (emails?.length === 0) continue; // a fixture without shoppers may tell their e-mails all the same
    for (const [name, at] of served) {
      const reference = { path: at, name, meant: 'the e-mail of a shopper', listedIn: 'shoppers' };
      problems.push(...referenceProblems(reference, emails));
    }
  }

  if (policies.length > 0 && policies.every(([{ privacy }]) => privacy === 'private')) {
    const mend = 'leave "privacy" out of the one that serves everybody';
    problems.push({ path: 'tradePolicies', message: `has no public policy, ${noSession}`, mend });
  } else {
    problems.push(...startProblems('defaultTradePolicy', defaultTradePolicy, tradePolicies));
  }
  return problems;
};

const noSession = 'so an anonymous visitor could not have a session';

/** A policy that visitors start with exists, and is open to those who are not logged in. */
export function startProblems(
  path: string,
  chosen: string | null | undefined,
  policies: Readable['tradePolicies'],
): FixtureProblem[] {
  const ids = namesIn(policies ?? null, ({ id }) => id);
  if (typeof chosen !== 'string' || ids === undefined) return [];
  const open =
    namesIn(
      policies?.filter((policy) => policy?.privacy !== 'private'),
      ({ id }) => id,
    ) ?? [];
  if (open.includes(chosen)) return [];
  const message = ids.includes(chosen)
    ? `"${chosen}" is a private policy, ${noSession}`
    : `"${chosen}" is not the id of a trade policy`;
  const such = open[0] === undefined ? '' : `, such as "${open[0]}"`;
  return [{ path, message, mend: `name a public policy${such}` }];
}
