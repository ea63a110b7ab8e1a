/** The findings about one app and between two apps. Cycles are in cycles.ts. */
import { isPattern } from '../../mock/rules/key-pattern';
import { cyclesOf } from './cycles';
import {
  type ConfigurationText,
  type ConfiguredApp,
  type DeclaredKey,
  type DeclaredNamespace,
  keysOf,
  listed,
  type Named,
  overlap,
  ownInputs,
  readConfiguration,
  refText,
} from './read';
import { type Finding, finding } from './rules';
import { owners, refsOf, vtexParts, writtenElsewhere } from './vtex-parts';

/** Of several apps with one KEY, the later ones. */
export function sameApps(apps: readonly ConfiguredApp[]): Finding[] {
  return apps.flatMap((app, index) => {
    const { name } = app;
    const first = apps.slice(0, index).find((other) => other.name === name);
    if (first === undefined) return [];
    return [
      finding('same-app', app, {
        app: name,
        message: `${name} is already defined at ${first.file}:${first.line}`,
        hint: 'Give each app its own KEY, or merge the two.',
      }),
    ];
  });
}

export function twoWriters(apps: readonly ConfiguredApp[]): Finding[] {
  const written: { app: string; key: DeclaredKey }[] = [];
  const findings: Finding[] = [];
  for (const { name, output } of apps) {
    const keys = keysOf(output);
    for (const key of keys) {
      const first = written.find((other) => other.app !== name && overlap(other.key, key));
      if (first === undefined) continue;
      findings.push(
        finding('two-writers', key, {
          app: name,
          message: `${name} writes ${refText(key)}, which ${first.app} writes too (${first.key.file}:${first.key.line})`,
          hint: 'Let one app write it, or let each write a key of its own.',
        }),
      );
    }
    written.push(...keys.map((key) => ({ app: name, key })));
  }
  return findings;
}

/** Callers write these: `public` by body and query, `cookie` by their cookies. */
const writtenByCallers = new Set(['public', 'cookie']);

/** Inputs that never change, so that the app is never called for them. */
export function unwrittenInputs(apps: readonly ConfiguredApp[]): Finding[] {
  const byVtex = [...vtexParts.flatMap(({ output }) => refsOf(output)), ...refsOf(writtenElsewhere)];
  const written = [...byVtex, ...apps.flatMap(({ output }) => keysOf(output))];
  const isUnwritten = (key: DeclaredKey) =>
    !writtenByCallers.has(key.namespace) && !written.some((other) => overlap(key, other));
  return apps.flatMap(({ name, input }) =>
    keysOf(input)
      .filter(isUnwritten)
      .map((key) => {
        const known = written.filter(({ namespace }) => namespace === key.namespace).map((one) => one.key);
        const names = [...new Set(known)].filter((one) => !isPattern(one)).join(', ');
        const hint = 'Remove it, or lint the app that writes it as well.';
        return finding('never-written', key, {
          app: name,
          message: `${name} reads ${refText(key)}, which no app writes`,
          hint: names === '' ? hint : `${hint} Known keys of ${key.namespace}: ${names}.`,
        });
      }),
  );
}

/** What one app's declarations show by themselves. */
export function oneApp(app: ConfiguredApp): Finding[] {
  const namespaces = [...app.input, ...app.output];
  return [
    ...oddKey(app),
    ...namespaces
      .filter(({ name }) => name !== 'cookie') // cookies are named by others
      .flatMap((namespace) => oddNames(app.name, namespace)),
    ...emptyHalves(app),
    ...namespaces.flatMap((namespace) => keyLists(app.name, namespace)),
    ...ownInputs(app).map((key) =>
      finding('reads-own-output', key, {
        app: app.name,
        message: `${app.name} reads ${refText(key)}, which it writes itself`,
        hint: 'Make sure that it answers the same when nothing else changed, or leaves the key out.',
      }),
    ),
    ...app.output.flatMap((namespace) => foreignOutput(app.name, namespace)),
  ];
}

function oddKey(app: ConfiguredApp): Finding[] {
  const { name } = app;
  const path = encodeURIComponent(name);
  if (path === name) return [];
  const message = `the KEY ${JSON.stringify(name)} becomes ${path} in the path`;
  return [finding('odd-name', app, { app: name, message, hint: 'Use letters, digits and hyphens.' })];
}

