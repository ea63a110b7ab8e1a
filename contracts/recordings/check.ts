import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Claim } from '../harness/claim';
import type { Exchange, Origin } from './exchanges';
import { sha256Of, type Validation, validationFile } from './recorder';

/**
 * Problems of a folder of snapshots: a run writes and dates them, and they are never edited. Hashes do not prevent
 * forgery, but they prevent well-meant corrections.
 */
export function problemsOfFolder(folder: string, origin: Origin): string[] {
  const files = readdirSync(folder).filter((file) => file !== validationFile);
  if (!existsSync(join(folder, validationFile))) return [`${folder} has no ${validationFile}`];
  const validation = JSON.parse(readFileSync(join(folder, validationFile), 'utf8')) as Partial<Validation>;
  const { sha256 = {} } = validation;
  return [
    ...problemsOfValidation(validation, origin),
    ...files.filter((file) => sha256[file] === undefined).map((file) => `${file} was not written by the run`),
    ...Object.keys(sha256)
      .filter((file) => !files.includes(file))
      .map((file) => `${file} is missing`),
    ...files.flatMap((file) => problemsOfSnapshot(folder, file, sha256[file], origin)),
  ];
}

function problemsOfValidation({ origin, date = '', account, suite }: Partial<Validation>, wanted: Origin) {
  const isDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) && !Number.isNaN(Date.parse(date));
  return [
    ...(isDate ? [] : [`${validationFile} has no date`]),
    ...(origin === wanted ? [] : [`${validationFile} is of origin ${origin}, and not ${wanted}`]),
    ...(account === '<account>' ? [] : [`${validationFile} names an account`]),
    ...(typeof suite === 'string' && /^\d+\.\d+\.\d+/.test(suite)
      ? []
      : [`${validationFile} names no suite`]),
  ];
}

function problemsOfSnapshot(
  folder: string,
  file: string,
  sha256: string | undefined,
  wanted: Origin,
): string[] {
  const text = readFileSync(join(folder, file), 'utf8');
  if (sha256 !== undefined && sha256Of(text) !== sha256) return [`${file} was edited after the run`];
  const { origin, id } = JSON.parse(text) as Exchange;
  return [
    ...(origin === wanted ? [] : [`${file} is of origin ${origin}, and not ${wanted}`]),
    ...(`${id}.json` === file ? [] : [`${file} is of ${id}`]),
  ];
}

/** Behaviours graded `live` without a dated snapshot; `folder` may be missing. */
export function gradedWithoutRun(behaviours: readonly Claim[], folder: string): string[] {
  const seen = existsSync(folder) ? readdirSync(folder) : [];
  const dated = existsSync(join(folder, validationFile)) && problemsOfFolder(folder, 'live').length === 0;
  return behaviours
    .filter(({ id, grade }) => grade === 'live' && !(dated && seen.includes(`${id}.json`)))
    .map(({ id }) => id);
}
