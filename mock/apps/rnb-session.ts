import type { Account, Campaign } from '../accounts/account';
import type { SessionApp } from '../rules/app';
import { inPostalCodes } from './areas';
import { namespacesFrom, textAt } from './values';

/** VTEX's rnb-session (rates and benefits): the campaigns whose audience the visitor belongs to. */
export function rnbSession(account: Account): SessionApp {
  return {
    name: 'rnb-session',
    runOnCreate: false,
    input: { profile: ['email'], public: ['utm_source', 'utm_campaign', 'postalCode'] },
    output: { rnb: ['campaigns'] },
    transform(input) {
      const visitor: Visitor = {
        email: textAt(input, 'profile', 'email'),
        utmSource: textAt(input, 'public', 'utm_source'),
        utmCampaign: textAt(input, 'public', 'utm_campaign'),
        postalCode: textAt(input, 'public', 'postalCode'),
      };
      const ids = account.campaigns.filter((campaign) => addresses(campaign, visitor)).map(({ id }) => id);
      return namespacesFrom({ rnb: { campaigns: ids.join(',') || null } });
    },
  };
}

interface Visitor {
  readonly email: string | undefined;
  readonly utmSource: string | undefined;
  readonly utmCampaign: string | undefined;
  readonly postalCode: string | undefined;
}

/** All conditions that are given hold; a campaign without any is for everybody. */
function addresses({ emails, utmSource, utmCampaign, postalCodes }: Campaign, visitor: Visitor): boolean {
  const email = visitor.email?.toLowerCase();
  return (
    (emails === undefined || emails.some((one) => one.toLowerCase() === email)) &&
    (utmSource === undefined || utmSource === visitor.utmSource) &&
    (utmCampaign === undefined || utmCampaign === visitor.utmCampaign) &&
    (postalCodes === undefined || inPostalCodes(visitor.postalCode, postalCodes))
  );
}
