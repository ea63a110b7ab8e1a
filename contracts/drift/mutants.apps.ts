import type { Mutant } from './mutant';

/** What the session apps derive, and in which rounds. */
export const mutantsOfApps: readonly Mutant[] = [
  {
    name: 'sc-ignored',
    sentence: '`sc` selects no trade policy.',
    file: 'mock/apps/store-session.ts',
    find: 'asked === undefined ? usual',
    replace: 'true ? usual',
    breaks: ['store.policy.sc-selects', 'store.policy.the-rest-follows'],
  },
  {
    name: 'closed-policies-are-open',
    sentence: 'A trade policy that serves certain shoppers serves everybody.',
    file: 'mock/apps/store-session.ts',
    find: "policy.privacy === 'public' ||",
    replace: 'true ||',
    breaks: ['store.policy.forbidden-to-a-visitor'],
  },
  {
    name: 'currency-does-not-follow',
    sentence: 'Every trade policy has the currency of the first.',
    file: 'mock/apps/store-session.ts',
    find: 'currencyCode: policy.currencyCode',
    replace: "currencyCode: 'BRL'",
    breaks: ['store.policy.the-rest-follows'],
  },
  {
    name: 'locale-beats-culture-info',
    sentence: '`public.locale` comes before `public.cultureInfo`.',
    file: 'mock/apps/store-session.ts',
    find: 'cultures.cultureInfo ?? cultures.locale',
    replace: 'cultures.locale ?? cultures.cultureInfo',
    breaks: ['store.culture.which-comes-first'],
  },
  {
    name: 'locale-ignored',
    sentence: '`public.locale` does not change the culture.',
    file: 'mock/apps/store-session.ts',
    find: 'cultures.cultureInfo ?? cultures.locale',
    replace: 'cultures.cultureInfo',
    breaks: ['store.culture.locale-overwrites'],
  },
  {
    name: 'channel-privacy-left-out',
    sentence: 'Neither the session nor the segment says whether the policy is public.',
    file: 'mock/apps/store-session.ts',
    find: 'channelPrivacy: policy.privacy,',
    replace: '',
    breaks: ['segments.content.channel-privacy-is-there'],
  },
  {
    name: 'refused-policy-passes',
    sentence: 'What a session app refuses is passed over.',
    file: 'mock/rules/cascade.ts',
    find: 'for (const refusal of told.refusals.values()) throw refusal;',
    replace: '',
    breaks: ['store.policy.forbidden-to-a-visitor', 'store.policy.forbidden-saves-nothing'],
  },
];
