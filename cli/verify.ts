import type { LiveOptions, Verification } from '../contracts/verify/index';
import type { Assumptions } from '../mock/index';
import { exitCodes, usageFailure } from './failure';
import { writeProblem, writeReport } from './report-files';
import type { VerifyFlags } from './verify-options';
import { liveOptionsOf, policiesOf, targetOf } from './verify-target';
import type { Suite, World } from './world';

/** What is asked for by settings that other commands have too. */
export interface VerifySettings {
  /** A live account's name. */
  readonly account: string | undefined;
  /** What the target is held to, instead of finding out what it does. */
  readonly heldTo: Partial<Assumptions> | undefined;
  /** Lets in to the control routes of an emulator that needs it. */
  readonly controlToken: string | undefined;
}

/** Runs the contract suite against a target, prints and writes the reports, and gives the exit code. */
export async function verify(flags: VerifyFlags, settings: VerifySettings, world: World): Promise<number> {
  const suite = await world.loadSuite();
  const { only = [], grade: grades = [] } = flags;
  const choice = { only, grades };
  const problems = [...suite.choiceProblems(choice), ...outputProblems(flags, world)];
  if (problems.length > 0) throw usageFailure(...problems);
  const { heldTo, controlToken } = settings;
  const behaviours = suite.chosenBehaviours(choice);
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
    report(verification, flags, suite, world);
    return exitCodeOf(verification, suite);
  } finally {
    await reached.close();
  }
}

/** Tells a person who waits how far it is; a file or a pipe is told nothing. */
function progressOf(total: number, stderr: World['stderr']): () => void {
  let tried = 0;
  if (stderr.columns === undefined) return () => undefined;
  return () => {
    tried += 1;
    stderr.write(tried < total ? `\r${tried} of ${total}` : '\r\x1b[K');
  };
}

/** Lists what a live run would send, with an emulator of our own standing in for the account. */
async function dryRun(
  live: LiveOptions,
  behaviours: Parameters<Suite['dryRunOf']>[1],
  finding: boolean,
  { emulator, stdout }: World,
  suite: Suite,
): Promise<number> {
  const manager = emulator.createSessionManager({ account: 'acme' });
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

const reports = ['json', 'junit', 'html'] as const;

function outputProblems(flags: VerifyFlags, world: World): string[] {
  const files = [...reports.map((name) => [`--${name}`, flags[name]] as const), outOf(flags)];
  const given = files.flatMap(([flag, path]) => (typeof path === 'string' ? [[flag, path] as const] : []));
  const twice = given.filter(([, path]) => path === '-').length > 1;
  return [
    ...given.flatMap(([flag, path]) => writeProblem(flag, path, world) ?? []),
    ...(twice ? ['only one report can go to the standard output: give a file to the others.'] : []),
  ];
}

function outOf({ assumptionsOut }: VerifyFlags): readonly [string, string | false] {
  return ['--assumptions-out', assumptionsOut];
}

/** What a report takes on the standard output, the table leaves to it. */
function report(verification: Verification, flags: VerifyFlags, suite: Suite, world: World): void {
  const { stdout, stderr } = world;
  const made = { json: suite.jsonReport, junit: suite.junitReport, html: suite.htmlReport };
  const taken = [...reports.map((name) => flags[name]), flags.assumptionsOut].includes('-');
  (taken ? stderr : stdout).write(suite.terminalReport(verification, stdout.columns));
  for (const name of reports) {
    const path = flags[name];
    if (path !== undefined) writeReport(path, made[name](verification), `${name} report`, world);
  }
  if (flags.assumptionsOut === false || verification.settings.length === 0) return;
  const seen = suite.assumptionsFile(verification);
  if (seen === undefined) stderr.write('No assumption was seen, so that no file of them was written.\n');
  else writeReport(flags.assumptionsOut, seen, 'What the target does of what is assumed', world);
}

function exitCodeOf(verification: Verification, suite: Suite): number {
  const { failed, passed } = suite.summaryOf(verification).all;
  if (failed + passed > 0 && !verification.answered) return exitCodes.unreachable;
  // Nothing tried is nothing verified.
  return failed === 0 && passed > 0 ? 0 : exitCodes.unexpected;
}
