import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { nearest } from '../mock/util/messages';
import { addCommands } from './commands';
import { exitCodes, usageFailure } from './failure';
import type { Resolved } from './resolve-settings';
import { flagOf, type SettingName, settingNames, settingOf } from './settings';
import { start } from './start';
import { joined, type Typed } from './typed';
import type { World } from './world';

/**
 * Runs any command line: all commands, the help, and the refusals.
 *
 * @param settled completes what is typed with the environment and the config file, and prints the warnings
 * @returns the exit code
 */
export async function runProgram(
  argv: readonly string[],
  settled: (typed: Typed) => Resolved,
  world: World,
): Promise<number> {
  let exitCode: number = exitCodes.unexpected;
  const program = programOf(world, argv, settled, (code) => {
    exitCode = code;
  });
  program.allowExcessArguments(); // set after the commands, which take theirs from it: it finds an unknown command itself
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : exitCodes.usage; // it has printed its message or the help already
  }
}

/** @param ended is called with the exit code of the command that ran */
function programOf(
  world: World,
  argv: readonly string[],
  settled: (typed: Typed) => Resolved,
  ended: (exitCode: number) => void,
): Command {
  const { emulator, stdout, stderr } = world;
  const program = new Command('vtex-session-mock')
    .description("A local, stateful double of VTEX's Session Manager API.")
    .version(emulator.version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help, or the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? 100,
    })
    .configureHelp({ showGlobalOptions: true, optionDescription: ({ description }: Option) => description })
    .showSuggestionAfterError()
    .showHelpAfterError('Run vtex-session-mock --help for all commands and options.')
    .addHelpText('after', elsewhere);
  for (const name of settingNames) {
    for (const option of optionsOf(name, world.cwd)) program.addOption(option);
  }

  const typed = () => typedIn(program);
  const settledNow = () => settled(typed());
  const startNow = async () => ended(await start(settledNow(), world));
  // Without a command the program starts; an unknown command must not.
  program
    .usage('[command] [options]')
    .action(() => (program.args.length === 0 ? startNow() : unknownCommand(program)));
  program.command('start').description('listen until stopped (the default command)').action(startNow);
  addCommands({ program, argv, typed, settled: settledNow, world, ended });
  return program;
}

function typedIn(program: Command): Typed {
  const names = settingNames.filter((name) => program.getOptionValueSource(name) === 'cli');
  return new Map(names.map((name) => [name, program.getOptionValue(name)]));
}

const elsewhere = `
Every setting can also come from the environment (VTEX_SESSION_MOCK_COOKIE_PROFILE for
--cookie-profile) or from a JSON file ("cookieProfile"). A flag wins over the environment, the
environment over the file.`;

function optionsOf(name: SettingName, directory: string): Option[] {
  const {
    about,
    aboutNo,
    argument,
    kind,
    secret,
    default: usual,
    defaultText = String(usual),
  } = settingOf(name);
  const no = aboutNo === undefined ? [] : [new Option(flagOf(name).replace('--', '--no-'), aboutNo)];
  if (argument === undefined) return [new Option(flagOf(name), about).default(usual), ...no];
  const option = new Option(`${flagOf(name)} <${argument}>`, `${about} (default: ${defaultText})`).default(
    usual,
  );
  option.argParser((text: string, previous: unknown) => {
    const value = kind.fromText(text, directory);
    if (value === undefined && secret) throw usageFailure(`option ${flagOf(name)} is invalid. ${kind.hint}`);
    if (value === undefined) throw new InvalidArgumentError(kind.hint); // with the value
    return joined(name, previous, value);
  });
  return [option, ...no];
}

function unknownCommand(program: Command): never {
  const word = program.args[0] ?? '';
  const similar = nearest(
    word,
    program.commands.map((command) => command.name()),
  );
  const suggestion = similar === undefined ? '' : `\n(Did you mean ${similar}?)`;
  return program.error(`error: unknown command '${word}'${suggestion}`);
}
