import { behaviours } from '../behaviours';
import type { Claim, Grade, Marker, Operation } from './claim';

/** One behaviour as `fixtures/behaviours.json` has it: data for users of the package. */
export interface PublishedBehaviour {
  readonly id: string;
  readonly sentence: string;
  readonly operation: Operation;
  readonly grade: Grade;
  readonly evidence: readonly string[];
  readonly marker: Marker;
  /** Of an assumption: the setting that changes it. */
  readonly setting?: string;
}

export const publishedBehaviours: readonly PublishedBehaviour[] = behaviours.map(published);

function published(entry: Claim): PublishedBehaviour {
  const { id, sentence, operation, grade, evidence, marker, assumption } = entry;
  const claim = { id, sentence, operation, grade, evidence, marker };
  return assumption === undefined ? claim : { ...claim, setting: assumption.setting };
}

/** The file's text: a behaviour a line, so that a change of one is a change of one line. */
export function publishedText(behaviours: readonly PublishedBehaviour[]): string {
  const lines = behaviours.map((behaviour) => `    ${JSON.stringify(behaviour)}`);
  return `{\n  "behaviours": [\n${lines.join(',\n')}\n  ]\n}\n`;
}
