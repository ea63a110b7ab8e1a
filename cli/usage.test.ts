import { ended, fakeWorld } from './testing/fake-world';

const hint = 'Run vtex-session-mock --help for what there is.\n';
const portMend = 'Give an integer from 0 to 65535; 0 takes a free port.';
const appMend =
  'Give PATH=URL, such as vtex.session/configuration.json=http://127.0.0.1:4001; in a file {"configuration": PATH, "url": URL}.';
const originMend = 'Give scheme, host and port, and no path: http://localhost:3000.';

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
  ['--port', "error: option '--port <number>' argument missing\n"],
  ['--port 65536', `error: option '--port <number>' argument '65536' is invalid. ${portMend}\n`],
  ['--port=-1', `error: option '--port <number>' argument '-1' is invalid. ${portMend}\n`],
  ['--port 1e3', `error: option '--port <number>' argument '1e3' is invalid. ${portMend}\n`],
  ['--port=', `error: option '--port <number>' argument '' is invalid. ${portMend}\n`],
  [
    '--max-sessions 0',
    "error: option '--max-sessions <number>' argument '0' is invalid. Give an integer from 1.\n",
  ],
  [
    '--cookie-profile Live',
    "error: option '--cookie-profile <live|dev>' argument 'Live' is invalid. Give live or dev.\n",
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
      `error: option '--app <PATH=URL>' argument '${given}' is invalid. ${appMend}\n`,
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
    'error: option \'--assumptions <file>\' argument \'{"bodyOrQuery":\' is invalid. Give the path of a file that vtex-session-mock verify wrote, or JSON such as {"bodyOrQuery": "query"}.\n',
  ],
  ['--cors *', `error: option '--cors <origin>' argument '*' is invalid. ${originMend}\n`],
  [
    '--cors http://a:3000/',
    `error: option '--cors <origin>' argument 'http://a:3000/' is invalid. ${originMend}\n`,
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

test('--version prints the version', async () => {
  expect(await ended('--version', fakeWorld())).toEqual({ exitCode: 0, stdout: '1.2.3\n', stderr: '' });
});

test('--help prints every setting with its default', async () => {
  const { exitCode, stdout, stderr } = await ended('--help', fakeWorld());
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toBe(`Usage: vtex-session-mock [command] [options]

A local, stateful double of VTEX's Session Manager API.

Options:
  --version                      print the version
  --port <number>                port to listen on; 0 takes a free one (default: 9910)
  --host <address>               address to listen on (default: 127.0.0.1)
  --port-file <file>             file that holds the number of the port while requests are answered
                                 (default: none)
  --control-token <token>        what lets other machines and host names in to /_mock, by
                                 Authorization: Bearer; needed by all on an address that is no
                                 loopback one (default: a new one where it is needed)
  --account <name|file>          account to serve: the name of a shipped account fixture, or the
                                 path of a fixture file (default: acme)
  --strict                       refuse what VTEX's published document does not allow
  --cors <origin>                origin that may call with credentials from a browser; may be given
                                 again (default: none)
  --cookie-profile <live|dev>    live marks cookies as VTEX does; dev is for clients that cannot
                                 hold Secure cookies on plain http (default: live)
  --token-form <2026|2024|2019>  which years' session token to emit (default: 2026)
  --max-sessions <number>        sessions kept at most; the least recently used goes first (default:
                                 1000000)
  --signing-key <file>           P-256 private key (PEM), for tokens that outlive a restart
                                 (default: a new key at each start)
  --app <PATH=URL>               session apps of yours: PATH of a vtex.session/configuration.json,
                                 URL where they listen; may be given again (default: none)
  --app-timeout <ms>             milliseconds until the answer of such an app counts as failed
                                 (default: 2000)
  --run-on-create <KEY>          KEY of such an app that is called when a session is created; may be
                                 given again (default: none)
  --app-order <order>            declared, shuffled or shuffled:SEED, which is repeatable: how
                                 answers of session apps in one round are merged (default: declared)
  --explain                      keep what each write did to a session, for vtex-session-mock
                                 explain (the default)
  --no-explain                   do not keep it
  --journal <number>             requests kept in the journal, the newest (default: 1000)
  --no-journal                   keep none
  --import <file>                snapshot to begin with, as --export-on-exit or GET /_mock/snapshot
                                 wrote it (default: none)
  --export-on-exit <file>        file that is given a snapshot of all that is kept at the end; it
                                 holds credentials (default: none)
  --log <pretty|json|silent>     what to print for each request (default: pretty)
  --assumptions <file>           what to do where nobody knows what the service does: a file that
                                 vtex-session-mock verify wrote, or JSON (default: none)
  --config <file>                JSON file with these settings (default: vtex-session-mock.json in
                                 the working directory, if present)
  -h, --help                     print this

Commands:
  start                          listen until told to stop (what happens without a command)
  exec [-- command...]           run a command with an emulator of its own, and end with its exit
                                 code
  config [options]               print every setting, its value and where it comes from
  lint [options] <path...>       check configurations of session apps
                                 (vtex.session/configuration.json)
  verify [options]               run the contract suite against a server or your account, and tell
                                 what it does
  persona [options] [id]         make a session of a persona, and print how to take it over; without
                                 an id, list them
  healthcheck [options]          end with 0 if an emulator answers, else with 1
  explain [options] <token>      tell why a session is as it is

Every setting can also come from the environment (VTEX_SESSION_MOCK_COOKIE_PROFILE for
--cookie-profile) or from a JSON file ("cookieProfile"). A flag wins over the environment, the
environment over the file.
`);
});
