import { CommanderError } from 'commander';
import { exitCodes, Failure } from './failure';
import { programOf } from './program';
import type { World } from './world';

/**
 * Runs one command line to its end.
 *
 * @param argv what follows the program's name
 * @returns the exit code
 */
export async function run(argv: readonly string[], world: World): Promise<number> {
  let exitCode: number = exitCodes.unexpected;
  const program = programOf(world, argv, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, world);
  }
}

function report(error: unknown, { stderr }: World): number {
  // Commander has printed its message, or the help that was asked for, by now.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  if (error instanceof Failure) {
    for (const problem of error.problems) stderr.write(`error: ${problem}\n`);
    return error.exitCode;
  }
  stderr.write(`unexpected error: ${error instanceof Error ? error.stack : String(error)}\n`);
  return exitCodes.unexpected;
}
