import type { Account, TradePolicy } from '../accounts/account';
import type { SessionApp } from '../rules/app';
import type { Assumptions } from '../rules/assumptions';
import { creation } from '../rules/caller-writes';
import { Refusal } from '../rules/refusal';
import { localesIn, nearestLocale } from '../rules/segment';
import type { Namespaces } from '../rules/session';
import { BoundedCache } from '../util/bounded-cache';
import { namespacesFrom, textAt } from './values';

/**
 * VTEX's store-session: which trade policy a visitor shops in, and with it currency, country and
 * culture.
 */
export function storeSession(account: Account, assumptions: Assumptions): SessionApp {
  const policies = new Map(account.tradePolicies.map((policy) => [policy.id, policy]));
  const fallback = policies.get(account.defaultTradePolicy);
  if (fallback === undefined)
    throw new TypeError(`defaultTradePolicy ${account.defaultTradePolicy} is not a trade policy`);
  const storeOf = sharedStoreNamespaces();

  return {
    name: 'store-session',
    runOnCreate: true,
    input: {
      public: ['cultureInfo', 'sc', 'locale'],
      profile: ['email', 'isAuthenticated'],
      [creation]: ['__bindingId', 'supportedLocales'],
    },
    output: {
      store: [
        'channel',
        'countryCode',
        'cultureInfo',
        'currencyCode',
        'currencySymbol',
        'channelPrivacy',
        'admin_cultureInfo',
      ],
    },
    transform(input) {
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
        // A policy that does not exist is refused like one that is not the visitor's.
        if (assumptions.forbiddenTradePolicy === 'channel-cleared') return channelCleared;
        throw refusalOf(asked ?? usual.id, visitor);
      }
      const cultures = { cultureInfo: read('public', 'cultureInfo'), locale: read('public', 'locale') };
      const culture =
        assumptions.cultureComesFrom === 'cultureInfo'
          ? (cultures.cultureInfo ?? cultures.locale)
          : (cultures.locale ?? cultures.cultureInfo);
      const supported = localesIn(read(creation, 'supportedLocales') ?? '');
      const atFirst = binding?.defaultLocale ?? policy.cultureInfo;
      return storeOf(policy, culture ?? nearestLocale(atFirst, supported) ?? atFirst);
    },
  };
}

const channelCleared = namespacesFrom({ store: { channel: '' } });

interface Visitor {
  readonly email: string | undefined;
  readonly isAuthenticated: boolean;
}

/** A private policy serves the shoppers it names, once they are logged in. */
function serves(policy: TradePolicy, { email, isAuthenticated }: Visitor): boolean {
  return (
    policy.privacy === 'public' ||
    (isAuthenticated && policy.shoppers.some((shopper) => shopper.toLowerCase() === email?.toLowerCase()))
  );
}

/** 401 for a visitor who is not logged in, 403 for one who is. */
function refusalOf(policy: string, { isAuthenticated }: Visitor): Refusal {
  return isAuthenticated
    ? new Refusal({
        status: 403,
        type: 'Forbidden',
        message: `The shopper may not use trade policy ${policy}`,
      })
    : new Refusal({ status: 401, type: 'Unauthorized', message: `Trade policy ${policy} asks for a login` });
}

/** One namespace per policy and culture, however many sessions hold it. */
function sharedStoreNamespaces(): (policy: TradePolicy, culture: string) => Namespaces {
  const known = new BoundedCache<string, Namespaces>(500);
  return (policy, culture) =>
    known.of(`${policy.id} ${culture}`, () =>
      namespacesFrom({
        store: {
          channel: policy.id,
          countryCode: policy.countryCode,
          cultureInfo: culture,
          currencyCode: policy.currencyCode,
          currencySymbol: policy.currencySymbol,
          channelPrivacy: policy.privacy,
        },
      }),
    );
}
