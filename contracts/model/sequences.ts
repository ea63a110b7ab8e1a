import fc from 'fast-check';
import { heldAgainstOpenApi } from '../harness/openapi-check';
import { valuesIn, visitorOf } from '../harness/visitor';
import type { Target } from '../targets/target';
import { stepArbitraries } from './arbitraries';
import { read } from './reads';
import { newMemory, newReal } from './real';
import { type Base, newState, type State, visitorCount } from './state';
import { commandOf, newTally, type Tally } from './step';

export interface SequenceOptions {
  readonly sequences: number;
  readonly seed?: number;
  /** Repeat a failure; fast-check prints all three. */
  readonly path?: string;
  readonly replayPath?: string;
}

export interface SequencesRun {
  readonly seed: number;
  readonly tally: Tally;
  /** The failure and how to repeat it; undefined if all sequences passed. */
  readonly failure: string | undefined;
}

const longest = 30;

/** Runs random sequences of steps against a target and its model. */
export async function runSequences(
  target: Target,
  { sequences, seed, path, replayPath }: SequenceOptions,
): Promise<SequencesRun> {
  const tally = newTally();
  const base = await baseOf(target);
  const memory = newMemory();
  const steps = stepArbitraries(base.fixture).map((arbitrary) =>
    arbitrary.map((step) => commandOf(step, tally)),
  );
  const commands = fc.commands(steps, {
    maxCommands: longest,
    size: 'max',
    ...(replayPath !== undefined && { replayPath }),
  });
  const property = fc.asyncProperty(commands, async (sequence) => {
    tally.sequences += 1;
    // Each sequence gets its own wrapper: a wrapper remembers the calls of one behaviour, not of thousands.
    const real = newReal(heldAgainstOpenApi(target), memory);
    const state = newState(base);
    try {
      await fc.asyncModelRun(() => ({ model: state, real }), sequence);
      for (let visitor = 0; visitor < visitorCount; visitor++) await readAtTheEnd(visitor, state, real);
    } finally {
      await real.end();
    }
  });
  const details = await fc.check(property, {
    numRuns: sequences,
    ...(seed !== undefined && { seed }),
    ...(path !== undefined && { path }),
  });
  const failure = details.failed ? await fc.asyncDefaultReportMessage(details) : undefined;
  return { seed: details.seed, tally, failure };
}

/** Every visitor reads only their own session, whatever the others did. */
async function readAtTheEnd(visitor: number, state: State, real: ReturnType<typeof newReal>): Promise<void> {
  if (state.jars[visitor]?.token !== undefined) await read(visitor, '*', state, real);
}

async function baseOf(target: Target): Promise<Base> {
  const { fixture, assumptions } = target;
  const visitor = visitorOf(target);
  const values = new Map(Object.entries(valuesIn(await visitor.get('*'))));
  const { text } = await visitorOf(target).segment();
  return { fixture, assumptions, hasClock: target.later !== undefined, values, segment: text };
}
