import type { Behaviour, Run } from '../../harness/behaviour';
import type { Claim } from '../../harness/claim';
import { defaultAssumptions } from '../../targets/assumptions';
import { answerOf, type Target, type TargetRequest } from '../../targets/target';

/** A behaviour for a test of what runs behaviours. */
export function behaviourMade(id: string, run: Run, more: Partial<Claim> = {}): Behaviour {
  return {
    id,
    sentence: `That ${id} holds.`,
    operation: 'GET /api/segments',
    grade: 'inferred',
    evidence: ['R-170'],
    marker: 'both',
    run,
    ...more,
  };
}

/** A target that by default answers every request with a segment. */
export function targetMade(
  answer: (request: TargetRequest) => Promise<{ status: number; text: string }> = async () => segment,
): Target {
  return {
    name: 'made',
    account: undefined,
    emulator: false,
    fixture: undefined,
    assumptions: defaultAssumptions,
    async request(request) {
      const { status, text } = await answer(request);
      return answerOf({ status, text, setCookie: [], headers: { 'content-type': 'application/json' } });
    },
    tokenOfAnotherAccount: undefined,
    later: undefined,
    raw: undefined,
    variant: undefined,
    anyRequest: true,
    vtexCookies: true,
    parallel: true,
    login: undefined,
    close: async () => undefined,
  };
}

const keys = [
  'campaigns',
  'channel',
  'priceTables',
  'regionId',
  'utm_campaign',
  'utm_source',
  'utmi_campaign',
  'currencyCode',
  'currencySymbol',
  'countryCode',
  'cultureInfo',
];

export const segment = {
  status: 200,
  text: JSON.stringify(Object.fromEntries(keys.map((key) => [key, key === 'channel' ? '1' : null]))),
};

/** Asks for the segment, which is what makes a made behaviour one. */
export const asks: Run = async ({ visitor }) => {
  await visitor.segment();
};
