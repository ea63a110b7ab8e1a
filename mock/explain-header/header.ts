import published from '../../fixtures/behaviours.json';
import type { Decision } from './decision';
import type { Facts } from './facts';
import { decisions } from './table';

export interface PublishedBehaviour {
  readonly id: string;
  readonly grade: string;
  readonly setting?: string;
}

const behaviours: ReadonlyMap<string, PublishedBehaviour> = new Map(
  (published.behaviours as readonly PublishedBehaviour[]).map((behaviour) => [behaviour.id, behaviour]),
);

/** The ids of the behaviours that decided an answer, each once, what is most particular to it first. */
export function decidedBy(facts: Facts, table: readonly Decision[] = decisions): readonly string[] {
  const named = table.flatMap(({ when, behaviours }) => (when(facts) ? behaviours : []));
  return [...new Set(named)];
}

/**
 * The value of the response header: a list of tokens with parameters (RFC 9651, 3.1),
 * `sessions.items.missing;grade=assumed;setting=statusOfMissingItems, …`. Undefined for none.
 * @throws TypeError for an id that is not published
 */
export function headerValue(ids: readonly string[]): string | undefined {
  return ids.length === 0 ? undefined : ids.map(memberOf).join(', ');
}

function memberOf(id: string): string {
  const behaviour = behaviours.get(id);
  if (behaviour === undefined) throw new TypeError(`${id} is not among the published behaviours`);
  const { grade, setting } = behaviour;
  return `${id};grade=${grade}${setting === undefined ? '' : `;setting=${setting}`}`;
}
