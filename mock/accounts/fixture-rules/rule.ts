import type { ValidFixture } from '../account-fixture';
import type { FixtureProblem } from '../account-fixture-error';
import type { Legible } from '../legible';

/** Null stands where the schema has refused something, which a rule passes over. */
export type Readable = NonNullable<Legible<ValidFixture>>;

/** What no schema can say of a fixture: how its parts fit together. */
export type FixtureRule = (fixture: Readable) => readonly FixtureProblem[];
