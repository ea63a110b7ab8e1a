import {
  type ConfiguredApp,
  type DeclaredNamespace,
  keysOf,
  listed,
  overlap,
  ownInputs,
  refText,
} from './configured-app';
import { type Finding, finding } from './finding';
import { oddNames } from './names';
import { owners, refsOf, vtexParts } from './vtex-apps';

/** What one app's declarations show by themselves. */
export function oneApp(app: ConfiguredApp): Finding[] {
  return [
    ...oddNames(app),
    ...halves(app),
    ...[...app.input, ...app.output].flatMap((namespace) => lists(app.name, namespace)),
    ...ownInputs(app).map((key) =>
      finding('reads-own-output', key, {
        app: app.name,
        message: `${app.name} reads ${refText(key)}, which it writes itself`,
        mend: 'See that it answers the same when nothing else changed, or leaves the key out.',
      }),
    ),
    ...app.output.flatMap((namespace) => foreignOutput(app.name, namespace)),
  ];
}

function halves(app: ConfiguredApp): Finding[] {
  const { name } = app;
  const findings: Finding[] = [];
  if (keysOf(app.input).length === 0) {
    const mend = 'Declare what it derives its outputs from, or let it run when a session is created.';
    findings.push(finding('no-input', app, { app: name, message: `${name} reads nothing`, mend }));
  }
  if (keysOf(app.output).length === 0) {
    const mend = 'Declare the keys that its answer may write.';
    findings.push(finding('no-output', app, { app: name, message: `${name} writes nothing`, mend }));
  }
  return findings;
}

function lists(app: string, namespace: DeclaredNamespace): Finding[] {
  const { name, keys } = namespace;
  if (keys.length === 0) {
    const message = `${app} declares no key of ${name}`;
    return [
      finding('no-keys', namespace, { app, message, mend: 'Name the keys, or take the namespace away.' }),
    ];
  }
  const repeated = keys.filter((key, index) => keys.findIndex((other) => other.name === key.name) < index);
  return repeated.map((key) => {
    const message = `${app} declares ${name}.${key.name} twice`;
    return finding('declared-twice', key, { app, message, mend: 'Take one away.' });
  });
}

/** One finding for a namespace, however many of its keys are written. */
function foreignOutput(app: string, namespace: DeclaredNamespace): Finding[] {
  const { name, keys } = namespace;
  if (keys.length === 0) return [];
  const written = listed([...new Set(keys.map((key) => `${name}.${key.name}`))]);
  if (name === 'public') {
    return [
      finding('writes-public', namespace, {
        app,
        message: `${app} writes ${written}`,
        mend: `Write into a namespace of its own, such as ${app}, unless an app of VTEX is to read it from public.`,
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
      mend: `Write into a namespace of its own, such as ${app}.`,
    }),
  ];
}
