import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A recorded or documented exchange, in the form of `fixtures/exchanges/exchange.schema.json`. */

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Parsed, when it is JSON; absent when nothing was sent. */
  readonly body?: unknown;
}

export interface RecordedResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The lines, in the order of the wire. */
  readonly setCookie: readonly string[];
  /** Parsed, when it is JSON. */
  readonly body?: unknown;
}

export interface RecordedStep {
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

/** The origin: documents, a live account, or our emulator in the place of one. */
export type Origin = 'documented' | 'live' | 'emulator';

export interface Exchange {
  readonly $schema?: string;
  readonly id: string;
  readonly title: string;
  readonly origin: Origin;
  readonly evidence: readonly { readonly rule: string; readonly source: string }[];
  /** The assumed or unknown parts. */
  readonly assumed: readonly string[];
  readonly steps: readonly RecordedStep[];
}

/** The set-up of an exchange, in terms of the shipped account fixtures. */
export interface SetUp {
  readonly account: string;
  readonly regionIdFormat?: 1 | 2;
  readonly persona?: string;
  /** The token that represents the login cookie. */
  readonly login?: string;
  /** The configuration of a remote session app. */
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

/** The exchanges of `fixtures/exchanges`, by number. */
export function documentedExchanges(): readonly DocumentedExchange[] {
  return readdirSync(exchangeFolder)
    .filter((file) => /^X\d.*\.json$/.test(file))
    .sort((one, other) => Number.parseInt(one.slice(1), 10) - Number.parseInt(other.slice(1), 10))
    .map((file) => JSON.parse(readFileSync(join(exchangeFolder, file), 'utf8')) as DocumentedExchange);
}

export function isAppStep(step: RecordedStep | AppStep): step is AppStep {
  return 'app' in step;
}
