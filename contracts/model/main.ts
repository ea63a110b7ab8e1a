import { parseArgs } from 'node:util';
import { inProcessTarget } from '../targets/in-process';
import { recognise } from '../targets/recognise';
import { urlTarget } from '../targets/url';
import { runSequences, type SequenceOptions } from './sequences';

/** The model-based test without Jest: many sequences, or a repeated failing one. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sequences: { type: 'string', default: '20000' },
      seed: { type: 'string' },
      path: { type: 'string' },
      'replay-path': { type: 'string' },
      url: { type: 'string' },
    },
  });
  const options: SequenceOptions = {
    sequences: Number(values.sequences),
    ...(values.seed !== undefined && { seed: Number(values.seed) }),
    ...(values.path !== undefined && { path: values.path }),
    ...(values['replay-path'] !== undefined && { replayPath: values['replay-path'] }),
  };
  const { url } = values;
  const target = url === undefined ? inProcessTarget() : urlTarget(url, await recognise(url));
  const startedAt = performance.now();
  const { seed, tally, failure } = await runSequences(target, options);
  await target.close();

  const steps = Object.values(tally.counts).reduce((sum, count) => sum + count, 0);
  console.log(`${target.name}, seed ${seed}`);
  for (const [kind, count] of Object.entries(tally.counts))
    console.log(`${String(count).padStart(8)}  ${kind}`);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const average = (steps / tally.sequences).toFixed(1);
  console.log(`${tally.sequences} sequences of ${average} steps on average, ${seconds} s`);
  if (failure === undefined) return;
  console.error(
    `${failure}\nTo repeat it: npm run test:model -- --seed ${seed} --path … --replay-path …, with the values above`,
  );
  process.exitCode = 1;
}

void main();
