import { type Command, InvalidArgumentError, Option } from 'commander';
import type { GivenPolicies, LiveOptions, Target, Verification } from '../contracts/verify/index';
import type { Assumptions } from '../mock/index';
import { integer } from '../mock/option-kinds';
import { usualUrl } from './ask';
import { exitCodes, Failure, usageFailure } from './failure';
import { writeProblem, writeReport } from './files';
import { loginVariable } from './settings';
import type { Suite, World } from './world';

/** Options of `verify`, beside the settings that other commands share. */
export interface VerifyFlags {
  readonly url?: string;
  readonly only?: readonly string[];
  readonly grade?: readonly string[];
  readonly json?: string;
  readonly junit?: string;
  readonly html?: string;
  readonly assumptionsOut?: string;
  readonly accountFixture?: string;
  readonly timeout?: number;
  readonly environment?: string;
  readonly workspace?: string;
  readonly allowHost?: readonly string[];
  readonly budget?: number;
  readonly list?: true;
  readonly dryRun?: true;
  readonly record?: string;
}

/** The settings that `verify` shares with other commands. */
export interface VerifySettings {
  /** The name of a live account. */
  readonly account: string | undefined;
  /** Assumptions to verify the target against, instead of determining them. */
  readonly heldTo: Partial<Assumptions> | undefined;
  /** Grants access to the control routes of an emulator. */
  readonly controlToken: string | undefined;
}

/** Adds the options of `verify` in the order of the help. */
export function addVerifyOptions(command: Command): Command {
  return command
    .option('--url <url>', `server to verify (default: ${usualUrl})`)
    .option('--only <name...>', 'families or ids to run, such as sessions.edit (default: all)')
    .option('--grade <grade...>', 'grades to run, such as documented (default: all)')
    .option('--list', 'list the behaviours, and run none')
    .option('--json <file>', 'write a JSON report; - is the standard output')
    .option('--junit <file>', 'write a JUnit report, for CI servers; - is the standard output')
    .option('--html <file>', 'write an HTML report; - is the standard output')
    .option(
      '--assumptions-out <file>',
      'write the assumptions that hold for the target; - is the standard output',
    )
    .option(
      '--account-fixture <name|file>',
      'account fixture with the trade policies of the target, which no request reveals',
    )
    .addOption(
      integerOption(
        '--timeout <ms>',
        'milliseconds to wait for an answer (default: 10000; for a live account 300000, which includes waits between retries)',
      ),
    )
    .option('--environment <name>', 'live account: vtexcommercestable (default), vtexcommercebeta or myvtex')
    .option('--workspace <name>', 'live account: workspace to use')
    .option('--allow-host <host...>', 'live account: exact name of the host that may be called')
    .addOption(integerOption('--budget <n>', 'live account: number of requests allowed, retries included'))
    .option('--dry-run', 'live account: list the requests, and send none')
    .option('--record <file>', 'live account: write the exchanges, redacted, to a *.json file or a folder');
}

/** An option that takes an integer from 1. */
export function integerOption(
  flags: string,
  about: string,
  { most = 999_999_999, hint = 'Give an integer from 1.' } = {},
): Option {
  const { fromText } = integer(1, most, hint);
  return new Option(flags, about).argParser((text: string) => {
    const value = fromText(text, '');
    if (value === undefined) throw new InvalidArgumentError(hint);
    return value;
  });
}

/** Runs the contract suite against a target, prints and writes the reports, and returns the exit code. */
export async function verify(flags: VerifyFlags, settings: VerifySettings, world: World): Promise<number> {
  const suite = await world.loadSuite();
  const { only = [], grade: grades = [] } = flags;
  const choice = { only, grades };
  const problems = [...suite.choiceProblems(choice), ...outputProblems(flags, world)];
  if (problems.length > 0) throw usageFailure(...problems);
  const { heldTo, controlToken } = settings;
  const behaviours = suite.chosenBehaviours(choice);
  if (flags.list) {
    for (const { id, sentence } of behaviours) world.stdout.write(`${id}: ${sentence}\n`);
    return 0;
  }
  const live = liveOptionsOf(flags, settings.account, world);
  if (live !== undefined && flags.dryRun) return dryRun(live, behaviours, heldTo === undefined, world, suite);
  const policies = flags.accountFixture === undefined ? undefined : policiesOf(flags.accountFixture, world);
  const usual = live === undefined ? suite.usualLimits : suite.liveLimits;
  const limits = { ...usual, request: flags.timeout ?? usual.request };
  const reached = await targetOf(flags.url, live, { timeout: limits.request, controlToken }, suite);
  const target = policies === undefined ? reached : { ...reached, fixture: suite.fixtureOf(policies) };
  try {
    const verification = await suite.verify(behaviours, target, {
      suite: world.emulator.version,
      date: new Date(world.clock()),
      limits,
      heldTo,
      onResult: progressOf(behaviours.length, world.stderr),
    });
    const allWritten = report(verification, flags, suite, world);
    return exitCodeOf(verification, suite) || (allWritten ? 0 : exitCodes.unexpected);
  } finally {
    await reached.close();
  }
}

