import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { version } from '../../package.json';
import type { Claim } from '../harness/claim';
import type { Answer, Recorder, TargetRequest } from '../targets/target';
import type { Exchange, Origin, RecordedStep } from './exchanges';
import type { Labels } from './labels';
import { redactedStep } from './redact';

export interface ExchangeRecorder extends Recorder {
  /** Redacts at once, so that memory has secrets only in the labels. */
  keep(request: TargetRequest, answer: Answer): void;
  /** One per passed behaviour. */
  exchanges(): readonly Exchange[];
}

/** @param newLabels new ones per behaviour, so that a snapshot does not depend on earlier behaviours */
export function exchangeRecorder(newLabels: () => Labels, origin: Origin): ExchangeRecorder {
  const kept: Exchange[] = [];
  let current: Claim | undefined;
  let steps: RecordedStep[] = [];
  let labels = newLabels();
  return {
    begins(behaviour) {
      current = behaviour;
      labels = newLabels();
      steps = [];
    },
    ends(passed) {
      if (passed && current !== undefined) kept.push(exchangeOf(current, steps, origin));
      current = undefined;
      steps = [];
    },
    keep(request, answer) {
      steps.push(redactedStep(request, answer, labels));
    },
    exchanges: () => kept,
  };
}

function exchangeOf(
  { id, sentence, evidence }: Claim,
  steps: readonly RecordedStep[],
  origin: Origin,
): Exchange {
  const source = origin === 'live' ? 'a live run of this suite' : 'a run against our own emulator';
  return {
    id,
    title: sentence,
    origin,
    evidence: evidence.map((rule) => ({ rule, source })),
    assumed: [],
    steps,
  };
}

/** The date and hashes of the snapshots beside it. */
export interface Validation {
  readonly origin: Origin;
  /** ISO, to the second. */
  readonly date: string;
  /** A label instead of the name of the account. */
  readonly account: string;
  /** Of the suite. */
  readonly suite: string;
  /** By file. */
  readonly sha256: Readonly<Record<string, string>>;
}

export const validationFile = 'validation.json';

/**
 * Writes a recording: to a file `*.json` as one list, otherwise to a folder as one snapshot per behaviour with a
 * validation file. Snapshots of an earlier run are deleted.
 *
 * @throws if a run that was not live would be written to the folder of live ones
 */
export function writeRecording(
  path: string,
  exchanges: readonly Exchange[],
  origin: Origin,
  now: number,
): void {
  if (origin !== 'live' && resolve(path) === liveFolder) {
    throw new Error('Only a live run may be stored among the live recordings');
  }
  if (path.endsWith('.json')) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, textOf(exchanges));
    return;
  }
  mkdirSync(path, { recursive: true });
  for (const file of readdirSync(path)) if (isSnapshot(file)) rmSync(join(path, file));
  const sha256: Record<string, string> = {};
  for (const exchange of [...exchanges].sort((one, other) => (one.id < other.id ? -1 : 1))) {
    const text = textOf(exchange);
    writeFileSync(join(path, `${exchange.id}.json`), text);
    sha256[`${exchange.id}.json`] = sha256Of(text);
  }
  const date = `${new Date(now).toISOString().slice(0, 19)}Z`;
  const validation: Validation = { origin, date, account: '<account>', suite: version, sha256 };
  writeFileSync(join(path, validationFile), textOf(validation));
}

/** The folder of live snapshots in this repository; absent until the first live run. */
const liveFolder = resolve('contracts/recordings/live');

/** Only files of this module are deleted. */
export function isSnapshot(file: string): boolean {
  return /^[a-z]+\.[a-z-]+\.[a-z0-9-]+\.json$/.test(file);
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function textOf(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
