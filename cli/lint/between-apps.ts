import { isPattern } from '../../mock/rules/app';
import { type ConfiguredApp, type DeclaredKey, keysOf, overlap, refText } from './configured-app';
import { type Finding, finding, type Place } from './finding';
import { refsOf, vtexParts, writtenElsewhere } from './vtex-apps';

/** What two apps do to each other; for cycles see cycles.ts. */
export function betweenApps(apps: readonly ConfiguredApp[]): Finding[] {
  return [...sameApps(apps), ...twoWriters(apps)];
}

function sameApps(apps: readonly ConfiguredApp[]): Finding[] {
  return apps.flatMap((app, index) => {
    const { name } = app;
    const first = apps.slice(0, index).find((other) => other.name === name);
    if (first === undefined) return [];
    const told = {
      app: name,
      message: `${name} stands at ${placeText(first)} too`,
      mend: 'Give each app a KEY of its own, or join the two.',
    };
    return [finding('same-app', app, told)];
  });
}

function twoWriters(apps: readonly ConfiguredApp[]): Finding[] {
  const written: { app: string; key: DeclaredKey }[] = [];
  const findings: Finding[] = [];
  for (const { name, output } of apps) {
    const keys = keysOf(output);
    for (const key of keys) {
      const first = written.find((other) => other.app !== name && overlap(other.key, key));
      if (first === undefined) continue;
      const told = {
        app: name,
        message: `${name} writes ${refText(key)}, which ${first.app} writes too (${placeText(first.key)})`,
        mend: 'Let one app write it, or give each a key of its own.',
      };
      findings.push(finding('two-writers', key, told));
    }
    written.push(...keys.map((key) => ({ app: name, key })));
  }
  return findings;
}

/** Written by those who call: `public` by body and query, `cookie` by their cookies. */
const callers = new Set(['public', 'cookie']);

/** Inputs that never change, so that the app is never called for them. */
export function unwrittenInputs(apps: readonly ConfiguredApp[]): Finding[] {
  const byVtex = [...vtexParts.flatMap(({ output }) => refsOf(output)), ...refsOf(writtenElsewhere)];
  const written = [...byVtex, ...apps.flatMap(({ output }) => keysOf(output))];
  const unwritten = (key: DeclaredKey) =>
    !callers.has(key.namespace) && !written.some((other) => overlap(key, other));
  return apps.flatMap(({ name, input }) =>
    keysOf(input)
      .filter(unwritten)
      .map((key) => {
        const known = written
          .filter(({ namespace }) => namespace === key.namespace)
          .map(({ key: one }) => one);
        const names = [...new Set(known)].filter((one) => !isPattern(one)).join(', ');
        const mend =
          names === ''
            ? 'Take it away, or give the app that writes it as well.'
            : `Take it away, or give the app that writes it as well. Known of ${key.namespace}: ${names}.`;
        return finding('nobody-writes', key, {
          app: name,
          message: `${name} reads ${refText(key)}, which nobody writes`,
          mend,
        });
      }),
  );
}

function placeText({ file, line }: Place): string {
  return `${file}:${line}`;
}
