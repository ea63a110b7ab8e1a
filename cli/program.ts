import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { nearest } from '../mock/util/messages';
import { exitCodes, Failure, usageFailure } from './failure';
import { resolveSettings } from './resolve-settings';
import { flagOf, type SettingName, settingNames, settingOf } from './settings';
import { start } from './start';
import { safeOutput } from './terminal';
import type { World } from './world';

/**
 * Runs one command line to its end.
 *
 * @param argv the words after the program's name
 * @returns the exit code
 */
export async function run(argv: readonly string[], given: World): Promise<number> {
  const world = { ...given, stdout: safeOutput(given.stdout), stderr: safeOutput(given.stderr) };
  let exitCode: number = exitCodes.unexpected;
  const program = await programOf(world, argv, (code) => {
    exitCode = code;
  });
  program.allowExcessArguments(); // set after the commands, which take theirs from it: it finds an unknown command itself
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, world);
  }
}

function report(error: unknown, { stderr }: World): number {
  // Commander has printed its message or the help already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  if (error instanceof Failure) {
    for (const problem of error.problems) stderr.write(`error: ${problem}\n`);
    return error.exitCode;
  }
  stderr.write(`unexpected error: ${error instanceof Error ? error.stack : String(error)}\n`);
  return exitCodes.unexpected;
}

/**
 * The commander program. To make options and commands that are not typed would take longer than the rest of a start.
 *
 * @param ended is called with the exit code of the command that ran
 */
async function programOf(
  world: World,
  argv: readonly string[],
  ended: (exitCode: number) => void,
): Promise<Command> {
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
  const typed = typedForStart(argv);
  for (const name of settingNames) {
    if (typed?.has(name) ?? true) for (const option of optionsOf(name, world.cwd)) program.addOption(option);
    else program.setOptionValueWithSource(name, settingOf(name).default, 'default');
  }

  const settled = () => {
    const resolved = resolveSettings(program, world);
    for (const warning of resolved.warnings) stderr.write(`warning: ${warning}\n`);
    return resolved;
  };
  const startNow = async () => ended(await start(settled(), world));
  // Without a command the program starts; an unknown command must not.
  program
    .usage('[command] [options]')
    .action(() => (program.args.length === 0 ? startNow() : unknownCommand(program)));
  program.command('start').description('listen until stopped (the default command)').action(startNow);
  if (typed !== undefined || argv[0] === 'start') return program;
  const { addCommands } = await import('./commands');
  addCommands(program, argv, settled, world, ended);
  return program;
}

const elsewhere = `
Every setting can also come from the environment (VTEX_SESSION_MOCK_COOKIE_PROFILE for
--cookie-profile) or from a JSON file ("cookieProfile"). A flag wins over the environment, the
environment over the file.`;

/**
 * The settings that are typed if the program only starts with them. Undefined for all else: another command, help, a word
 * that it does not know.
 */
function typedForStart(argv: readonly string[]): ReadonlySet<SettingName> | undefined {
  const typed = new Set<SettingName>();
  for (let index = argv[0] === 'start' ? 1 : 0; index < argv.length; index += 1) {
    const [flag, value] = (argv[index] as string).split('=', 2);
    const name = settingNames.find((one) => flagOf(one) === flag);
    if (name === undefined) return undefined;
    const { argument } = settingOf(name);
    if (argument === undefined && value !== undefined) return undefined;
    if (argument !== undefined && value === undefined) index += 1;
    typed.add(name);
  }
  return typed;
}

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
    return kind.join === undefined ? value : kind.join(previous, value);
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
