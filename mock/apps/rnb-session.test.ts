import type { JsonValue } from '../rules/session';
import type { Plain } from '../rules/testing/plain';
import { rnbSession } from './rnb-session';
import { accountWith, answerOf, declarationOf } from './testing/account';

const app = rnbSession(
  accountWith({
    campaigns: [
      { id: 'c-mail', name: 'By e-mail', emails: ['Ann@example.com', 'bob@example.com'] },
      { id: 'c-source', name: 'By source', utmSource: 'google' },
      { id: 'c-campaign', name: 'By campaign', utmCampaign: 'winter' },
      {
        id: 'c-postal',
        name: 'By postal code',
        postalCodes: [
          ['01000-000', '05999-999'],
          ['10001', '10099'],
        ],
      },
      { id: 'c-both', name: 'By two', utmSource: 'mail', utmCampaign: 'spring' },
      { id: 'c-nobody', name: 'For nobody', emails: [] },
    ],
  }),
);

test('R-263: what it declares', () => {
  expect(declarationOf(app)).toEqual({
    name: 'rnb-session',
    runOnCreate: false,
    input: { profile: ['email'], public: ['utm_source', 'utm_campaign', 'postalCode'] },
    output: { rnb: ['campaigns'] },
  });
});

test.each<[string, Plain, JsonValue]>([
  ['nothing', {}, null],
  ['a listed e-mail', { profile: { email: 'bob@example.com' } }, 'c-mail'],
  ['one in other capitals', { profile: { email: 'ann@Example.com' } }, 'c-mail'],
  ['another e-mail', { profile: { email: 'eve@example.com' } }, null],
  ['an e-mail of public', { public: { email: 'bob@example.com' } }, null],
  ['a source', { public: { utm_source: 'google' } }, 'c-source'],
  ['a source in other capitals', { public: { utm_source: 'Google' } }, null],
  ['a campaign', { public: { utm_campaign: 'winter' } }, 'c-campaign'],
  ['a campaign as source', { public: { utm_source: 'winter' } }, null],
  ['the first postal code of a range', { public: { postalCode: '01000-000' } }, 'c-postal'],
  ['R-309: without the dash', { public: { postalCode: '04561000' } }, 'c-postal'],
  ['a postal code of the second range', { public: { postalCode: '10099' } }, 'c-postal'],
  ['a postal code after the range', { public: { postalCode: '06000-000' } }, null],
  ['one of two conditions', { public: { utm_source: 'mail' } }, null],
  ['the other of two', { public: { utm_campaign: 'spring' } }, null],
  ['both of two', { public: { utm_source: 'mail', utm_campaign: 'spring' } }, 'c-both'],
  [
    'R-193: several, joined by comma',
    { profile: { email: 'bob@example.com' }, public: { utm_source: 'google', utm_campaign: 'winter' } },
    'c-mail,c-source,c-campaign',
  ],
  ['R-066: what was cleared', { profile: { email: '' }, public: { utm_source: '' } }, null],
])('R-325: %s', async (_, input, campaigns) => {
  expect(await answerOf(app, input)).toEqual({ rnb: { campaigns } });
});

test('a campaign without conditions is for everybody', async () => {
  const open = rnbSession(accountWith({ campaigns: [{ id: 'c-all', name: 'For all' }] }));
  expect(await answerOf(open, {})).toEqual({ rnb: { campaigns: 'c-all' } });
});
