import type { PostalCodeRange } from '../account';
import type { FixtureProblem } from '../account-fixture-error';
import { entriesOf, type Legible } from '../legible';

/**
 * A range runs from its lower code to its higher one, both of one shape: codes are compared as text.
 * @param country undefined where the ranges are of no country in particular
 */
export function postalCodeProblems(
  ranges: Legible<readonly PostalCodeRange[]> | undefined,
  path: string,
  country?: string | null,
): FixtureProblem[] {
  return entriesOf(ranges, path).flatMap(([range, at]) => {
    const [from, to] = range;
    if (typeof from !== 'string' || typeof to !== 'string') return [];
    const notBrazilian = country === 'BRA' ? entriesOf(range, at).flatMap(brazilianProblems) : [];
    if (notBrazilian.length > 0) return notBrazilian;
    if (shapeOf(from) !== shapeOf(to)) {
      const mend = 'write both codes in one length, their spaces and dashes at the same places';
      return [{ path: at, message: `"${from}" and "${to}" differ in shape`, mend }];
    }
    if (from <= to) return [];
    return [
      { path: at, message: 'runs backwards', mend: `write the lower code first: ["${to}", "${from}"]` },
    ];
  });
}

function shapeOf(code: string): string {
  return code.replace(/[0-9A-Z]/g, 'x');
}

function brazilianProblems([code, path]: [code: string, path: string]): FixtureProblem[] {
  if (/^[0-9]{5}-?[0-9]{3}$/.test(code)) return [];
  const message = `"${code}" is no postal code of BRA`;
  return [{ path, message, mend: 'write eight digits such as "01000000" or "01000-000"' }];
}
