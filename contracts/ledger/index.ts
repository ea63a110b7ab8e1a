import { appsRules } from './apps';
import { cascadeRules } from './cascade';
import { clientsRules } from './clients';
import { cookiesRules } from './cookies';
import { correctionsRules } from './corrections';
import { endpointsRules } from './endpoints';
import { errorsRules } from './errors';
import { lifeRules } from './life';
import { pricesRules } from './prices';
import { queryAndValuesRules } from './query-and-values';
import { readsRules } from './reads';
import { regionsRules } from './regions';
import type { Rule } from './rule';
import { segmentsRules } from './segments';
import { sessionTokenRules } from './session-token';
import { storeRules } from './store';
import { writesRules } from './writes';

/** The evidence ledger: every rule that is known, in the order of its numbers. */
export const ledger: readonly Rule[] = [
  ...endpointsRules,
  ...writesRules,
  ...queryAndValuesRules,
  ...readsRules,
  ...cookiesRules,
  ...sessionTokenRules,
  ...segmentsRules,
  ...errorsRules,
  ...cascadeRules,
  ...appsRules,
  ...storeRules,
  ...regionsRules,
  ...pricesRules,
  ...lifeRules,
  ...clientsRules,
  ...correctionsRules,
];

export const ruleByNumber: ReadonlyMap<string, Rule> = new Map(ledger.map((rule) => [rule.rule, rule]));
