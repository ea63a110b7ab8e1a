import { appConfigurationsIn } from '../../mock/own-apps/configuration';
import type { ConfiguredApp, DeclaredNamespace } from './configured-app';
import { type Finding, finding, type Place } from './finding';
import { type JsonNode, jsonTree, type Member } from './json-tree';

export interface ConfigurationText {
  /** Its name in findings. */
  readonly file: string;
  readonly text: string;
}

export interface Configuration {
  /** Those without a problem of shape; a KEY that stands twice is here twice. */
  readonly apps: readonly ConfiguredApp[];
  readonly findings: readonly Finding[];
}

/** Reads one configuration, and lists all that is wrong with its shape. */
export function readConfiguration({ file, text }: ConfigurationText): Configuration {
  const tree = jsonTree(text);
  if ('problem' in tree) {
    const message = `not JSON: ${tree.problem}`;
    const mend = 'Write it without comments and trailing commas.';
    return { apps: [], findings: [finding('not-json', { file, line: tree.line }, { message, mend })] };
  }
  const { root } = tree;
  if (root.members.length === 0)
    return { apps: [], findings: shapeProblems(root.value, new Map([['', root.line]]), file) };
  const read = root.members.map((member) => {
    const findings = appProblems(member, file);
    return { findings, apps: findings.length === 0 ? [appOf(member, file)] : [] };
  });
  return { apps: read.flatMap(({ apps }) => apps), findings: read.flatMap(({ findings }) => findings) };
}

/** What is wrong with one KEY, as the emulator sees it, and what only the text shows. */
function appProblems({ name, line, value }: Member, file: string): Finding[] {
  const lines = new Map([
    [name, line],
    [JSON.stringify(name), line], // how a KEY that is none is told of
  ]);
  const twice: Finding[] = [];
  const namesIn = (path: string, members: readonly Member[]) => {
    for (const [index, member] of members.entries()) {
      lines.set(`${path}.${member.name}`, member.line);
      if (members.findIndex((other) => other.name === member.name) === index) continue;
      const message = `${path}.${member.name} stands twice`;
      const told = { app: name, message, mend: 'Join the two: only the last would count.' };
      twice.push(finding('unknown-shape', { file, line: member.line }, told));
    }
  };
  namesIn(name, value.members);
  for (const half of value.members) {
    namesIn(`${name}.${half.name}`, half.value.members);
    for (const namespace of half.value.members) {
      for (const [index, key] of namespace.value.items.entries())
        lines.set(`${name}.${half.name}.${namespace.name}[${index}]`, key.line);
    }
  }
  return [...shapeProblems({ [name]: value.value }, lines, file, name), ...twice];
}

/** @param lines where each path stands */
function shapeProblems(
  value: unknown,
  lines: ReadonlyMap<string, number>,
  file: string,
  app?: string,
): Finding[] {
  const parsed = appConfigurationsIn(value);
  if ('apps' in parsed) return [];
  return parsed.problems.map(({ path, message, mend }) =>
    finding(
      'unknown-shape',
      { file, line: lines.get(path) ?? 1 },
      {
        ...(app !== undefined && { app }),
        message: `${path === '' ? 'the configuration' : path} ${message}`,
        mend: `${mend.charAt(0).toUpperCase()}${mend.slice(1)}.`,
      },
    ),
  );
}

function appOf({ name, line, value }: Member, file: string): ConfiguredApp {
  const half = (wanted: string) =>
    value.members.find((member) => member.name === wanted)?.value.members.map(namespaceIn(file)) ?? [];
  return { name, file, line, input: half('input'), output: half('output') };
}

function namespaceIn(file: string): (member: Member) => DeclaredNamespace {
  const keyOf = ({ value, line }: JsonNode): Place & { name: string } => ({
    name: String(value),
    file,
    line,
  });
  return ({ name, line, value }) => ({ name, file, line, keys: value.items.map(keyOf) });
}
