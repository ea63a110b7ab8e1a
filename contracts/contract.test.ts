import { behaviours } from './behaviours';
import { dryRun, dryRunText } from './harness/dry-run';
import { reasonNotTried, runBehaviour } from './harness/run-behaviour';
import { chosenDryRun, chosenTarget } from './targets/choose';
import { inProcessTarget } from './targets/in-process';
import type { LiveOptions } from './targets/live/options';

const dry = chosenDryRun(process.env);
if (dry === undefined) suite();
else printed(dry);

/** The suite, driven by Jest: one test for each behaviour. What a behaviour is, Jest knows nothing of. */
function suite(): void {
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
}

/** What the suite would send to a live account, to the standard output, past Jest's own report. */
function printed(options: LiveOptions): void {
  test('dry run: nothing is sent', async () => {
    const standIn = inProcessTarget();
    process.stdout.write(dryRunText(await dryRun(options, standIn, behaviours, expect)));
    await standIn.close();
  });
}
