import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { counted } from '../mock/util/messages';
import { usageFailure } from './failure';
import { lintConfigurations } from './lint/findings';
import type { ConfigurationText } from './lint/read';
import type { Finding } from './lint/rules';
import type { World } from './world';

/** Where a folder has its configuration. */
const usualPaths = ['vtex.session/configuration.json', 'configuration.json'];

/**
 * Prints the findings of `vtex-session-mock lint`.
 *
 * @returns the exit code: 1 if there are errors, whatever the warnings
 */
export function lint(paths: readonly string[], asJson: boolean, { cwd, stdout }: World): number {
  const files = filesAt(paths, cwd);
  const findings = lintConfigurations(files);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  stdout.write(
    asJson
      ? `${JSON.stringify({ findings, errors, warnings }, undefined, 2)}\n`
      : `${findings.map(textOf).join('')}${counted(errors, 'error')}, ${counted(warnings, 'warning')} in ${counted(files.length, 'file')}\n`,
  );
  return errors === 0 ? 0 : 1;
}

function textOf({ file, line, severity, rule, message, hint }: Finding): string {
  return `${file}:${line}  ${severity}  ${rule}  ${message}\n    ${hint}\n`;
}

/** Each file once, under the first path given for it. */
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

/** The configuration, or an error message. */
function fileAt(path: string, cwd: string): ConfigurationText | string {
  const hint = `Give a ${usualPaths[0]}, or a folder that has one.`;
  const read = (file: string) => ({ file, text: readFileSync(resolve(cwd, file), 'utf8') });
  try {
    if (!statSync(resolve(cwd, path)).isDirectory()) return read(path);
    const inside = usualPaths.map((usual) => join(path, usual)).find((file) => isFile(resolve(cwd, file)));
    return inside === undefined ? `${path} has no ${usualPaths.join(' and no ')}. ${hint}` : read(inside);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return `${path} ${code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`}. ${hint}`;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
