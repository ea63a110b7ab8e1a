import { flagOf, settingNames } from './settings';
import { ended, fakeWorld } from './testing/fake-world';

const hint = 'Run vtex-session-mock --help for all commands and options.\n';
const portHint = 'Give an integer from 0 to 65535; 0 takes a free port.';
const appHint =
  'Give PATH=URL, such as vtex.session/configuration.json=http://127.0.0.1:4001; in a file {"configuration": PATH, "url": URL}.';
const originHint = 'Give scheme, host and port without a path, such as http://localhost:3000.';

test.each([
  ['--prot 1', "error: unknown option '--prot'\n(Did you mean --port?)\n"],
  ['start --strickt', "error: unknown option '--strickt'\n(Did you mean --strict?)\n"],
  ['config --jsn', "error: unknown option '--jsn'\n(Did you mean --json?)\n"],
  [
    'healthcheck --timeout 0',
    "error: option '--timeout <ms>' argument '0' is invalid. Give milliseconds, an integer from 1.\n",
  ],
  ['--zzzzzz', "error: unknown option '--zzzzzz'\n"],
  ['strat', "error: unknown command 'strat'\n(Did you mean start?)\n"],
  ['serve', "error: unknown command 'serve'\n"],
  ['start now', "error: too many arguments for 'start'. Expected 0 arguments but got 1.\n"],
  ['--port 1 strat', "error: unknown command 'strat'\n(Did you mean start?)\n"],
  ['--port 1 --strickt', "error: unknown option '--strickt'\n(Did you mean --strict?)\n"],
  ['--tls=yes', "error: unknown option '--tls=yes'\n(Did you mean --tls-key?)\n"],
  ['--no-tls', "error: unknown option '--no-tls'\n(Did you mean --tls?)\n"],
  ['--port', "error: option '--port <number>' argument missing\n"],
  ['--port 65536', `error: option '--port <number>' argument '65536' is invalid. ${portHint}\n`],
  ['--port=-1', `error: option '--port <number>' argument '-1' is invalid. ${portHint}\n`],
  ['--port 1e3', `error: option '--port <number>' argument '1e3' is invalid. ${portHint}\n`],
  ['--port=', `error: option '--port <number>' argument '' is invalid. ${portHint}\n`],
  [
    '--max-sessions 0',
    "error: option '--max-sessions <number>' argument '0' is invalid. Give an integer from 1.\n",
  ],
  [
    '--cookie-profile Live',
    "error: option '--cookie-profile <profile>' argument 'Live' is invalid. Give auto, live or dev.\n",
  ],
  [
    '--token-form 2025',
    "error: option '--token-form <2026|2024|2019>' argument '2025' is invalid. Give 2026, 2024 or 2019.\n",
  ],
  [
    '--log verbose',
    "error: option '--log <pretty|json|silent>' argument 'verbose' is invalid. Give pretty, json or silent.\n",
  ],
  ...['a.json', 'a.json=', '=http://x', 'a=ftp://x', 'a=http://x?y', 'a=http://x#y', 'a=http://u:p@x'].map(
    (given): [string, string] => [
      `--app ${given}`,
      `error: option '--app <PATH=URL>' argument '${given.replace('u:p', '<redacted>')}' is invalid. ${appHint}\n`,
    ],
  ),
  [
    '--app-timeout 0',
    "error: option '--app-timeout <ms>' argument '0' is invalid. Give milliseconds, an integer from 1.\n",
  ],
  [
    '--app-timeout 2147483648',
    "error: option '--app-timeout <ms>' argument '2147483648' is invalid. Give milliseconds, an integer from 1.\n",
  ],
  [
    '--run-on-create=',
    "error: option '--run-on-create <KEY>' argument '' is invalid. Give KEYs of a vtex.session/configuration.json.\n",
  ],
  [
    '--app-order shuffled:x',
    "error: option '--app-order <order>' argument 'shuffled:x' is invalid. Give declared, shuffled or shuffled:SEED.\n",
  ],
  [
    '--assumptions {"bodyOrQuery":',
    'error: option \'--assumptions <values>\' argument \'{"bodyOrQuery":\' is invalid. Give bodyOrQuery=query, JSON such as {"bodyOrQuery": "query"}, or the path of a file that holds such JSON.\n',
  ],
  ['--cors *', `error: option '--cors <origin>' argument '*' is invalid. ${originHint}\n`],
  [
    '--cors http://a:3000/',
    `error: option '--cors <origin>' argument 'http://a:3000/' is invalid. ${originHint}\n`,
  ],
  [
    '--host=',
    "error: option '--host <address>' argument '' is invalid. Give an address of this machine, such as 127.0.0.1.\n",
  ],
])('%s is a usage error', async (argv, message) => {
  const world = fakeWorld();
  expect(await ended(argv, world)).toEqual({ exitCode: 2, stdout: '', stderr: message + hint });
  expect(world.calls).toEqual([]);
});

