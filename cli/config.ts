import { type Assumptions, defaultAssumptions } from '../mock/index';
import type { Resolved } from './resolve-settings';
import { settingNames, settingOf } from './settings';
import { byDefault, reads, type Source } from './source';

interface Row {
  readonly name: string;
  readonly value: unknown;
  readonly source: Source;
  /** How the value reads where showing it would say nothing. */
  readonly valueReads?: string | undefined;
}

/** What `vtex-session-mock config` prints: every setting, then every assumption. */
export function config(resolved: Resolved, asJson: boolean): string {
  const settings = settingRows(resolved);
  const assumptions = assumptionRows(resolved);
  if (asJson) {
    return `${JSON.stringify({ ...asMembers(settings), assumptions: asMembers(assumptions) }, undefined, 2)}\n`;
  }
  return table([...settings, ...assumptions.map((row) => ({ ...row, name: `assumptions.${row.name}` }))]);
}

function settingRows({ settings, sources, file }: Resolved): Row[] {
  const rows = settingNames.filter((name) => name !== 'assumptions'); // of which each has a row
  return rows.map((name) => {
    const source = sources[name];
    if (name === 'config')
      return { name, value: file, source, valueReads: file === undefined ? 'none' : undefined };
    const { kind, defaultReads, secret } = settingOf(name);
    const isHidden = secret === true && settings[name] !== undefined;
    const value = isHidden ? '<redacted>' : settings[name];
    const valueReads = source.from === 'default' ? defaultReads : kind.shown?.(value);
    return { name, value, source, valueReads };
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
  // null, so that a setting without a value is listed all the same
  return Object.fromEntries(
    rows.map(({ name, value, source }) => [name, { value: value ?? null, ...source }]),
  );
}

function table(rows: readonly Row[]): string {
  const lines = [
    ['setting', 'value', 'from'],
    ...rows.map(({ name, value, source, valueReads }) => [name, valueReads ?? shown(value), reads(source)]),
  ];
  const widths = [0, 1].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) => `${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`)
    .join('');
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(',');
  return String(value);
}
