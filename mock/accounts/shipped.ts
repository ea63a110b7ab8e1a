import acme from '../../fixtures/accounts/acme.json';
import b2b from '../../fixtures/accounts/b2b.json';
import b2cBrazil from '../../fixtures/accounts/b2c-brazil.json';
import multiCurrency from '../../fixtures/accounts/multi-currency.json';
import type { AccountFixture, ValidFixture } from './account-fixture';

/**
 * The account fixtures that come with the package, by name. Modules, so that no start reads a disk;
 * shipped.test.ts validates them, so that no start has to.
 */
export const shippedFixtures: ReadonlyMap<string, ValidFixture> = new Map([
  ['acme', valid(acme)],
  ['b2c-brazil', valid(b2cBrazil)],
  ['multi-currency', valid(multiCurrency)],
  ['b2b', valid(b2b)],
]);

function valid(fixture: AccountFixture): ValidFixture {
  return fixture as unknown as ValidFixture;
}
