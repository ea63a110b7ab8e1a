import { askedOf, clears, created, edited, isRead, onASession, sets } from '../asking';
import { after, before, isInstalled, isLost, itemsIn, lastCall, textIn } from '../asking-apps';
import { type Decision, decision } from '../decision';
import type { Facts } from '../facts';
import { claimsOf, isLoginName, type LoginCookie, loginCookies, saysLogin } from '../login';

const user = 'authentication.storeUserId';
const operator = 'authentication.adminUserId';
/** What authentication-session made of the cookies, which is called only when they changed. */
const loggedIn = (facts: Facts, item: string): string | undefined =>
  facts.write?.after === undefined
    ? undefined
    : textIn(lastCall(facts, 'authentication-session')?.output, item);
const isNobody = (facts: Facts): boolean =>
  lastCall(facts, 'authentication-session') !== undefined &&
  loggedIn(facts, user) === undefined &&
  loggedIn(facts, operator) === undefined;
const someLogin = (facts: Facts, test: (cookie: LoginCookie) => boolean): boolean =>
  loginCookies(facts).some(test);

const isOfTheOtherKind = ({ name, value }: LoginCookie): boolean =>
  claimsOf(value)?.['audience'] === (name === 'VtexIdclientAutCookie' ? 'webstore' : 'admin');
const isOdd = ({ value }: LoginCookie): boolean => {
  const claims = claimsOf(value);
  return claims !== undefined && !saysLogin(claims);
};

const unrepeated = ({ write }: Facts): readonly string[] =>
  [...(write?.before.get('cookie')?.keys() ?? [])].filter((name) => !write?.recordedCookies.includes(name));

/** Who is logged in, by the cookies of VTEX ID. */
export const logins: readonly Decision[] = [
  decision(
    ({ token, refusal }) => refusal !== undefined && token.reason === 'it names no session',
    'login.cookie.names-no-session',
  ),
  decision(
    (facts) => isNobody(facts) && someLogin(facts, isOfTheOtherKind),
    'login.cookie.of-the-other-kind',
  ),
  decision((facts) => isNobody(facts) && someLogin(facts, isOdd), 'login.cookie.odd-claims'),
  decision(
    (facts) => isNobody(facts) && someLogin(facts, ({ value }) => value !== ''),
    'login.cookie.not-valid',
  ),
  decision(
    (facts) => someLogin(facts, ({ value }) => value === '') && onASession(facts),
    'login.cookie.emptied',
  ),
  decision(
    (facts) =>
      loggedIn(facts, user) !== undefined && after(facts, 'profile.id') !== undefined && isStranger(facts),
    'login.cookie.of-somebody-unknown',
  ),
  decision(
    ({ write, request: { cookieNames } }) =>
      write?.recordedCookies.some(
        (name) => isLoginName(name) && cookieNames.indexOf(name) !== cookieNames.lastIndexOf(name),
      ) === true,
    'login.cookie.first-of-two',
  ),
  decision(
    (facts) => onASession(facts) && unrepeated(facts).length > 0 && loginCookies(facts).length > 0,
    'login.cookie.dropped-alone',
  ),
  decision((facts) => onASession(facts) && unrepeated(facts).some(isLoginName), 'login.cookie.not-repeated'),
  decision(
    (facts) => edited(facts) && before(facts, user) !== undefined && isAnother(facts),
    'login.cookie.of-another-shopper',
  ),
  decision(
    (facts) => edited(facts) && before(facts, user) === undefined && after(facts, user) !== undefined,
    'login.cookie.seen-by-the-next-call',
    'login.supplied.is-seen-by-the-next-write',
  ),
  decision(
    (facts) => loggedIn(facts, user) !== undefined && loggedIn(facts, operator) !== undefined,
    'login.cookie.both-logins-at-once',
  ),
  decision((facts) => loggedIn(facts, operator) !== undefined, 'login.cookie.admin-login'),
  decision(
    (facts) =>
      loggedIn(facts, user) !== undefined && someLogin(facts, ({ name }) => /_[\da-f-]{36}$/.test(name)),
    'login.cookie.named-by-the-account-id',
  ),
  decision((facts) => loggedIn(facts, user) !== undefined, 'login.cookie.store-login'),
  decision(
    (facts) =>
      edited(facts) &&
      loggedIn(facts, user) !== undefined &&
      after(facts, 'profile.id') === after(facts, user),
    'login.supplied.ids-are-one',
  ),
  decision(
    ({ write, request: { cookieNames } }) =>
      write?.after !== undefined &&
      cookieNames.some((name) => /vtexidclient/i.test(name) && !write.recordedCookies.includes(name)),
    'login.cookie.names-by-pattern',
  ),
  decision((facts) => someLogin(facts, () => true), 'login.cookie.is-recorded-by-its-name'),
  decision(
    ({ items }) => items?.found.some((item) => item.startsWith('cookie.Vtex')) === true,
    'login.cookie.is-readable',
  ),
  decision(
    (facts) => isRead(facts) && facts.token.kind === 'absent' && facts.request.cookieNames.some(isLoginName),
    'login.cookie.read-without-a-session',
  ),
  decision(
    (facts) =>
      isRead(facts) &&
      facts.shown !== undefined &&
      facts.token.kind !== 'absent' &&
      facts.items?.found.includes('*') === true &&
      !itemsIn(facts.shown).some((item) => /^(?:cookie|authentication|profile)\./.test(item)),
    'login.cookie.without-a-login',
  ),
];

