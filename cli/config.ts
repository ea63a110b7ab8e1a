import { type Assumptions, defaultAssumptions } from '../mock/index';
import type { Resolved } from './resolve-settings';
import { byDefault, fileKeyOf, type Source, settingNames, settingOf, sourceText } from './settings';

interface Row {
  readonly name: string;
  readonly value: unknown;
  readonly source: Source;
  /** The value in the table, if its own text is not enough. */
  readonly valueText?: string | undefined;
}

/** The output of `vtex-session-mock config`: every setting, then every assumption. */
export function config(resolved: Resolved, asJson: boolean): string {
  const settings = settingRows(resolved);
  const assumptions = assumptionRows(resolved);
  if (asJson) {
    return `${JSON.stringify({ ...asMembers(settings), assumptions: asMembers(assumptions) }, undefined, 2)}\n`;
  }
  return table([...settings, ...assumptions.map((row) => ({ ...row, name: `assumptions.${row.name}` }))]);
}

/** JSON Schema of the config file, for editors. */
export function configSchema(): string {
  const names = settingNames.filter((name) => name !== 'config');
  const properties = names.map((name) => {
    const { about, kind, default: usual, secret } = settingOf(name);
    const shownDefault = usual === undefined || secret ? {} : { default: usual };
    return [fileKeyOf(name), { description: about, ...shownDefault, ...kind.schema }];
  });
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of vtex-session-mock',
    type: 'object',
    additionalProperties: false,
    properties: { $schema: { type: 'string' }, ...Object.fromEntries(properties) },
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function settingRows({ settings, sources, file }: Resolved): Row[] {
  const rows = settingNames.filter((name) => name !== 'assumptions'); // each has its own row
  return rows.map((name) => {
    const source = sources[name];
    if (name === 'config')
      return { name, value: file, source, valueText: file === undefined ? 'none' : undefined };
    const { kind, defaultText, secret } = settingOf(name);
    const isHidden = secret === true && settings[name] !== undefined;
    const value = isHidden ? '<redacted>' : settings[name];
    const valueText = source.from === 'default' ? defaultText : kind.inTable?.(value);
    return { name, value, source, valueText };
  });
}

function assumptionRows({ assumptions, assumptionsSource }: Resolved): Row[] {
  return (Object.keys(defaultAssumptions) as (keyof Assumptions)[]).map((name) => {
    const given = assumptions[name];
    if (given === undefined) return { name, value: defaultAssumptions[name], source: byDefault };
    return { name, value: given, source: assumptionsSource };
  });
}

function asMembers(rows: readonly Row[]): Record<string, unknown> {
  // JSON drops undefined members, and every setting is listed
  return Object.fromEntries(
    rows.map(({ name, value, source }) => [name, { value: value ?? null, ...source }]),
  );
}

function table(rows: readonly Row[]): string {
  const lines = [
    ['setting', 'value', 'from'],
    ...rows.map(({ name, value, source, valueText }) => [
      name,
      valueText ?? String(value),
      sourceText(source),
    ]),
  ];
  const widths = [0, 1].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) => `${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`)
    .join('');
}
