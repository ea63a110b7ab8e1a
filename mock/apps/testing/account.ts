/** An account for the tests of the apps. */
import { sealed } from '../../rules/testing/plain';
import type { StoreData, TradePolicy } from '../store-data';

export const brazil: TradePolicy = {
  id: '1',
  currencyCode: 'BRL',
  currencySymbol: 'R$',
  countryCode: 'BRA',
  cultureInfo: 'pt-BR',
  privacy: 'public',
  shoppers: [],
};

/** One public trade policy and nothing else, except for `parts`. Frozen. */
export function accountWith(parts: Partial<StoreData> = {}): StoreData {
  return sealed({
    name: 'acme',
    id: '0e000000-0000-4000-8000-00000000000a',
    tradePolicies: [brazil],
    defaultTradePolicy: '1',
    bindings: [],
    sessionApps: [],
    regionIdFormat: 2,
    anonymousProfile: true,
    sellers: [],
    shoppers: [],
    operators: [],
    campaigns: [],
    organizations: [],
    ...parts,
  });
}
