// A lock file of some packages out of the repository's own, so that what is installed is what is tested everywhere.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { root } from '../emulator-process';

interface Locked {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

type Packages = Readonly<Record<string, Locked>>;

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Packages;
};

/** Where a package finds another: `node_modules/a/node_modules/b`, else what is above. */
function placeOf(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = posix.dirname(folder)) {
    const place = posix.join(folder === '.' ? '' : folder, 'node_modules', name);
    if (place in packages) return place;
    if (folder === '.' || folder === '') return undefined;
  }
}

function neededBy({ dependencies, optionalDependencies, peerDependencies, ...rest }: Locked): string[] {
  const peers = Object.keys(peerDependencies ?? {}).filter(
    (name) => rest.peerDependenciesMeta?.[name]?.optional !== true,
  );
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
}

/** These packages and all that they need, where the repository has them. */
function closureOf(names: readonly string[]): Packages {
  const found: Record<string, Locked> = {};
  const add = (name: string, from: string): void => {
    const place = placeOf(name, from);
    const locked = place === undefined ? undefined : packages[place];
    if (place === undefined || locked === undefined || place in found) return;
    found[place] = locked;
    for (const needed of neededBy(locked)) add(needed, place);
  };
  for (const name of names) add(name, '');
  return found;
}

/** Of each tool, the version that the repository has. */
export function versionsOf(tools: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    tools.map((name) => {
      const version = packages[`node_modules/${name}`]?.version;
      if (version === undefined) throw new Error(`package-lock.json has no ${name}`);
      return [name, version];
    }),
  );
}

/** `package-lock.json` of a project that has these tools, and what the package itself will need. */
export function lockFor(manifest: { readonly devDependencies: Record<string, string> }): object {
  const own = Object.keys(packages['']?.dependencies ?? {});
  const all = closureOf([...Object.keys(manifest.devDependencies), ...own]);
  return { name: 'store', lockfileVersion: 3, requires: true, packages: { '': manifest, ...all } };
}
