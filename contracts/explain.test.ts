import { behaviours } from './behaviours';
import { runBehaviour } from './harness/run-behaviour';
import { parseList } from './harness/structured-list';
import { explainingTarget } from './targets/explaining';
import { inProcessTarget } from './targets/in-process';

/** With `x-mock-explain: 1` every answer lists the assumptions that decided it. */

const target = inProcessTarget();
afterAll(() => target.close());

test.each(
  behaviours.flatMap(({ assumption, ...behaviour }) =>
    assumption === undefined
      ? []
      : [[behaviour.id, assumption.setting, { ...behaviour, assumption }] as const],
  ),
)('%s holds with the header too, and an answer lists %s', async (_, setting, behaviour) => {
  const listed = new Set<string>();
  const explaining = explainingTarget(target, (header) => {
    for (const { token } of parseList(header)) listed.add(token);
  });
  await runBehaviour(behaviour, explaining, expect);
  expect([...listed]).toContain(setting);
});
