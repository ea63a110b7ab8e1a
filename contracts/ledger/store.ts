import type { Rule } from './rule';

/** Trade policy, culture and binding. */
export const storeRules: readonly Rule[] = [
  {
    rule: 'R-280',
    says: "public.sc asks for a trade policy and is honoured if it is the visitor's.",
    source: 'guide: VTEX’s session apps',
    date: '2022-08-04',
    confidence: 'documented',
  },
  {
    rule: 'R-281',
    says: "cultureInfo and locale in public take the place of the policy's culture; which of them comes first is not known.",
    source: 'guide: VTEX’s session apps',
    date: '2022-08-04',
    confidence: 'documented',
  },
  {
    rule: 'R-282',
    says: 'Currency and country of store follow the trade policy.',
    source: 'guide: VTEX’s session apps',
    date: '2022-08-04',
    confidence: 'inferred',
  },
  {
    rule: 'R-283',
    says: 'When an app writes public.sc, store.channel follows in the next round.',
    source: 'client: storefront-permissions',
    date: null,
    confidence: 'observed',
  },
  {
    rule: 'R-284',
    says: 'A storefront ignores a refused trade policy and keeps its own.',
    source: 'C:68529170632; client: FastStore',
    date: '2026-08-04',
    confidence: 'observed',
    outOfScope: 'speaks of what clients do with a refusal',
  },
  {
    rule: 'R-285',
    says: 'channelPrivacy is private for a policy that is closed.',
    source: 'client: node-vtex-api',
    date: null,
    confidence: 'observed',
  },
  {
    rule: 'R-286',
    says: "At creation stores send __bindingId and supportedLocales, for the binding's policy and culture; to what effect is not known.",
    source: 'client: render-session; client: node-vtex-api; C:62286516992',
    date: '2026',
    confidence: 'observed',
  },
  {
    rule: 'R-287',
    says: 'When the binding changes the store drops the session and creates another.',
    source: 'client: render-session',
    date: '2020-12',
    confidence: 'observed',
  },
  {
    rule: 'R-288',
    says: 'Countries are written with three letters, as in ISO 3166.',
    source: 'guide: regions; guide: headless stores and Google',
    date: '2026-07',
    confidence: 'documented',
  },
];
