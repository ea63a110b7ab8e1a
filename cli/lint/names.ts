import { isPattern } from '../../mock/rules/app';
import type { ConfiguredApp, DeclaredNamespace, Named } from './configured-app';
import { type Finding, finding } from './finding';

/** Names that are allowed, and that nobody is known to have used. Names of cookies are as they are. */
export function oddNames(app: ConfiguredApp): Finding[] {
  const namespaces = [...app.input, ...app.output].filter(({ name }) => name !== 'cookie');
  return [...oddKey(app), ...namespaces.flatMap((namespace) => namesIn(app.name, namespace))];
}

function oddKey(app: ConfiguredApp): Finding[] {
  const { name } = app;
  const path = encodeURIComponent(name);
  if (path === name) return [];
  const told = {
    app: name,
    message: `the KEY ${JSON.stringify(name)} reads ${path} in the path`,
    mend: 'Use letters, digits and hyphens.',
  };
  return [finding('odd-name', app, told)];
}

function namesIn(app: string, namespace: DeclaredNamespace): Finding[] {
  const inKeys = namespace.keys.flatMap((key) => {
    if (!isPattern(key.name)) return nameIn(app, key, `the key ${JSON.stringify(key.name)}`);
    const message = `${app} declares ${namespace.name}.${key.name}, a pattern`;
    return [finding('pattern', key, { app, message, mend: 'Name each key.' })];
  });
  return [...nameIn(app, namespace, `the namespace ${JSON.stringify(namespace.name)}`), ...inKeys];
}

function nameIn(app: string, named: Named, what: string): Finding[] {
  if (!/^[\w.-]+$/.test(named.name)) {
    const message = `${what} has signs that no known name has`;
    return [finding('odd-name', named, { app, message, mend: 'Use letters, digits, - and _.' })];
  }
  if (!named.name.includes('.')) return [];
  const mend = 'Put a hyphen or an underscore in its place.';
  return [finding('dotted-name', named, { app, message: `${what} has a dot`, mend })];
}
