import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { usageFailure } from './failure';
import type { Finding } from './lint/finding';
import { lintConfigurations } from './lint/lint';
import type { ConfigurationText } from './lint/read-configuration';
import type { World } from './world';

/** Where a folder holds its configuration; a path that is a file is the configuration. */
const usualPlaces = ['vtex.session/configuration.json', 'configuration.json'];

/**
 * What `vtex-session-mock lint` prints.
 *
 * @returns the exit code: 1 when there are errors, whatever the warnings
 */
export function lint(paths: readonly string[], asJson: boolean, { cwd, stdout }: World): number {
  const files = filesAt(paths, cwd);
  const findings = lintConfigurations(files);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  stdout.write(
    asJson
      ? `${JSON.stringify({ findings, errors, warnings }, undefined, 2)}\n`
      : `${findings.map(reads).join('')}${count(errors, 'error')}, ${count(warnings, 'warning')} in ${count(files.length, 'file')}\n`,
  );
  return errors === 0 ? 0 : 1;
}

function reads({ file, line, severity, rule, message, mend }: Finding): string {
  return `${file}:${line}  ${severity}  ${rule}  ${message}\n    ${mend}\n`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** Each file once, under the name it was first given by. */
function filesAt(paths: readonly string[], cwd: string): ConfigurationText[] {
  const problems: string[] = [];
  const files = new Map<string, ConfigurationText>();
  for (const path of paths) {
    const found = fileAt(path, cwd);
    if (typeof found === 'string') problems.push(found);
    else if (!files.has(resolve(cwd, found.file))) files.set(resolve(cwd, found.file), found);
  }
  if (problems.length > 0) throw usageFailure(...problems);
  return [...files.values()];
}

/** The configuration, or why there is none. */
function fileAt(path: string, cwd: string): ConfigurationText | string {
  const mend = `Give a ${usualPlaces[0]}, or a folder that holds one.`;
  const read = (file: string) => ({ file, text: readFileSync(resolve(cwd, file), 'utf8') });
  try {
    if (!statSync(resolve(cwd, path)).isDirectory()) return read(path);
    const inside = usualPlaces.map((place) => join(path, place)).find((file) => isFile(resolve(cwd, file)));
    return inside === undefined ? `${path} holds no ${usualPlaces.join(' and no ')}. ${mend}` : read(inside);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return `${path} ${code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`}. ${mend}`;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
