import { behaviours } from './behaviours';
import { reasonNotTried, runBehaviour } from './harness/run-behaviour';
import { inProcessTarget } from './targets/in-process';

/** The suite against the emulator in this process, one test per behaviour. Other targets: `verify`. */
const target = inProcessTarget();

afterAll(() => target.close());

for (const behaviour of behaviours) {
  const name = `${behaviour.id} [${behaviour.grade}] ${behaviour.sentence}`;
  const reason = reasonNotTried(behaviour, target);
  if (reason === undefined) {
    test(name, () => runBehaviour(behaviour, target, expect));
  } else {
    // biome-ignore lint/suspicious/noSkippedTests: what the emulator cannot show is reported as not tried, not as passed
    test.skip(`${name} Not tried ${target.name}: ${reason}.`, () => undefined);
  }
}
