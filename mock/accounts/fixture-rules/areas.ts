import type { FixtureProblem } from '../account-fixture-error';
import { entriesOf } from '../legible';
import { postalCodeProblems } from './postal-codes';
import { namesIn, referenceProblems } from './references';
import type { FixtureRule } from './rule';

/** An area is somewhere, and is served in policies there are. */
export const areas: FixtureRule = ({ sellers, tradePolicies }) => {
  const policyIds = namesIn(tradePolicies ?? null, ({ id }) => id);
  const all = entriesOf(sellers, 'sellers').flatMap(([seller, path]) =>
    entriesOf(seller.areas, `${path}.areas`),
  );
  return all.flatMap(([area, path]) => {
    const { country, postalCodes, polygon, tradePolicies: served } = area;
    const problems: FixtureProblem[] = [];
    if (polygon === undefined && (postalCodes === undefined || postalCodes?.length === 0)) {
      const mend = 'list its "postalCodes", or the corners of its "polygon"';
      problems.push({ path, message: 'has neither postal codes nor a polygon', mend });
    }
    problems.push(...postalCodeProblems(postalCodes, `${path}.postalCodes`, country));
    for (const [name, at] of entriesOf(served, `${path}.tradePolicies`)) {
      const reference = { path: at, name, meant: 'the id of a trade policy', listedIn: 'tradePolicies' };
      problems.push(...referenceProblems(reference, policyIds));
    }
    return problems;
  });
};
