/** Checks that a schema cannot express: how the parts of an account fixture fit together. */
import { vtexApps } from '../apps';
import type { PostalCodeRange } from '../apps/store-data';
import { nearest } from '../util/messages';
import { type FixtureProblem, priceTablesOf, type ValidFixture } from './account-fixture';

/** `T` as far as it follows the schema. Null replaces a part that the schema has refused, and rules skip it. */
export type Readable<T> =
  | null
  | (T extends readonly (infer Item)[]
      ? readonly Readable<Item>[]
      : T extends object
        ? { readonly [Key in keyof T]?: Readable<T[Key]> }
        : T);

type Fixture = NonNullable<Readable<ValidFixture>>;

type FixtureRule = (fixture: Fixture) => readonly FixtureProblem[];

/** Ids are unique within their kind, and so are e-mails. E-mails are compared without regard to case. */
const uniqueIds: FixtureRule = (fixture) => [
  ...duplicates('trade policy', 'id', entriesOf(fixture.tradePolicies, 'tradePolicies')),
  ...duplicates('binding', 'id', entriesOf(fixture.bindings, 'bindings')),
  ...duplicates('seller', 'id', entriesOf(fixture.sellers, 'sellers')),
  ...duplicates('shopper', 'id', entriesOf(fixture.shoppers, 'shoppers')),
  ...duplicates('shopper', 'email', entriesOf(fixture.shoppers, 'shoppers')),
  ...entriesOf(fixture.shoppers, 'shoppers').flatMap(([{ addresses }, path]) =>
    duplicates('address', 'id', entriesOf(addresses, `${path}.addresses`)),
  ),
  ...duplicates('operator', 'id', entriesOf(fixture.operators, 'operators')),
  ...duplicates('operator', 'email', entriesOf(fixture.operators, 'operators')),
  ...duplicates('campaign', 'id', entriesOf(fixture.campaigns, 'campaigns')),
  ...duplicates('organization', 'id', entriesOf(fixture.organizations, 'organizations')),
  ...duplicates(
    'contract',
    'id',
    // Shoppers refer to contracts by id alone, so the ids are unique across organizations.
    entriesOf(fixture.organizations, 'organizations').flatMap(([{ contracts }, path]) =>
      entriesOf(contracts, `${path}.contracts`),
    ),
  ),
  ...duplicates('persona', 'id', entriesOf(fixture.personas, 'personas')),
];

function duplicates<Key extends 'id' | 'email'>(
  kind: string,
  key: Key,
  entries: readonly [entry: { readonly [K in Key]?: string | null }, path: string][],
): FixtureProblem[] {
  const word = key === 'email' ? 'e-mail' : key;
  const firstPaths = new Map<string, string>();
  return entries.flatMap(([entry, path]) => {
    const value = entry[key];
    if (typeof value !== 'string') return [];
    const name = key === 'email' ? value.toLowerCase() : value;
    const first = firstPaths.get(name);
    if (first === undefined) {
      firstPaths.set(name, path);
      return [];
    }
    const message = `"${value}" is already the ${word} of ${first}`;
    return [{ path: `${path}.${key}`, message, hint: `give each ${kind} its own ${word}` }];
  });
}

/** An anonymous visitor has a policy to start with, and private policies serve shoppers of the fixture. */
const tradePolicies: FixtureRule = ({ tradePolicies, defaultTradePolicy, shoppers }) => {
  const policies = entriesOf(tradePolicies, 'tradePolicies');
  const emails = namesIn(shoppers, ({ email }) => email);
  const problems: FixtureProblem[] = [];
  for (const [policy, path] of policies) {
    const served = entriesOf(policy.shoppers, `${path}.shoppers`);
    if (policy.privacy !== 'private' && policy.privacy !== null && served.length > 0) {
      const hint = 'add "privacy": "private" to this policy, or leave the shoppers out';
      problems.push({ path: `${path}.shoppers`, message: 'has no effect on a public policy', hint });
    }
    if (emails?.size === 0) continue; // a fixture without shoppers may still name their e-mails
    for (const [name, at] of served) {
      const reference = { path: at, name, meant: 'the e-mail of a shopper', listedIn: 'shoppers' };
      problems.push(...referenceProblems(reference, emails));
    }
  }
  if (policies.length > 0 && policies.every(([{ privacy }]) => privacy === 'private')) {
    const hint = 'leave "privacy" out of the one that serves everyone';
    problems.push({ path: 'tradePolicies', message: `has no public policy, ${noSession}`, hint });
  } else {
    problems.push(...startProblems('defaultTradePolicy', defaultTradePolicy, tradePolicies));
  }
  return problems;
};

const noSession = 'so an anonymous visitor could not have a session';