function oddNames(app: string, namespace: DeclaredNamespace): Finding[] {
  const inKeys = namespace.keys.flatMap((key) => {
    if (!isPattern(key.name)) return oddName(app, key, `the key ${JSON.stringify(key.name)}`);
    const message = `${app} declares ${namespace.name}.${key.name}, a pattern`;
    return [finding('pattern', key, { app, message, hint: 'List each key by name.' })];
  });
  return [...oddName(app, namespace, `the namespace ${JSON.stringify(namespace.name)}`), ...inKeys];
}

function oddName(app: string, named: Named, what: string): Finding[] {
  if (!/^[\w.-]+$/.test(named.name)) {
    const message = `${what} has characters that no known name has`;
    return [finding('odd-name', named, { app, message, hint: 'Use letters, digits, - and _.' })];
  }
  if (!named.name.includes('.')) return [];
  const hint = 'Replace it with a hyphen or an underscore.';
  return [finding('dotted-name', named, { app, message: `${what} has a dot`, hint })];
}

function emptyHalves(app: ConfiguredApp): Finding[] {
  const { name } = app;
  const findings: Finding[] = [];
  if (keysOf(app.input).length === 0) {
    const hint = 'Declare the keys that its outputs depend on, or let it run when a session is created.';
    findings.push(finding('no-input', app, { app: name, message: `${name} reads nothing`, hint }));
  }
  if (keysOf(app.output).length === 0) {
    const hint = 'Declare the keys that its answer may write.';
    findings.push(finding('no-output', app, { app: name, message: `${name} writes nothing`, hint }));
  }
  return findings;
}

function keyLists(app: string, namespace: DeclaredNamespace): Finding[] {
  const { name, keys } = namespace;
  if (keys.length === 0) {
    const message = `${app} declares no key of ${name}`;
    return [finding('no-keys', namespace, { app, message, hint: 'List its keys, or remove the namespace.' })];
  }
  const repeated = keys.filter((key, index) => keys.findIndex((other) => other.name === key.name) < index);
  return repeated.map((key) => {
    const message = `${app} declares ${name}.${key.name} twice`;
    return finding('declared-twice', key, { app, message, hint: 'Remove one of them.' });
  });
}

/** One finding per namespace, however many of its keys are written. */
function foreignOutput(app: string, namespace: DeclaredNamespace): Finding[] {
  const { name, keys } = namespace;
  if (keys.length === 0) return [];
  const written = listed([...new Set(keys.map((key) => `${name}.${key.name}`))]);
  if (name === 'public') {
    return [
      finding('writes-public', namespace, {
        app,
        message: `${app} writes ${written}`,
        hint: `Write to a namespace of its own, such as ${app}, unless an app of VTEX must read the key from public.`,
      }),
    ];
  }
  const owned = owners.get(name);
  if (owned === undefined || owned.key === app) return [];
  const rivals = vtexParts
    .filter(({ output }) =>
      refsOf(output).some((ref) => keys.some((key) => overlap(ref, { namespace: name, key: key.name }))),
    )
    .map((part) => part.app);
  const also = rivals.length === 0 ? '' : `, and ${listed([...new Set(rivals)])} writes there too`;
  return [
    finding('vtex-namespace', namespace, {
      app,
      message: `${app} writes ${written}, but ${name} belongs to ${owned.owner}${also}`,
      hint: `Write to a namespace of its own, such as ${app}.`,
    }),
  ];
}

/**
 * All files are checked as the session apps of one account, together with those of VTEX.
 *
 * @returns the findings, file by file, from top to bottom
 */
export function lintConfigurations(files: readonly ConfigurationText[]): Finding[] {
  const read = files.map(readConfiguration);
  const apps = read.flatMap((configuration) => configuration.apps);
  const unread = read.flatMap((configuration) => configuration.findings);
  const findings = [
    ...unread,
    ...sameApps(apps),
    ...twoWriters(apps),
    ...(unread.length === 0 ? unwrittenInputs(apps) : []), // otherwise an unread app may be the writer
    ...cyclesOf(apps.filter(({ name }, index) => apps.findIndex((app) => app.name === name) === index)),
    ...apps.flatMap(oneApp),
  ];
  const position = new Map(files.map(({ file }, index) => [file, index]));
  return findings.sort(
    (a, b) => (position.get(a.file) ?? 0) - (position.get(b.file) ?? 0) || a.line - b.line,
  );
}
