import type { Behaviour } from './behaviour';
import { behaviours } from './behaviours';
import type { Assumptions } from './targets/assumptions';

/** Every setting that a behaviour reads, with values that are not its default. */
const otherwise: { readonly [Setting in keyof Assumptions]: readonly Assumptions[Setting][] } = {
  statusOfPostThatEdits: [200],
  statusOfPostWithItems: [200],
  statusOfPatchThatCreates: [201],
  tokenlessGetSetsCookies: [true],
  statusOfUnverifiableToken: [404],
  statusOfForeignToken: [401, 404],
  statusOfMissingItems: [404, 422],
  reservedQueryNames: [['items'], ['items', 'an', 'workspace', 'session_path', '__bindingId']],
  repeatedQueryKey: ['first'],
  bodyOrQuery: ['query'],
  bareNamespaceItem: ['whole-namespace'],
  cultureComesFrom: ['locale'],
  forbiddenTradePolicy: ['channel-cleared'],
  segmentComesFrom: ['segment-cookie'],
  segmentAlphabet: ['base64'],
  segmentNonAscii: ['escaped'],
  unrepeatedCookie: ['dropped'],
  bindingAtCreation: ['ignored'],
  cascadeRounds: [2, 20],
  unsetInputs: ['null'],
};

/** A behaviour, and a setting that makes a target do otherwise than it does by default. */
export interface OtherwiseCase {
  readonly behaviour: Behaviour;
  readonly set: Partial<Assumptions>;
}

export const otherwiseCases: readonly OtherwiseCase[] = behaviours.flatMap((behaviour) => {
  const { assumption } = behaviour;
  if (assumption === undefined) return [];
  return otherwise[assumption.setting].map((value) => ({
    behaviour,
    set: { [assumption.setting]: value } as Partial<Assumptions>,
  }));
});

export function namedOtherwise({ behaviour, set }: OtherwiseCase): string {
  return `${behaviour.id} with ${JSON.stringify(set)}`;
}