/** The policy that visitors start with exists and is public. */
function startProblems(
  path: string,
  chosen: string | null | undefined,
  policies: Fixture['tradePolicies'],
): FixtureProblem[] {
  const ids = namesIn(policies ?? null, ({ id }) => id);
  if (typeof chosen !== 'string' || ids === undefined) return [];
  const open = namesIn(
    policies?.filter((policy) => policy?.privacy !== 'private'),
    ({ id }) => id,
  );
  if (open?.has(chosen)) return [];
  const message = ids.has(chosen)
    ? `"${chosen}" is a private policy, ${noSession}`
    : `"${chosen}" is not the id of a trade policy`;
  const [first] = open ?? [];
  const example = first === undefined ? '' : `, such as "${first}"`;
  return [{ path, message, hint: `name a public policy${example}` }];
}

/** A binding starts a visitor in a policy and in one of its own languages. */
const bindings: FixtureRule = ({ bindings, tradePolicies }) =>
  entriesOf(bindings, 'bindings').flatMap(([{ defaultLocale, supportedLocales, tradePolicy }, path]) => {
    const problems: FixtureProblem[] = startProblems(`${path}.tradePolicy`, tradePolicy, tradePolicies);
    const readable =
      typeof defaultLocale === 'string' && supportedLocales?.every((locale) => locale !== null);
    if (readable && !supportedLocales?.includes(defaultLocale)) {
      const message = `"${defaultLocale}" is not in supportedLocales`;
      const hint = `add it there, or write one of them, such as "${supportedLocales?.[0]}"`;
      problems.push({ path: `${path}.defaultLocale`, message, hint });
    }
    return problems;
  });

/** The installed apps can work together. */
const sessionApps: FixtureRule = ({ sessionApps: installed }) => {
  if (installed === undefined || installed === null || installed.includes(null)) return [];
  const path = 'sessionApps';
  const isMissing = (app: string) => !installed.some((name) => name === app);
  const message = 'lacks store-session, so sessions would have no trade policy';
  return [
    ...(isMissing('store-session') ? [{ path, message, hint: 'add "store-session"' }] : []),
    ...installed.flatMap((app) =>
      (app === null ? [] : (vtexApps[app].needs ?? [])).filter(isMissing).map((needed) => ({
        path,
        message: `lacks ${needed}, which ${app} needs`,
        hint: `add "${needed}", or leave "${app}" out`,
      })),
    ),
  ];
};

/** An area has a location, and is served in policies of the fixture. */
const areas: FixtureRule = ({ sellers, tradePolicies }) => {
  const policyIds = namesIn(tradePolicies ?? null, ({ id }) => id);
  const all = entriesOf(sellers, 'sellers').flatMap(([seller, path]) =>
    entriesOf(seller.areas, `${path}.areas`),
  );
  return all.flatMap(([area, path]) => {
    const { country, postalCodes, polygon, tradePolicies: served } = area;
    const problems: FixtureProblem[] = [];
    if (polygon === undefined && (postalCodes === undefined || postalCodes?.length === 0)) {
      const hint = 'list its "postalCodes", or the corners of its "polygon"';
      problems.push({ path, message: 'has neither postal codes nor a polygon', hint });
    }
    problems.push(...postalCodeProblems(postalCodes, `${path}.postalCodes`, country));
    for (const [name, at] of entriesOf(served, `${path}.tradePolicies`)) {
      const reference = { path: at, name, meant: 'the id of a trade policy', listedIn: 'tradePolicies' };
      problems.push(...referenceProblems(reference, policyIds));
    }
    return problems;
  });
};

/**
 * A range runs from its lower code to its higher one, both of one shape: codes are compared as text.
 * @param country undefined if the ranges belong to no particular country
 */
function postalCodeProblems(
  ranges: Readable<readonly PostalCodeRange[]> | undefined,
  path: string,
  country?: string | null,
): FixtureProblem[] {
  return entriesOf(ranges, path).flatMap(([range, at]) => {
    const [from, to] = range;
    if (typeof from !== 'string' || typeof to !== 'string') return [];
    const notBrazilian = country === 'BRA' ? entriesOf(range, at).flatMap(brazilianProblems) : [];
    if (notBrazilian.length > 0) return notBrazilian;
    if (shapeOf(from) !== shapeOf(to)) {
      const hint = 'write codes of equal length, with spaces and dashes at the same positions';
      return [{ path: at, message: `"${from}" and "${to}" differ in shape`, hint }];
    }
    if (from <= to) return [];
    return [
      { path: at, message: 'runs backwards', hint: `write the lower code first: ["${to}", "${from}"]` },
    ];
  });
}

function shapeOf(code: string): string {
  return code.replace(/[0-9A-Z]/g, 'x');
}

function brazilianProblems([code, path]: [code: string, path: string]): FixtureProblem[] {
  if (/^[0-9]{5}-?[0-9]{3}$/.test(code)) return [];
  const message = `"${code}" is not a postal code of BRA`;
  return [{ path, message, hint: 'write eight digits such as "01000000" or "01000-000"' }];
}

