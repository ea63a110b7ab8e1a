import type { Command } from 'commander';
import { longestTimeout } from '../mock/own-apps/options';
import { healthcheck, listPersonas, type PersonaFlags, persona, type Running, usualUrl } from './ask';
import { config, configSchema } from './config';
import { usageFailure } from './failure';
import { assumptionsFrom, controlTokenOf, type Resolved, resolveSettings } from './resolve-settings';
import type { Settings } from './settings';
import {
  type AddFlags,
  addSource,
  callTool,
  listSources,
  listTools,
  previewSource,
  removeSource,
  type ToolFlags,
} from './sources';
import type { Typed } from './typed';
import { addVerifyOptions, integerOption, type VerifyFlags, verify } from './verify';
import type { World } from './world';

/** Help without the settings of the emulator. */
const ownOptions = (program: Command) => ({ ...program.configureHelp(), showGlobalOptions: false });

/** What every command takes part in. */
export interface CommandLine {
  readonly program: Command;
  readonly argv: readonly string[];
  /** The settings that are typed, once commander has parsed the line. */
  readonly typed: () => Typed;
  /** Completes them, and prints the warnings. */
  readonly settled: () => Resolved;
  readonly world: World;
  /** Called with the exit code of the command that ran. */
  readonly ended: (exitCode: number) => void;
}

/** Adds the commands other than `start`. */
export function addCommands(line: CommandLine): void {
  const { program, argv, typed, settled, world, ended } = line;
  const { stdout } = world;
  program
    .command('exec')
    .usage('[options] -- <command> [args...]')
    .description('run a command with its own emulator, and exit with its exit code')
    .argument('[-- command...]')
    .addOption(
      integerOption('--cells <n>', 'give each of n workers of a test runner an emulator of its own', {
        most: 1000,
        hint: 'Give an integer from 1 to 1000.',
      }),
    )
    .configureHelp({ visibleArguments: () => [] })
    .addHelpText('after', aboutExec)
    .action(async (words: string[], { cells }: { cells?: number }) => {
      const { exec } = await import('./exec');
      ended(await exec({ words, argv, cells: cells ?? 0 }, settled, world));
    });
  program
    .command('mcp')
    .description('serve the tools by the Model Context Protocol, over standard input and output')
    .option('--url <url>', 'URL of a running emulator (default: an emulator of its own)')
    .action(async ({ url }: { url?: string }) => {
      const running = url === undefined ? undefined : { url, token: controlTokenOf(typed(), world) };
      const { mcp } = await import('./mcp');
      ended(await mcp(running, settled(), world));
    });
  program
    .command('config')
    .description('print every setting with its value and source')
    .option('--print', 'as a table (the default)')
    .option('--json', 'as JSON')
    .option('--schema', 'print the JSON Schema of the config file instead')
    .action(({ json = false, schema = false }: { json?: boolean; schema?: boolean }) => {
      stdout.write(schema ? configSchema() : config(resolveSettings(typed(), world), json));
      ended(0);
    });
  program
    .command('init')
    .description('write an account file and a config file to edit; existing files stay')
    .configureHelp(ownOptions(program))
    .action(async () => {
      const { init } = await import('./init');
      init(world);
      ended(0);
    });
  program
    .command('lint')
    .description('check configurations of session apps (vtex.session/configuration.json)')
    .argument('<path...>', 'files, or folders that hold one')
    .option('--json', 'as JSON')
    .action(async (paths: string[], { json = false }: { json?: boolean }) => {
      const { lint } = await import('./lint');
      ended(lint(paths, json, world));
    });
  addVerify(line);
  addQuestions(line);
  addDocuments(line);
}

/**
 * `--account` and `--assumptions` are settings of the emulator, so commander stores them with the program, wherever they
 * are typed. Here they count only if they are typed.
 */
function addVerify({ program, typed, world, ended }: CommandLine): void {
  const command = program
    .command('verify')
    .description('run the contract suite against a server or a live account, and report its behaviour')
    .configureHelp(ownOptions(program))
    .addHelpText('after', aboutVerify);
  addVerifyOptions(command).action(async (flags: VerifyFlags) => {
    const settings: Partial<Settings> = Object.fromEntries(typed());
    const { assumptions, problems } = assumptionsFrom(settings.assumptions, { from: 'flag' });
    if (problems.length > 0) throw usageFailure(...problems);
    const [account, another] = settings.account ?? [];
    if (another !== undefined) throw usageFailure('verify takes one --account: the name of a live account');
    const heldTo = settings.assumptions === undefined ? undefined : assumptions;
    ended(await verify(flags, { account, heldTo, controlToken: controlTokenOf(typed(), world) }, world));
  });
}

