import { behaviours } from './behaviours';
import { reasonNotTried, runBehaviour } from './run-behaviour';
import { chosenTarget } from './targets/choose';

/** The suite, driven by Jest: one test for each behaviour. What a behaviour is, Jest knows nothing of. */
const target = chosenTarget(process.env);

afterAll(() => target.close());

for (const behaviour of behaviours) {
  const name = `${behaviour.id} [${behaviour.grade}] ${behaviour.sentence}`;
  const reason = reasonNotTried(behaviour, target);
  if (reason === undefined) {
    test(name, () => runBehaviour(behaviour, target, expect));
  } else {
    // biome-ignore lint/suspicious/noSkippedTests: what a server cannot show is said to be untried, not passed
    test.skip(`${name} Not tried on ${target.name}: ${reason}.`, () => undefined);
  }
}