/** Shoppers have contracts of the fixture, and personas log in as its shoppers and operators. */
const people: FixtureRule = (fixture) => [...shoppersOf(fixture), ...personasOf(fixture)];

const shoppersOf: FixtureRule = ({ shoppers, organizations }) => {
  const contracts = contractsOf(organizations);
  return entriesOf(shoppers, 'shoppers').flatMap(([{ priceTables, buyerPortal }, path]) => {
    const problems: FixtureProblem[] = repeatedTables(priceTables, `${path}.priceTables`);
    const { availableContracts, activeContractId } = buyerPortal ?? {};
    const inPortal = `${path}.buyerPortal`;
    const available = entriesOf(availableContracts, `${inPortal}.availableContracts`);
    const contract = { meant: 'the id of a contract', listedIn: 'an organization' };
    for (const [name, at] of available) {
      problems.push(...referenceProblems({ path: at, name, ...contract }, contracts));
    }
    const active = { path: `${inPortal}.activeContractId`, name: activeContractId, ...contract };
    const unknown = referenceProblems(active, contracts);
    problems.push(...unknown);
    if (unknown.length === 0) {
      const meant = 'in availableContracts';
      const names = namesIn(availableContracts ?? null, (name) => name);
      problems.push(...referenceProblems({ ...active, meant, listedIn: 'availableContracts' }, names));
    }
    return problems;
  });
};

function contractsOf(organizations: Fixture['organizations']): Known {
  if (organizations === null) return undefined;
  const names = new Set<string>();
  for (const organization of organizations ?? []) {
    const contracts = namesIn(organization?.contracts ?? null, ({ id }) => id);
    if (contracts === undefined) return undefined;
    for (const name of contracts) names.add(name);
  }
  return names;
}

/** The schema cannot see these: one entry may hold several names joined by commas. */
function repeatedTables(
  written: readonly (string | null)[] | null | undefined,
  path: string,
): FixtureProblem[] {
  const names = priceTablesOf(entriesOf(written, path).map(([entry]) => entry));
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...repeated].map((name) => ({
    path,
    message: `lists "${name}" twice`,
    hint: 'write each price table once',
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

/** A campaign has a condition that selects its audience. */
const campaigns: FixtureRule = (fixture) =>
  entriesOf(fixture.campaigns, 'campaigns').flatMap(([campaign, path]) => {
    const { emails, utmSource, utmCampaign, postalCodes } = campaign;
    if ([emails, utmSource, utmCampaign, postalCodes].every((condition) => condition === undefined)) {
      const hint = 'add "emails", "utmSource", "utmCampaign" or "postalCodes"';
      return [{ path, message: 'has no condition', hint }];
    }
    return postalCodeProblems(postalCodes, `${path}.postalCodes`);
  });

export const fixtureRules: readonly FixtureRule[] = [
  uniqueIds,
  tradePolicies,
  bindings,
  sessionApps,
  areas,
  people,
  campaigns,
];

/** The entries of a list that can be checked, each with its path. */
function entriesOf<T>(
  list: readonly (T | null)[] | null | undefined,
  path: string,
): [entry: T, path: string][] {
  return (list ?? []).flatMap((entry, index) => (entry === null ? [] : [[entry, `${path}[${index}]`]]));
}

/** The names that a reference may use; undefined if part of them is unreadable, so no reference can be checked. */
type Known = ReadonlySet<string> | undefined;

/** The names in a list; a list that is left out has none. */
function namesIn<T>(
  list: readonly (T | null)[] | null | undefined,
  nameOf: (entry: T) => string | null | undefined,
): Known {
  if (list === null) return undefined;
  const names = new Set<string>();
  for (const entry of list ?? []) {
    const name = entry === null ? null : nameOf(entry);
    if (typeof name !== 'string') return undefined;
    names.add(name);
  }
  return names;
}

interface Reference {
  readonly path: string;
  readonly name: string | null | undefined;
  /** `the id of a trade policy` */
  readonly meant: string;
  /** The fixture's key for the list of them. */
  readonly listedIn: string;
}

function referenceProblems({ path, name, meant, listedIn }: Reference, known: Known): FixtureProblem[] {
  if (typeof name !== 'string' || known === undefined || known.has(name)) return [];
  const hintOf = () => {
    const similar = nearest(name, known);
    if (similar !== undefined) return `did you mean "${similar}"?`;
    const [first] = known;
    const another = first === undefined ? '' : `write another, such as "${first}", or `;
    return `${another}list it in ${listedIn}`;
  };
  return [
    {
      path,
      message: `"${name}" is not ${meant}`,
      get hint() {
        return hintOf(); // late, since it compares with all names and most problems of a long list are not shown
      },
    },
  ];
}
