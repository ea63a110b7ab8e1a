import { behaviours } from '../../fixtures/behaviours.json';
import { decidedBy } from './header';
import { decisions } from './table';
import { appCases } from './testing/app-cases';
import { emulatorCases } from './testing/emulator-cases';
import { factsWith } from './testing/facts';
import { readCases } from './testing/read-cases';
import { writeCases } from './testing/write-cases';

const ofTable = decisions.flatMap(({ behaviours: ids }) => ids);

test('every id of the table is published', () => {
  const published = new Set(behaviours.map(({ id }) => id));
  expect(ofTable.filter((id) => !published.has(id))).toEqual([]);
  expect(ofTable.length).toBeGreaterThan(330);
});

const cases = [...writeCases, ...readCases, ...appCases, ...emulatorCases];

test.each(cases)('%s', (_of, parts, ids) => {
  expect(decidedBy(factsWith(parts))).toEqual(ids);
});

test('no decision holds in all of these cases', () => {
  const always = decisions.filter(({ when }) => cases.every(([, parts]) => when(factsWith(parts))));
  expect(always.map(({ behaviours: ids }) => ids)).toEqual([]);
});
