import type { FixtureProblem } from '../account-fixture-error';
import { entriesOf } from '../legible';
import { priceTablesOf } from '../normalise';
import { type Known, namesIn, referenceProblems } from './references';
import type { FixtureRule, Readable } from './rule';

/** Shoppers have contracts there are, and personas log in as people there are. */
export const people: FixtureRule = (fixture) => [...shoppersOf(fixture), ...personasOf(fixture)];

const shoppersOf: FixtureRule = ({ shoppers, organizations }) => {
  const contracts = contractsOf(organizations);
  return entriesOf(shoppers, 'shoppers').flatMap(([{ priceTables, buyerPortal }, path]) => {
    const problems: FixtureProblem[] = twice(priceTables, `${path}.priceTables`);
    const { availableContracts, activeContractId } = buyerPortal ?? {};
    const inPortal = `${path}.buyerPortal`;
    const available = entriesOf(availableContracts, `${inPortal}.availableContracts`);
    const isAContract = { meant: 'the id of a contract', listedIn: 'an organization' };
    for (const [name, at] of available) {
      problems.push(...referenceProblems({ path: at, name, ...isAContract }, contracts));
    }
    const active = { path: `${inPortal}.activeContractId`, name: activeContractId, ...isAContract };
    const unknown = referenceProblems(active, contracts);
    problems.push(...unknown);
    if (unknown.length === 0) {
      const meant = 'among availableContracts';
      const names = namesIn(availableContracts ?? null, (name) => name);
      problems.push(...referenceProblems({ ...active, meant, listedIn: 'availableContracts' }, names));
    }
    return problems;
  });
};

function contractsOf(organizations: Readable['organizations']): Known {
  if (organizations === null) return undefined;
  const names: string[] = [];
  for (const organization of organizations ?? []) {
    const contracts = namesIn(organization?.contracts ?? null, ({ id }) => id);
    if (contracts === undefined) return undefined;
    names.push(...contracts);
  }
  return names;
}

/** Names may be joined by commas, so no schema sees this. */
function twice(written: readonly (string | null)[] | null | undefined, path: string): FixtureProblem[] {
  const names = priceTablesOf(entriesOf(written, path).map(([entry]) => entry));
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...repeated].map((name) => ({
    path,
    message: `lists "${name}" twice`,
    mend: 'write each price table once',
  }));
}

const personasOf: FixtureRule = ({ personas, shoppers, operators }) => {
  const shopperEmails = namesIn(shoppers, ({ email }) => email);
  const operatorEmails = namesIn(operators, ({ email }) => email);
  return entriesOf(personas, 'personas').flatMap(([{ shopper, operator }, path]) => [
    ...referenceProblems(
      { path: `${path}.shopper`, name: shopper, meant: 'the e-mail of a shopper', listedIn: 'shoppers' },
      shopperEmails,
    ),
    ...referenceProblems(
      { path: `${path}.operator`, name: operator, meant: 'the e-mail of an operator', listedIn: 'operators' },
      operatorEmails,
    ),
  ]);
};
