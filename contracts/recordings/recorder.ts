import type { Claim } from '../harness/claim';
import type { Answer, Recorder, TargetRequest } from '../targets/target';
import type { Exchange, Origin, RecordedStep } from './exchange';
import type { Labels } from './labels';
import { redactedStep } from './redact-step';

export interface ExchangeRecorder extends Recorder {
  /** Redacts at once: what is not to be kept is not kept in memory either, but for the labels. */
  keep(request: TargetRequest, answer: Answer): void;
  /** One for each behaviour that passed; one that failed shows nothing to hold others against. */
  exchanges(): readonly Exchange[];
}

/** @param newLabels for each behaviour, so that a snapshot does not depend on what ran before */
export function exchangeRecorder(newLabels: () => Labels, origin: Origin): ExchangeRecorder {
  const kept: Exchange[] = [];
  let current: Claim | undefined;
  let steps: RecordedStep[] = [];
  let labels = newLabels();
  return {
    begins(behaviour) {
      current = behaviour;
      labels = newLabels();
      steps = [];
    },
    ends(passed) {
      if (passed && current !== undefined) kept.push(exchangeOf(current, steps, origin));
      current = undefined;
      steps = [];
    },
    keep(request, answer) {
      steps.push(redactedStep(request, answer, labels));
    },
    exchanges: () => kept,
  };
}

function exchangeOf(
  { id, sentence, evidence }: Claim,
  steps: readonly RecordedStep[],
  origin: Origin,
): Exchange {
  const source = origin === 'live' ? 'a live run of this suite' : 'a run against our own emulator';
  return {
    id,
    title: sentence,
    origin,
    evidence: evidence.map((rule) => ({ rule, source })),
    assumed: [],
    steps,
  };
}
