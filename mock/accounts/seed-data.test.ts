import { loadFixture, shippedFixtures } from './load';
import { mergedData, seededFixture } from './seed-data';

const ann = { id: '5e000000-0000-4000-8000-000000000a01', email: 'ann@example.com' };
const ben = { id: '5e000000-0000-4000-8000-000000000b01', email: 'ben@example.org' };

test('lists are merged by id, entries by member', () => {
  const before = { shoppers: [ann, ben], sellers: [{ id: 's', areas: [] }] };
  const data = { shoppers: [{ id: ben.id, priceTables: ['gold'] }, { id: 'new' }], personas: [{ id: 'p' }] };
  expect(mergedData(before, data)).toEqual({
    shoppers: [ann, { ...ben, priceTables: ['gold'] }, { id: 'new' }],
    personas: [{ id: 'p' }],
  });
  expect(before.shoppers).toEqual([ann, ben]);
});

test('merging is associative', () => {
  const before = { shoppers: [ann] };
  const [one, other] = [
    { shoppers: [{ ...ben, a: 1, b: 1 }] },
    {
      shoppers: [
        { id: ben.id, b: 2 },
        { id: ann.id, c: 3 },
      ],
    },
  ];
  expect(mergedData(before, mergedData(one, other))).toEqual(mergedData(mergedData(before, one), other));
});

test.each([...shippedFixtures.keys()])('%s is unchanged by its own data', (name) => {
  const fixture = loadFixture(name);
  const { personas = [], shoppers = [], tradePolicies } = fixture;
  const { entries = [], ...result } = seededFixture(fixture, { personas, shoppers, tradePolicies }) as {
    fixture: unknown;
    entries: readonly { outcome: string }[];
  };
  expect(result.fixture).toEqual(fixture);
  expect(entries.length).toBe(personas.length + shoppers.length + tradePolicies.length);
  expect(entries.every(({ outcome }) => outcome === 'unchanged')).toBe(true);
});

test.each([
  ['null', { shoppers: [null] }, 'shoppers[0]'],
  ['two numbers', { shoppers: [7, 7] }, 'shoppers[0]'],
  ['an id that is not a text', { shoppers: [{ ...ann, id: 7 }] }, 'shoppers[0].id'],
  ['a list of a list', { shoppers: [[ann]] }, 'shoppers[0]'],
  ['an object in place of a list', { shoppers: ann }, 'shoppers'],
  ['a key that cannot be seeded', { regionIdFormat: 1 }, 'regionIdFormat'],
  ['the key __proto__', JSON.parse('{"__proto__":[]}'), '__proto__'],
])('%s is refused with its path in the data', (_, data, path) => {
  const { problems } = seededFixture(loadFixture('acme'), data);
  expect(problems[0]?.path).toBe(path);
  expect(problems[0]?.hint).not.toBe('');
});
