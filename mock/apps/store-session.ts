import { creation } from '../rules/caller-writes';
import { Refusal } from '../rules/refusal';
import { localesIn, nearestLocale } from '../rules/segment';
import { entryAt, type Namespaces } from '../rules/session';
import { BoundedCache } from '../util/bounded-cache';
import type { TradePolicy } from './store-data';
import { namespacesFrom, textAt } from './values';
import type { VtexApp } from './vtex-app';

const shopper = { profile: ['email', 'isAuthenticated'] };
const atCreation = { [creation]: ['__bindingId', 'supportedLocales'] };

/**
 * VTEX's store-session: the visitor's trade policy, and with it currency, country and culture (R-260, R-280 to
 *
 */
export const storeSession: VtexApp = {
  runOnCreate: true,
  derives: [
    {
      input: { public: ['cultureInfo', 'sc', 'locale'], ...shopper, ...atCreation },
      output: { store: ['cultureInfo'] },
    },
    {
      input: { public: ['admin_cultureInfo'] },
      output: { store: ['admin_cultureInfo'] },
    },
    {
      input: { public: ['sc'], ...shopper, ...atCreation },
      output: { store: ['channel', 'countryCode', 'currencyCode', 'currencySymbol', 'channelPrivacy'] },
    },
  ],
  transform({ account, assumptions }) {
    const policies = new Map(account.tradePolicies.map((policy) => [policy.id, policy]));
    const fallback = policies.get(account.defaultTradePolicy);
    if (fallback === undefined)
      throw new TypeError(`defaultTradePolicy ${account.defaultTradePolicy} is not a trade policy`);
    const storeOf = sharedStoreNamespaces();

    return (input) => {
      const read = (namespace: string, key: string) => textAt(input, namespace, key);
      const asked = read('public', 'sc');
      const binding = account.bindings.find(({ id }) => id === read(creation, '__bindingId'));
      const usual = policies.get(binding?.tradePolicy ?? '') ?? fallback;
      const policy = asked === undefined ? usual : policies.get(asked);
      const visitor = {
        email: read('profile', 'email'),
        isAuthenticated: read('profile', 'isAuthenticated') === 'true',
      };
      if (policy === undefined || !serves(policy, visitor)) {
        // An unknown policy is refused like one that does not serve the visitor.
        if (assumptions.forbiddenTradePolicy === 'channel-cleared') return channelCleared;
        throw refusalOf(asked ?? usual.id, visitor);
      }
      const cultures = { cultureInfo: read('public', 'cultureInfo'), locale: read('public', 'locale') };
      const culture =
        assumptions.cultureComesFrom === 'cultureInfo'
          ? (cultures.cultureInfo ?? cultures.locale)
          : (cultures.locale ?? cultures.cultureInfo);
      const supported = read(creation, 'supportedLocales');
      const usualCulture = binding?.defaultLocale ?? policy.cultureInfo;
      return storeOf(
        policy,
        culture ?? (supported && nearestLocale(usualCulture, localesIn(supported))) ?? usualCulture,
        read('public', 'admin_cultureInfo') ?? (entryAt(input, adminCulture) && null),
      );
    };
  },
};

const channelCleared = namespacesFrom({ store: { channel: '' } });

interface Visitor {
  readonly email: string | undefined;
  readonly isAuthenticated: boolean;
}

/** A private policy serves only the shoppers that it lists, once they are logged in. */
function serves(policy: TradePolicy, { email, isAuthenticated }: Visitor): boolean {
  return (
    policy.privacy === 'public' ||
    (isAuthenticated && policy.shoppers.some((shopper) => shopper.toLowerCase() === email?.toLowerCase()))
  );
}

/** 401 for a visitor who is not logged in, 403 for one who is. */
function refusalOf(policy: string, { isAuthenticated }: Visitor): Refusal {
  return isAuthenticated
    ? new Refusal(403, `The shopper may not use trade policy ${policy}`)
    : new Refusal(401, `Trade policy ${policy} asks for a login`);
}

const adminCulture = { namespace: 'public', key: 'admin_cultureInfo' };

/** One object per policy and cultures, shared by all sessions that hold it. */
function sharedStoreNamespaces(): (
  policy: TradePolicy,
  culture: string,
  adminCulture: string | null | undefined,
) => Namespaces {
  const known = new BoundedCache<string, Namespaces>(500);
  return (policy, culture, admin) =>
    known.getOrMake(`${policy.id.length}:${policy.id}${admin?.length}:${admin},${culture}`, () =>
      namespacesFrom({
        store: {
          channel: policy.id,
          countryCode: policy.countryCode,
          cultureInfo: culture,
          currencyCode: policy.currencyCode,
          currencySymbol: policy.currencySymbol,
          channelPrivacy: policy.privacy,
          ...(admin !== undefined && { admin_cultureInfo: admin }),
        },
      }),
    );
}
