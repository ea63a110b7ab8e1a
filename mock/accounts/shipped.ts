import acme from '../../fixtures/accounts/acme.json';
import type { AccountFixture } from './validate-fixture';

/**
 * The account fixtures that come with the package, by name. Modules, so that no start reads a disk;
 * shipped.test.ts validates them, so that no start has to.
 */
export const shippedFixtures: ReadonlyMap<string, AccountFixture> = new Map([
  ['acme', acme as AccountFixture],
]);