/** Options for a live account, if one is named; undefined for a server by URL. */
function liveOptionsOf(
  flags: VerifyFlags,
  account: string | undefined,
  { env }: Pick<World, 'env'>,
): LiveOptions | undefined {
  const { url, environment, workspace, allowHost: allowedHosts = [], budget, dryRun, record } = flags;
  if (account === undefined) {
    const given = Object.values({ environment, workspace, budget, dryRun, record });
    if (given.every((value) => value === undefined) && allowedHosts.length === 0) return undefined;
    throw usageFailure(
      '--environment, --workspace, --allow-host, --budget, --dry-run and --record are for a live account: name it with --account.',
    );
  }
  if (url !== undefined) throw usageFailure('--url and --account name two targets. Give one of them.');
  return { account, environment, workspace, allowedHosts, budget, authCookie: env[loginVariable], record };
}

async function targetOf(
  url: string | undefined,
  live: LiveOptions | undefined,
  { timeout, controlToken }: { readonly timeout: number; readonly controlToken: string | undefined },
  suite: Suite,
): Promise<Target> {
  try {
    if (live !== undefined) return suite.liveTarget(live);
    return await suite.reachedTarget(url ?? usualUrl, timeout, controlToken);
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof suite.Unreachable) throw new Failure(exitCodes.unreachable, [message]);
    throw usageFailure(message);
  }
}

/** Loads an account fixture with an emulator, which validates it. */
function policiesOf(account: string, { emulator }: Pick<World, 'emulator'>): GivenPolicies {
  try {
    return emulator.createSessionManager({ account }).account;
  } catch (error) {
    if (!(error instanceof emulator.accountRefusal)) throw error;
    throw usageFailure(...error.lines.map((line) => `option --account-fixture: ${line}`));
  }
}

/** Shows progress on a terminal; files and pipes get none. */
function progressOf(total: number, stderr: World['stderr']): () => void {
  let tried = 0;
  if (stderr.columns === undefined) return () => undefined;
  const write = (text: string) =>
    stderr.writeRaw === undefined ? stderr.write(text) : stderr.writeRaw(text);
  return () => {
    tried += 1;
    write(tried < total ? `\r${tried} of ${total}` : '\r\x1b[K');
  };
}

/** Lists the requests of a live run. An emulator stands in for the account. */
async function dryRun(
  live: LiveOptions,
  behaviours: Parameters<Suite['dryRunOf']>[1],
  finding: boolean,
  { emulator, stdout }: World,
  suite: Suite,
): Promise<number> {
  const manager = emulator.createSessionManager({ account: 'acme', cookieProfile: 'live' });
  const { host, port } = await manager.listen({ host: '127.0.0.1', port: 0 });
  try {
    const standIn = { url: `http://${host}:${port}`, account: manager.account.name };
    stdout.write(await suite.dryRunOf(live, behaviours, standIn, finding));
    return 0;
  } catch (error) {
    throw error instanceof suite.LiveRefusal ? usageFailure(error.message) : error;
  } finally {
    await manager.close();
  }
}

/** What `verify` writes to files: flag, title, and the text; without one there is nothing to write. */
const outputs = [
  ['json', '--json', 'json report', (of: Verification, suite: Suite) => suite.jsonReport(of)],
  ['junit', '--junit', 'junit report', (of: Verification, suite: Suite) => suite.junitReport(of)],
  ['html', '--html', 'html report', (of: Verification, suite: Suite) => suite.htmlReport(of)],
  [
    'assumptionsOut',
    '--assumptions-out',
    'Assumptions that hold for the target',
    (of: Verification, suite: Suite) => suite.assumptionsFile(of),
  ],
] as const;

function outputProblems(flags: VerifyFlags, world: World): string[] {
  const problems = outputs.flatMap(([name, flag]) => {
    const path = flags[name];
    return path === undefined ? [] : (writeProblem(flag, path, world) ?? []);
  });
  if (outputs.filter(([name]) => flags[name] === '-').length < 2) return problems;
  return [...problems, 'only one report can go to the standard output: give a file to the others.'];
}

/**
 * If a report takes the standard output, the table goes to the standard error. One that cannot be written does not stop
 * the others.
 * @returns whether all were written
 */
function report(verification: Verification, flags: VerifyFlags, suite: Suite, world: World): boolean {
  const { stdout, stderr } = world;
  const isTaken = outputs.some(([name]) => flags[name] === '-');
  (isTaken ? stderr : stdout).write(suite.terminalReport(verification, stdout.columns));
  const written = outputs.map(([name, , title, textOf]) => {
    const path = flags[name];
    if (path === undefined || (name === 'assumptionsOut' && verification.settings.length === 0)) return true;
    const text = textOf(verification, suite);
    if (text !== undefined) return writeReport(path, text, title, world);
    stderr.write('No assumption was observed, so no file was written.\n');
    return true;
  });
  return !written.includes(false);
}

function exitCodeOf(verification: Verification, suite: Suite): number {
  const { failed, passed } = suite.summaryOf(verification).all;
  if (failed + passed > 0 && !verification.answered) return exitCodes.unreachable;
  // A run without a result verifies nothing.
  return failed === 0 && passed > 0 ? 0 : exitCodes.unexpected;
}
