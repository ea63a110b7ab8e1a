import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange, RecordedStep } from './exchange';

/** What an exchange presupposes, in terms of the shipped account fixtures. */
export interface SetUp {
  readonly account: string;
  readonly regionIdFormat?: 1 | 2;
  readonly persona?: string;
  /** The token that stands for his login cookie. */
  readonly login?: string;
  /** The configuration of a session app of one's own. */
  readonly app?: object;
}

/** A call that Session Manager makes to a session app. */
export interface AppStep {
  readonly app: RecordedStep;
}

export interface DocumentedExchange extends Omit<Exchange, 'steps'> {
  readonly setUp: SetUp;
  /** By the number of the step, counted from 1. */
  readonly emulatorDiffers?: Readonly<Record<string, string>>;
  readonly steps: readonly (RecordedStep | AppStep)[];
}

export const exchangeFolder = join(__dirname, '../../fixtures/exchanges');

/** Those of `fixtures/exchanges`, in the order of their numbers. */
export function documentedExchanges(): readonly DocumentedExchange[] {
  return readdirSync(exchangeFolder)
    .filter((file) => /^X\d.*\.json$/.test(file))
    .sort((one, other) => Number.parseInt(one.slice(1), 10) - Number.parseInt(other.slice(1), 10))
    .map((file) => JSON.parse(readFileSync(join(exchangeFolder, file), 'utf8')) as DocumentedExchange);
}

export function isAppStep(step: RecordedStep | AppStep): step is AppStep {
  return 'app' in step;
}