const profile = (facts: Facts, item: string): string | undefined =>
  textIn(lastCall(facts, 'profile-session')?.output, item);
const told = (facts: Facts, item: string): string | undefined =>
  textIn(lastCall(facts, 'profile-session')?.input, item);
const actsFor = (facts: Facts): boolean =>
  told(facts, 'storefront-permissions.storeUserId') !== undefined ||
  told(facts, 'impersonate.storeUserId') !== undefined;
const byEmail = (facts: Facts): boolean =>
  sets(facts, 'storeUserEmail') && profile(facts, 'profile.isAuthenticated') === 'false';

/** Whose profile it is. */
export const profiles: readonly Decision[] = [
  decision((facts) => clears(facts, 'storeUserEmail'), 'login.profile.email-cleared'),
  decision(
    (facts) =>
      byEmail(facts) &&
      (/[A-Z]/.test(told(facts, 'public.storeUserEmail') ?? '') ||
        profile(facts, 'profile.priceTables') === undefined),
    'login.profile.email-in-any-case',
  ),
  decision(byEmail, 'login.profile.email-gives-price-tables-only'),
  decision(
    (facts) => sets(facts, 'storeUserEmail') && profile(facts, 'profile.isAuthenticated') === 'true',
    'login.profile.login-wins-over-the-email',
  ),
  decision(
    (facts) => actsFor(facts) && profile(facts, 'profile.isAuthenticated') === 'false',
    'login.profile.acting-for-somebody-unknown',
  ),
  decision(
    (facts) => told(facts, 'storefront-permissions.storeUserId') !== undefined,
    'login.profile.of-storefront-permissions',
  ),
];

/** The refusal, or the cleared channel, of a trade policy that is not the visitor's. */
const forbids = ({ refusal, write }: Facts): boolean => {
  const asks = write?.asked.some(({ key, value }) => key === 'sc' && value !== '') === true;
  if (refusal === undefined) return asks && write?.after?.get('store')?.get('channel')?.value === '';
  return asks && refusal.code === undefined && (refusal.status === 401 || refusal.status === 403);
};
const knowsShopper = (facts: Facts): boolean =>
  textIn(lastCall(facts, 'store-session')?.input, 'profile.isAuthenticated') === 'true';
const isPrivate = (facts: Facts): boolean =>
  sets(facts, 'sc') && after(facts, 'store.channelPrivacy') === 'private';

/** Trade policies of certain shoppers. */
export const privatePolicies: readonly Decision[] = [
  decision((facts) => created(facts) && isPrivate(facts), 'login.private-policies.at-the-first-request'),
  decision(isPrivate, 'login.private-policies.serve-their-shoppers'),
  decision(
    (facts) => forbids(facts) && knowsShopper(facts),
    'login.private-policies.forbidden-to-another-shopper',
  ),
  decision(
    (facts) => forbids(facts) && !knowsShopper(facts),
    'login.private-policies.forbidden-to-a-visitor',
  ),
  decision(
    (facts) => forbids(facts) && facts.write?.asked.some(({ key }) => key === 'storeUserEmail') === true,
    'login.private-policies.not-by-email',
  ),
  decision((facts) => forbids(facts) && facts.refusal !== undefined, 'login.private-policies.messages'),
];

const buyer = (facts: Facts): string | undefined => after(facts, 'shopper.activeContractId');
const isBuyers = (facts: Facts): boolean =>
  lastCall(facts, 'shopper-session') !== undefined && buyer(facts) !== undefined;

/** Who buys for an organization. */
export const buyerPortal: readonly Decision[] = [
  decision((facts) => isLost(facts, 'shopper.activeContractId'), 'buyer.portal.logged-out'),
  decision(
    (facts) => isBuyers(facts) && after(facts, 'public.facets') === undefined,
    'buyer.portal.whole-assortment',
  ),
  decision(
    (facts) => isBuyers(facts) && after(facts, 'public.facets') !== undefined,
    'buyer.portal.facets',
    'buyer.portal.search-facets',
  ),
  decision(isBuyers, 'buyer.portal.shopper', 'buyer.portal.authentication'),
  decision(
    (facts) =>
      lastCall(facts, 'shopper-session') !== undefined &&
      loggedIn(facts, user) !== undefined &&
      buyer(facts) === undefined,
    'buyer.portal.other-shoppers',
  ),
  decision(
    (facts) =>
      loggedIn(facts, user) !== undefined &&
      !isInstalled(facts, 'shopper-session') &&
      askedOf(facts).some(({ key }) => key === 'facets'),
    'buyer.portal.not-installed',
  ),
];

/** The account knows nothing of who logged in but the login itself. */
function isStranger(facts: Facts): boolean {
  return after(facts, 'profile.id') === after(facts, user) && after(facts, 'profile.email') === undefined;
}

function isAnother(facts: Facts): boolean {
  const now = after(facts, user);
  return now !== undefined && now !== before(facts, user);
}
