import { watchNpmShell } from './signals';

interface Machine {
  parent: number;
  running: boolean;
}

function watch(script: string | undefined, machine: Machine) {
  const gone = jest.fn();
  const end = watchNpmShell(
    { env: { npm_lifecycle_script: script }, parent: () => machine.parent, isRunning: () => machine.running },
    gone,
    1000,
  );
  return { gone, end };
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test.each([
  ['npm start', 'node dist/cli/main.cjs'],
  ['npm start in cmd.exe', 'node dist\\cli\\main.cjs --port 0'],
  ['npx', "'vtex-session-mock'"],
  ['the last of several', 'npm run build && vtex-session-mock'],
  ['a log in a file', 'vtex-session-mock > log 2>&1'],
])('%s: the end of the parent stops the process (%s)', (_, script) => {
  const machine = { parent: 70, running: true };
  const { gone } = watch(script, machine);
  jest.advanceTimersByTime(2000);
  expect(gone).not.toHaveBeenCalled();
  machine.parent = 1;
  jest.advanceTimersByTime(3000);
  expect(gone).toHaveBeenCalledTimes(1);
});

test('if an orphan keeps its parent id, the parent is looked up', () => {
  const machine = { parent: 70, running: true };
  const { gone } = watch('vtex-session-mock', machine);
  machine.running = false;
  jest.advanceTimersByTime(1000);
  expect(gone).toHaveBeenCalledTimes(1);
});

test.each([
  ['not below npm', undefined],
  ['started by a test runner', 'jest'],
  ['sent to the background', 'vtex-session-mock > log 2>&1 &'],
  ['sent to the background, then waited for', 'vtex-session-mock & wait-on http://127.0.0.1:9910'],
])('%s: the process may outlive its parent (%s)', (_, script) => {
  const machine = { parent: 70, running: true };
  const { gone } = watch(script, machine);
  machine.parent = 1;
  jest.advanceTimersByTime(5000);
  expect(gone).not.toHaveBeenCalled();
});

test('the watch can be ended', () => {
  const machine = { parent: 70, running: true };
  const { gone, end } = watch('vtex-session-mock', machine);
  end();
  machine.parent = 1;
  jest.advanceTimersByTime(5000);
  expect(gone).not.toHaveBeenCalled();
});
