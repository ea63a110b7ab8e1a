import { asked, clears, created, sets, written } from '../asking';
import { after, before, isInstalled, lastCall, textIn, valueAt } from '../asking-apps';
import { type Decision, decision } from '../decision';
import type { Facts } from '../facts';

const key = 'vtex-impersonated-customer-email';

const isThere = (facts: Facts): boolean => written(facts) && isInstalled(facts, 'impersonate-session');
const byCookie = ({ write }: Facts): boolean => write?.recordedCookies.includes(key) === true;
const isAsked = (facts: Facts): boolean => asked(facts, key).length > 0 || byCookie(facts);
const called = (facts: Facts): boolean => lastCall(facts, 'impersonate-session') !== undefined;
const may = (facts: Facts): boolean => after(facts, 'impersonate.canImpersonate') === 'true';
const customer = (facts: Facts): string | undefined => after(facts, 'impersonate.storeUserId');
const operator = (facts: Facts): string | undefined =>
  textIn(lastCall(facts, 'impersonate-session')?.input, 'authentication.adminUserEmail');

/** An operator acts for a shopper. */
export const impersonation: readonly Decision[] = [
  decision(
    (facts) => sets(facts, key) && !isInstalled(facts, 'impersonate-session'),
    'impersonation.telesales.app-is-not-there-by-default',
  ),
  decision(
    (facts) => isThere(facts) && created(facts) && !isAsked(facts) && !may(facts),
    'impersonation.telesales.plain-sessions-may-not',
  ),
  decision(
    (facts) => isThere(facts) && isAsked(facts) && !may(facts) && customer(facts) === undefined,
    'impersonation.telesales.others-may-not',
  ),
  decision(
    (facts) => isThere(facts) && sets(facts, key) && may(facts) && customer(facts) === undefined,
    'impersonation.telesales.nobody-of-that-email',
  ),
  decision((facts) => isThere(facts) && clears(facts, key), 'impersonation.telesales.stops'),
  decision(
    (facts) => isThere(facts) && byCookie(facts) && asked(facts, key).length > 0,
    'impersonation.telesales.public-before-cookie',
  ),
  decision(
    (facts) =>
      isThere(facts) &&
      byCookie(facts) &&
      customer(facts) !== undefined &&
      (valueAt(facts.write?.after, `public.${key}`) ?? null) === null,
    'impersonation.telesales.by-cookie',
  ),
  decision(
    (facts) => isThere(facts) && called(facts) && sets(facts, key) && customer(facts) !== undefined,
    'impersonation.telesales.begins',
  ),
  decision(
    (facts) =>
      isThere(facts) &&
      called(facts) &&
      operator(facts) === undefined &&
      before(facts, 'impersonate.storeUserId') !== undefined &&
      customer(facts) !== undefined,
    'impersonation.telesales.outlives-the-login',
  ),
];