const aboutVerify = `
  --account <name>               verify this live account instead of a server: nothing is sent unless
                                 --allow-host names its host; for tests with a logged-in shopper, put
                                 their login cookie into VTEX_SESSION_MOCK_AUTH_COOKIE
  --assumptions <values>         verify the target against these assumptions instead of finding out
                                 its behaviour
  --control-token <token>        token for the control routes of an emulator that requires one; or set
                                 VTEX_SESSION_MOCK_CONTROL_TOKEN

Exit codes: 0 if everything that ran passed, 1 if something failed or nothing ran, 2 for a usage
error, 4 if the target does not answer.`;

type Flags = { url: string; json?: boolean };

function query(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .option('--url <url>', 'URL of the emulator', usualUrl)
    .option('--json', 'as JSON');
}

/** The commands that query a running emulator. */
function addQuestions({ program, typed, world, ended }: CommandLine): void {
  const { stdout } = world;
  const at = (url: string): Running => ({ url, token: controlTokenOf(typed(), world) });
  query(
    program,
    'persona',
    'create a session of a persona, and print how to use it; without an id, list them',
  )
    .argument('[id]')
    .option(
      '--contract <id>',
      'the contract that a Buyer Portal shopper buys under; by default their usual one',
    )
    .action(async (id: string | undefined, { url, ...flags }: PersonaFlags & { url: string }) => {
      stdout.write(
        id === undefined ? await listPersonas(at(url), world) : await persona(id, flags, at(url), world),
      );
      ended(0);
    });
  program
    .command('healthcheck')
    .description('exit 0 if an emulator answers, otherwise 1')
    .configureHelp(ownOptions(program))
    .option('--url <url>', 'URL of the emulator', usualUrl)
    .addOption(
      integerOption('--timeout <ms>', 'milliseconds to wait for an answer (default: 2000)', {
        most: longestTimeout,
        hint: 'Give milliseconds, an integer from 1.',
      }).default(2000),
    )
    .action(async ({ url, timeout }: { url: string; timeout: number }) => {
      stdout.write(await healthcheck(url, timeout, world));
      ended(0);
    });
  query(program, 'explain', 'explain how a session got its values')
    .argument('<token>', 'the value of vtex_session, or the session id')
    .action(async (token: string, { url, json = false }: Flags) => {
      const { explain } = await import('./explain');
      stdout.write(await explain(token, at(url), world, json));
      ended(0);
    });
}

/** The commands about added OpenAPI documents and tools. */
function addDocuments({ program, typed, world, ended }: CommandLine): void {
  const at = (url: string): Running => ({ url, token: controlTokenOf(typed(), world) });
  const print = async (text: Promise<string>) => {
    world.stdout.write(await text);
    ended(0);
  };
  const sources = program.command('sources').description('serve other OpenAPI documents beside the sessions');
  sources
    .command('preview')
    .description('print what a document holds; needs no emulator')
    .argument('<file|url>')
    .option('--json', 'as JSON')
    .action((place: string, { json = false }: Flags) => print(previewSource(place, json, world)));
  query(sources, 'add', 'add a document to a running emulator')
    .argument('<file|url>')
    .option('--id <id>', 'its id; by default from its title')
    .option('--namespace <name>', "in front of its tools' names; by default from its title")
    .option('--base-path <path>', "where to serve it; by default the path of the document's server")
    .option('--check <report|refuse|off>', 'requests that the document does not allow (default: report)')
    .option(
      '--segment <report|refuse|off>',
      "requests that contradict the visitor's segment (default: report)",
    )
    .option('--replace', 'take the place of another document with this id')
    .action((place: string, { url, json = false, ...flags }: Flags & AddFlags) =>
      print(addSource(place, flags, at(url), json, world)),
    );
  query(sources, 'list', 'list the documents that a running emulator serves').action(
    ({ url, json = false }: Flags) => print(listSources(at(url), json, world)),
  );
  query(sources, 'remove', 'remove a document from a running emulator')
    .argument('<id>')
    .action((id: string, { url }: Flags) => print(removeSource(id, at(url), world)));
  const tools = query(program, 'tools', 'list the tools of a running emulator')
    .option('--from <id>', 'only those of this document')
    .option('--query <text>', 'only those whose name or description has these words')
    .action(({ url, json = false, ...flags }: Flags & ToolFlags) =>
      print(listTools(flags, at(url), json, world)),
    );
  tools
    .command('call')
    .description('call a tool, and print its answer as JSON')
    .argument('<name>')
    .argument('[json]', 'its arguments', '{}')
    // commander gives --url to `tools`, wherever it is typed
    .action((name: string, json: string) => print(callTool(name, json, at(tools.opts<Flags>().url), world)));
}

const aboutExec = `
The command finds the emulator at SESSION_MANAGER_URL. With --cells, each worker of Jest and Mocha
finds its own there; Vitest and Playwright must import vtex-session-mock/worker (see
docs/test-suites.md). Without --port a free port is used. Without --log requests are not logged; the
log goes to standard error.`;
