import type { Policy } from '../targets/fixture';
import type { Base, SegmentText } from './state';

type Values = ReadonlyMap<string, unknown>;

/** The other namespaces and the segment of a session with these values in `public`. */
export function storeOf(values: Values, { fixture, values: base }: Base): Values {
  const policy = fixture === undefined ? undefined : policyOf(values, fixture);
  const culture = cultureOf(values);
  const store = new Map<string, unknown>();
  for (const [item, value] of base) if (item.startsWith('store.')) store.set(item.slice(6), value);
  for (const [key, value] of Object.entries(policy ?? {})) store.set(key, value);
  if (culture !== undefined) store.set('cultureInfo', culture);
  return store;
}

function policyOf(values: Values, { defaultPolicy, openPolicies }: NonNullable<Base['fixture']>): Policy {
  const sc = values.get('sc');
  if (sc === undefined || sc === null || sc === '') return defaultPolicy;
  const policy = [defaultPolicy, ...openPolicies].find(({ channel }) => channel === String(sc));
  if (policy === undefined)
    throw new Error(`The model wrote the trade policy ${String(sc)}, which no visitor may select`);
  return policy;
}

function cultureOf(values: Values): string | undefined {
  const culture = [values.get('cultureInfo'), values.get('locale')].find(
    (value) => value !== undefined && value !== null && value !== '',
  );
  return culture === undefined ? undefined : String(culture);
}

const campaignSources = {
  utm_campaign: ['utm_campaign'],
  utm_source: ['utm_source'],
  utmi_campaign: ['utmi_campaign', 'utmi_cp'],
} as const;

/** The segment of a session: depends only on its public values. */
export function segmentOf(values: Values, base: Base): SegmentText {
  const segment = JSON.parse(base.segment) as Record<string, unknown>;
  for (const [key, value] of storeOf(values, base)) if (key in segment) segment[key] = value;
  for (const [key, sources] of Object.entries(campaignSources)) {
    const value = sources
      .map((source) => values.get(source))
      .find((one) => one !== undefined && one !== null);
    segment[key] = value === undefined ? null : asText(value);
  }
  return JSON.stringify(segment);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The segment with the overrides of a query string. */
export function overridden(segment: SegmentText, query: Readonly<Record<string, string>>): SegmentText {
  return JSON.stringify({ ...(JSON.parse(segment) as object), ...query });
}
