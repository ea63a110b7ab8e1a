import { type Command, InvalidArgumentError, Option } from 'commander';
import { usualUrl } from './ask';

/** What `verify` is given, beside the settings `--account` and `--assumptions`, which are everybody's. */
export interface VerifyFlags {
  readonly url?: string;
  readonly only?: readonly string[];
  readonly grade?: readonly string[];
  readonly json?: string;
  readonly junit?: string;
  readonly html?: string;
  /** False when none is to be written. */
  readonly assumptionsOut: string | false;
  readonly accountFixture?: string;
  readonly timeout?: number;
  readonly environment?: string;
  readonly workspace?: string;
  readonly allowHost?: readonly string[];
  readonly budget?: number;
  readonly dryRun?: true;
  readonly record?: string;
}

export const usualAssumptionsFile = 'session-manager.assumptions.json';

/** The options in the order of the help. */
export function addVerifyOptions(command: Command): Command {
  return command
    .option('--url <url>', `the server to verify (default: ${usualUrl})`)
    .option('--only <name...>', 'families or ids to try, such as sessions.edit (default: all)')
    .option('--grade <grade...>', 'grades to try, such as documented (default: all)')
    .option('--json <file>', 'write a report for programs; - is the standard output')
    .option('--junit <file>', 'write a report for CI servers; - is the standard output')
    .option('--html <file>', 'write a report to look at; - is the standard output')
    .option(
      '--assumptions-out <file>',
      `where to write what the target does of what is assumed (default: ${usualAssumptionsFile})`,
      usualAssumptionsFile,
    )
    .option('--no-assumptions-out', 'do not write it')
    .option(
      '--account-fixture <name|file>',
      'account fixture with the trade policies of the target, which nobody else can tell',
    )
    .addOption(
      number(
        '--timeout <ms>',
        'milliseconds until a request counts as not answered (default: 10000; of a live account 300000, waits between retries included)',
      ),
    )
    .option(
      '--environment <name>',
      'of a live account: vtexcommercestable (default), vtexcommercebeta or myvtex',
    )
    .option('--workspace <name>', 'of a live account: the workspace to ask')
    .option('--allow-host <host...>', 'of a live account: the host that may be asked, letter for letter')
    .addOption(number('--budget <n>', 'of a live account: requests that may be sent, retries included'))
    .option('--dry-run', 'of a live account: list what would be sent, and send nothing')
    .option('--record <file>', 'of a live account: write the exchanges, redacted, to a *.json or a folder');
}

function number(flags: string, about: string): Option {
  return new Option(flags, about).argParser((text: string) => {
    if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1.');
    return Number(text);
  });
}
