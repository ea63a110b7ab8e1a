import type { Namespaces } from '../rules/session';
import { BoundedCache } from '../util/bounded-cache';
import { comparable, postalCodesIn } from './areas';
import type { Campaign } from './store-data';
import { namespacesFrom, textAt } from './values';
import type { VtexApp } from './vtex-app';

/** VTEX's rnb-session (rates and benefits): the campaigns whose audience includes the visitor. */
export const rnbSession: VtexApp = {
  runOnCreate: false,
  derives: [
    {
      input: { profile: ['email'], public: ['utm_source', 'utm_campaign', 'postalCode'] },
      output: { rnb: ['campaigns'] },
    },
  ],
  transform({ account }) {
    const campaigns = account.campaigns.map(({ postalCodes, ...campaign }) => ({
      ...campaign,
      hasPostalCode: postalCodes && postalCodesIn(postalCodes),
    }));
    /** One object for all visitors of the same campaigns. */
    const known = new BoundedCache<string, Namespaces>(500);
    return (input) => {
      const visitor: Visitor = {
        email: textAt(input, 'profile', 'email'),
        utmSource: textAt(input, 'public', 'utm_source'),
        utmCampaign: textAt(input, 'public', 'utm_campaign'),
        postalCode: textAt(input, 'public', 'postalCode'),
      };
      const ids = campaigns.filter((campaign) => includes(campaign, visitor)).map(({ id }) => id);
      const text = ids.join(',');
      return known.getOrMake(text, () => namespacesFrom({ rnb: { campaigns: text || null } }));
    };
  },
};

interface PreparedCampaign extends Omit<Campaign, 'postalCodes'> {
  readonly hasPostalCode: ((code: string | undefined) => boolean) | undefined;
}

interface Visitor {
  readonly email: string | undefined;
  readonly utmSource: string | undefined;
  readonly utmCampaign: string | undefined;
  readonly postalCode: string | undefined;
}

/** All given conditions must hold. A campaign without conditions includes everyone. */
function includes(
  { emails, utmSource, utmCampaign, hasPostalCode }: PreparedCampaign,
  visitor: Visitor,
): boolean {
  const email = visitor.email?.toLowerCase();
  return (
    (emails === undefined || emails.some((one) => one.toLowerCase() === email)) &&
    (utmSource === undefined || utmSource === visitor.utmSource) &&
    (utmCampaign === undefined || utmCampaign === visitor.utmCampaign) &&
    (hasPostalCode === undefined || hasPostalCode(visitor.postalCode && comparable(visitor.postalCode)))
  );
}
