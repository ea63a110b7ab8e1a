import { Command, InvalidArgumentError, Option } from 'commander';
import { nearest } from '../mock/util/nearest';
import { type Asked, usualUrl } from './ask';
import { config } from './config';
import { exec } from './exec';
import { explain } from './explain';
import { usageFailure } from './failure';
import { healthcheck } from './healthcheck';
import { lint } from './lint';
import { listPersonas, persona } from './persona';
import { assumptionsOf, controlTokenOf, resolveSettings } from './resolve-settings';
import { integer } from './setting-kinds';
import { flagOf, type SettingName, settingNames, settingOf } from './settings';
import { start } from './start';
import { verify } from './verify';
import { addVerifyOptions, type VerifyFlags } from './verify-options';
import type { World } from './world';

/** The command line as commander sees it; of `argv` only `exec` makes use. `ended` is called with the exit code of the command that ran. */
export function programOf(world: World, argv: readonly string[], ended: (exitCode: number) => void): Command {
  const { emulator, stdout, stderr } = world;
  const program = new Command('vtex-session-mock')
    .description("A local, stateful double of VTEX's Session Manager API.")
    .version(emulator.version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? 100,
    })
    .configureHelp({ showGlobalOptions: true, optionDescription: ({ description }) => description })
    .showSuggestionAfterError()
    .showHelpAfterError('Run vtex-session-mock --help for what there is.')
    .addHelpText('after', elsewhere);
  for (const name of settingNames) for (const option of optionsOf(name, world.cwd)) program.addOption(option);

  const settled = () => {
    const resolved = resolveSettings(program, world);
    for (const warning of resolved.warnings) stderr.write(`warning: ${warning}\n`);
    return resolved;
  };
  const startNow = async () => ended(await start(settled(), world));
  // Without a word the program starts; a word that is no command must not be taken for that.
  program
    .usage('[command] [options]')
    .allowExcessArguments()
    .action(() => (program.args.length === 0 ? startNow() : unknownCommand(program)));
  program
    .command('start')
    .allowExcessArguments(false)
    .description('listen until told to stop (what happens without a command)')
    .action(startNow);
  program
    .command('exec')
    .usage('[options] -- <command> [args...]')
    .description('run a command with an emulator of its own, and end with its exit code')
    .argument('[-- command...]')
    .configureHelp({ visibleArguments: () => [] })
    .addHelpText('after', aboutExec)
    .action(async (words: string[]) => ended(await exec(words, argv, settled, world)));
  program
    .command('config')
    .allowExcessArguments(false)
    .description('print every setting, its value and where it comes from')
    .option('--print', 'as a table (the default)')
    .option('--json', 'as JSON')
    .action(({ json = false }: { json?: boolean }) => {
      stdout.write(config(resolveSettings(program, world), json));
      ended(0);
    });
  program
    .command('lint')
    .description('check configurations of session apps (vtex.session/configuration.json)')
    .argument('<path...>', 'files, or folders that hold one')
    .option('--json', 'as JSON')
    .action((paths: string[], { json = false }: { json?: boolean }) => ended(lint(paths, json, world)));
  addVerify(program, world, ended);
  addQuestions(program, world, ended);
  return program;
}

/**
 * `--account` and `--assumptions` are settings of the emulator, so that commander keeps what is given with the
 * program, wherever it stands. Here they mean something only when they are typed.
 */
function addVerify(program: Command, world: World, ended: (exitCode: number) => void): void {
  const typed = (name: SettingName) => program.getOptionValueSource(name) === 'cli';
  const command = program
    .command('verify')
    .allowExcessArguments(false)
    .description('run the contract suite against a server or your account, and tell what it does')
    .configureHelp({ showGlobalOptions: false, optionDescription: ({ description }) => description })
    .addHelpText('after', aboutVerify);
  addVerifyOptions(command).action(async (flags: VerifyFlags) => {
    const { assumptions, problems } = assumptionsOf(program, undefined);
    if (problems.length > 0) throw usageFailure(...problems);
    const account = typed('account') ? program.getOptionValue('account') : undefined;
    const heldTo = typed('assumptions') ? assumptions : undefined;
    ended(await verify(flags, { account, heldTo, controlToken: controlTokenOf(program, world) }, world));
  });
}

