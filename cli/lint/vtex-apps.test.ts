import { installedApps } from '../../mock/apps';
import { clock, everything, signer } from '../../mock/apps/testing/visitor';
import type { Declaration } from '../../mock/rules/app';
import { defaultAssumptions } from '../../mock/rules/assumptions';
import { isHidden } from '../../mock/rules/caller-writes';
import { refText } from './configured-app';
import { refsOf, vtexParts } from './vtex-apps';

const shipped = installedApps({ account: everything, assumptions: defaultAssumptions, signer, clock });

const refs = (declarations: readonly Declaration[]) =>
  [
    ...new Set(
      declarations
        .flatMap(refsOf)
        .filter(({ namespace }) => !isHidden(namespace))
        .map(refText),
    ),
  ].sort();

describe('what the linter knows of VTEX’s apps is what mock/apps declare', () => {
  test.each(shipped)('$name', ({ name, input, output }) => {
    const parts = vtexParts.filter(({ app }) => app === name);
    expect(refs(parts.map((part) => part.input))).toEqual(refs([input]));
    expect(refs(parts.map((part) => part.output))).toEqual(refs([output]));
    const keys = parts.flatMap((part) => refsOf(part.output)).map(refText);
    expect(keys).toEqual([...new Set(keys)]);
  });

  test('and no others', () => {
    expect(new Set(vtexParts.map(({ app }) => app))).toEqual(new Set(shipped.map(({ name }) => name)));
  });
});