test.each(['--version', '-v'])('%s prints the version', async (flag) => {
  expect(await ended(flag, fakeWorld())).toEqual({ exitCode: 0, stdout: '1.2.3\n', stderr: '' });
});

test('help is --help, also of a command', async () => {
  expect(await ended('help', fakeWorld())).toEqual(await ended('--help', fakeWorld()));
  expect(await ended('help config', fakeWorld())).toEqual(await ended('config --help', fakeWorld()));
  expect(await ended('--port 1 help', fakeWorld())).toEqual(await ended('--help', fakeWorld()));
  expect(await ended('--port 1 --help', fakeWorld())).toEqual(await ended('--help', fakeWorld()));
  expect(await ended('--port 1 config --help', fakeWorld())).toEqual(
    await ended('config --help', fakeWorld()),
  );
});

test('healthcheck --help lists its own options and no settings of the server', async () => {
  const { exitCode, stdout } = await ended('healthcheck --help', fakeWorld());
  expect(exitCode).toBe(0);
  expect(stdout.match(/^ {2}(-\S.*?)(?= {2})/gm)?.map((line) => line.trim())).toEqual([
    '--url <url>',
    '--timeout <ms>',
    '-h, --help',
  ]);
});

const helpParts = [
  `Usage: vtex-session-mock [command] [options]

A local, stateful double of VTEX's Session Manager API.

Options:
  -v, --version                   print the version
  --port <number>                 port to listen on; 0 takes a free one (default: 9910)
`,
  `
  --strict                        refuse what VTEX's published document does not allow
  --cors <origin>                 origin that may call with credentials from a browser; repeatable
                                  (default: none)
`,
  `
  --journal <number>              number of newest requests to keep in the journal (default: 1000)
  --no-journal                    keep no journal
`,
  `
  -h, --help                      show help

Commands:
  start                           listen until stopped (the default command)
  exec [options] [-- command...]  run a command with its own emulator, and exit with its exit code
  mcp [options]                   serve the tools by the Model Context Protocol, over standard input
                                  and output
  config [options]                print every setting with its value and source
  init                            write an account file and a config file to edit; existing files
                                  stay
  lint [options] <path...>        check configurations of session apps
                                  (vtex.session/configuration.json)
  verify [options]                run the contract suite against a server or a live account, and
                                  report its behaviour
  persona [options] [id]          create a session of a persona, and print how to use it; without an
                                  id, list them
  healthcheck [options]           exit 0 if an emulator answers, otherwise 1
  explain [options] <token>       explain how a session got its values
  sources                         serve other OpenAPI documents beside the sessions
  tools [options]                 list the tools of a running emulator
  help [command]                  show help, or the help of a command

Every setting can also come from the environment (VTEX_SESSION_MOCK_COOKIE_PROFILE for
--cookie-profile) or from a JSON file ("cookieProfile"). A flag wins over the environment, the
environment over the file.
`,
];

test('--help prints settings with their defaults, and the commands', async () => {
  const { exitCode, stdout, stderr } = await ended('--help', fakeWorld());
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  for (const part of helpParts) expect(stdout).toContain(part);
});

test('--help names every setting', async () => {
  const { stdout } = await ended('--help', fakeWorld());
  const flags = [...stdout.matchAll(/^ {2}(--(?!no-)[a-z-]+)/gm)].map(([, flag]) => flag);
  expect(flags).toEqual(settingNames.map(flagOf));
});