const aboutVerify = `
  --account <name>               verify this live account instead of a server: nothing is sent unless
                                 --allow-host names its host; the login cookie of a shopper, if you
                                 have one, in VTEX_SESSION_MOCK_AUTH_COOKIE
  --assumptions <file>           hold the target to these assumptions instead of finding out what it
                                 does; nothing is written then
  --control-token <token>        lets in to the control routes of an emulator that needs it; or
                                 VTEX_SESSION_MOCK_CONTROL_TOKEN

Exit codes: 0 when all that was tried passed, 1 when something failed or nothing was tried, 2 for a
usage error, 4 when the target does not answer.`;

/** The commands that ask an emulator which is running already. */
function addQuestions(program: Command, world: World, ended: (exitCode: number) => void): void {
  const { stdout } = world;
  const asked = (name: string, description: string) =>
    program
      .command(name)
      .allowExcessArguments(false)
      .description(description)
      .option('--url <url>', 'where the emulator runs', usualUrl)
      .option('--json', 'as JSON');
  type Flags = { url: string; json?: boolean };
  const at = (url: string): Asked => ({ url, token: controlTokenOf(program, world) });
  asked('persona', 'make a session of a persona, and print how to take it over; without an id, list them')
    .argument('[id]')
    .action(async (id: string | undefined, { url, json = false }: Flags) => {
      stdout.write(
        id === undefined ? await listPersonas(at(url), world) : await persona(id, at(url), world, json),
      );
      ended(0);
    });
  program
    .command('healthcheck')
    .allowExcessArguments(false)
    .description('end with 0 if an emulator answers, else with 1')
    .option('--url <url>', 'where the emulator runs', usualUrl)
    .addOption(millisecondsOption())
    .action(async ({ url, timeout }: { url: string; timeout: number }) => {
      stdout.write(await healthcheck(url, timeout, world));
      ended(0);
    });
  asked('explain', 'tell why a session is as it is')
    .argument('<token>', 'the value of vtex_session, or the session id')
    .action(async (token: string, { url, json = false }: Flags) => {
      stdout.write(await explain(token, at(url), world, json));
      ended(0);
    });
}

const aboutExec = `
The command finds the emulator by SESSION_MANAGER_URL. Unless --port is set the port is a free one,
unless --log is set requests are not logged; a log goes to the standard error.`;

const elsewhere = `
Every setting can also come from the environment (VTEX_SESSION_MOCK_COOKIE_PROFILE for
--cookie-profile) or from a JSON file ("cookieProfile"). A flag wins over the environment, the
environment over the file.`;

function optionsOf(name: SettingName, directory: string): Option[] {
  const { about, aboutNo, argument, kind, default: usual, defaultReads = String(usual) } = settingOf(name);
  const no = aboutNo === undefined ? [] : [new Option(flagOf(name).replace('--', '--no-'), aboutNo)];
  if (argument === undefined) return [new Option(flagOf(name), about).default(usual), ...no];
  const option = new Option(`${flagOf(name)} <${argument}>`, `${about} (default: ${defaultReads})`).default(
    usual,
  );
  option.argParser((text: string, previous: unknown) => {
    const value = kind.fromText(text, directory);
    if (value === undefined) throw new InvalidArgumentError(kind.mend);
    return kind.join === undefined ? value : kind.join(previous, value);
  });
  return [option, ...no];
}

function millisecondsOption(): Option {
  const { fromText, mend } = integer(1, 2_147_483_647, 'Give milliseconds, an integer from 1.');
  return new Option('--timeout <ms>', 'milliseconds to wait for an answer (default: 2000)')
    .default(2000)
    .argParser((text) => {
      const value = fromText(text, '');
      if (value === undefined) throw new InvalidArgumentError(mend);
      return value;
    });
}

function unknownCommand(program: Command): never {
  const word = program.args[0] ?? '';
  const meant = nearest(
    word,
    program.commands.map((command) => command.name()),
  );
  const mend = meant === undefined ? '' : `\n(Did you mean ${meant}?)`;
  return program.error(`error: unknown command '${word}'${mend}`);
}
