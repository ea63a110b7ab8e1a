import { exitCodes, Failure } from './failure';
import { type Resolved, resolveSettings } from './resolve-settings';
import { start } from './start';
import { safeOutput } from './terminal';
import { type Typed, typedToStart } from './typed';
import type { World } from './world';

/**
 * Runs one command line to its end.
 *
 * @param argv the words after the program's name
 * @returns the exit code
 */
export async function run(argv: readonly string[], given: World): Promise<number> {
  const world = { ...given, stdout: safeOutput(given.stdout), stderr: safeOutput(given.stderr) };
  const { cwd, stderr } = world;
  const settled = (typed: Typed): Resolved => {
    const resolved = resolveSettings(typed, world);
    for (const warning of resolved.warnings) stderr.write(`warning: ${warning}\n`);
    return resolved;
  };
  try {
    const typed = typedToStart(argv, cwd);
    if (typed !== undefined) return await start(settled(typed), world);
    const { runProgram } = await import('./program');
    return await runProgram(argv, settled, world);
  } catch (error) {
    return report(error, world);
  }
}

function report(error: unknown, { stderr }: World): number {
  if (error instanceof Failure) {
    for (const problem of error.problems) stderr.write(`error: ${problem}\n`);
    return error.exitCode;
  }
  stderr.write(`unexpected error: ${error instanceof Error ? error.stack : String(error)}\n`);
  return exitCodes.unexpected;
}
