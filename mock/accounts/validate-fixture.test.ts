import { validateFixture } from './validate-fixture';

const brazil = {
  id: '1',
  currencyCode: 'BRL',
  currencySymbol: 'R$',
  countryCode: 'BRA',
  cultureInfo: 'pt-BR',
};
const spain = { id: '3', currencyCode: 'EUR', currencySymbol: '€', countryCode: 'ESP', cultureInfo: 'es-ES' };
const globex = {
  account: 'globex',
  id: '0e000000-0000-4000-8000-00000000000b',
  tradePolicies: [brazil, spain],
};

function told(data: unknown): string[] {
  return validateFixture(data).problems.map(({ path, message, mend }) =>
    `${path} ${message}: ${mend}`.trim(),
  );
}

const without = ({ id, ...rest }: typeof brazil) => rest;
const policies = (...tradePolicies: unknown[]) => ({ tradePolicies });

test.each<[Record<string, unknown>, string]>([
  [
    { account: 'Acme' },
    'account "Acme" must match ^[a-z0-9][a-z0-9-]*$: write the account\'s name in lower case, such as "acme"',
  ],
  [{ account: undefined }, 'account is missing: write the account\'s name in lower case, such as "acme"'],
  [
    { id: 7 },
    'id must be of type string, not 7: write a UUID such as "0e000000-0000-4000-8000-00000000000a"',
  ],
  [{ tradePolicy: [] }, 'tradePolicy is not a known key: did you mean "tradePolicies"?'],
  [
    { sellers: [] },
    'sellers is not a known key: the known keys are $schema, account, id, tradePolicies, defaultTradePolicy',
  ],
  [
    policies(),
    'tradePolicies is empty: list at least one trade policy, such as {"id": "1", "currencyCode": "BRL", …}',
  ],
  [
    { tradePolicies: brazil },
    'tradePolicies must be of type array, not an object: list at least one trade policy, such as {"id": "1", "currencyCode": "BRL", …}',
  ],
  [
    policies(brazil, null),
    'tradePolicies[1] must be of type object, not null: write {"id": "1", "currencyCode": …, "currencySymbol": …, "countryCode": …, "cultureInfo": …}',
  ],
  [
    policies(without(brazil)),
    'tradePolicies[0].id is missing: write the policy\'s number in quotes, such as "1"',
  ],
  [
    policies({ ...brazil, id: 1 }),
    'tradePolicies[0].id must be of type string, not 1: write the policy\'s number in quotes, such as "1"',
  ],
  [
    policies({ ...brazil, name: '' }),
    'tradePolicies[0].name is empty: write a name such as "Main store", or leave it out',
  ],
  [
    policies(brazil, { ...spain, currencyCode: 'real' }),
    'tradePolicies[1].currencyCode "real" must match ^[A-Z]{3}$: write an ISO 4217 code such as "BRL"',
  ],
  [
    policies({ ...brazil, countryCode: 'BR' }),
    'tradePolicies[0].countryCode "BR" must match ^[A-Z]{3}$: write an ISO 3166 code of three letters, such as "BRA"',
  ],
  [
    policies({ ...brazil, cultureInfo: 'pt_BR' }),
    'tradePolicies[0].cultureInfo "pt_BR" must match ^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$: write a BCP 47 tag such as "pt-BR"',
  ],
  [
    policies({ ...brazil, privacy: 'closed' }),
    'tradePolicies[0].privacy "closed" must be public or private: write "public" or "private", or leave it out for "public"',
  ],
  [
    policies(brazil, { ...spain, privacy: 'private', shoppers: ['ann'] }),
    'tradePolicies[1].shoppers[0] "ann" must match ^[^@\\s]+@[^@\\s]+$: write an e-mail such as "ann@example.com"',
  ],
  [
    policies({ ...brazil, shoppers: ['ann@example.com'] }),
    'tradePolicies[0].shoppers have no effect on a public policy: add "privacy": "private" to this policy, or leave the shoppers out',
  ],
  [
    policies({ ...brazil, currencycode: 'BRL' }),
    'tradePolicies[0].currencycode is not a known key: did you mean "currencyCode"?',
  ],
  [
    policies(brazil, spain, { ...spain, id: '1' }),
    'tradePolicies[2].id "1" is the id of tradePolicies[0] too: give each trade policy its own id',
  ],
  [
    { defaultTradePolicy: '9' },
    'defaultTradePolicy "9" is not the id of a trade policy: name a public policy, such as "1"',
  ],
  [
    { ...policies(brazil, { ...spain, privacy: 'private' }), defaultTradePolicy: '3' },
    'defaultTradePolicy "3" is a private policy, so an anonymous visitor could not have a session: name a public policy, such as "1"',
  ],
  [
    policies({ ...brazil, privacy: 'private' }),
    'tradePolicies has no public policy, so an anonymous visitor could not have a session: leave "privacy" out of the one that serves everybody',
  ],
  [
    { defaultTradePolicy: 'main' },
    'defaultTradePolicy "main" must match ^[0-9]+$: write the id of a public policy in quotes, such as "1", or leave it out',
  ],
  [
    { ...policies({ ...brazil, id: 1 }), defaultTradePolicy: '1' },
    'tradePolicies[0].id must be of type string, not 1: write the policy\'s number in quotes, such as "1"',
  ],
])('%j', (change, expected) => {
  expect(told({ ...globex, ...change })).toEqual([expected]);
});

test.each([[[]], [null], [7]])('a fixture that is %j', (source) => {
  expect(told(source)).toEqual([
    `must be of type object, not ${Array.isArray(source) ? 'an array' : source}: write {"account": …, "id": …, "tradePolicies": [ … ]}`,
  ]);
});
