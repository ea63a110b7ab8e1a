const { AuthenticationError } = require('@vtex/api');
const { parse } = require('cookie');

const items = [
  'public.postalCode',
  'store.channel',
  'store.currencyCode',
  'profile.email',
  'checkout.regionId',
];

/** Who is at the store, by the token that their browser sends. */
async function visitor(ctx, next) {
  const { vtex_session: token } = parse(ctx.get('cookie'));
  if (token === undefined) throw new AuthenticationError('no session');
  const { sessionData } = await ctx.clients.session.getSession(token, items);
  const { public: given = {}, store, profile, checkout } = sessionData.namespaces;
  ctx.body = {
    tradePolicy: store.channel.value,
    currency: store.currencyCode.value,
    email: profile?.email?.value ?? null,
    postalCode: given.postalCode?.value ?? null,
    region: checkout?.regionId?.value ?? null,
  };
  ctx.set('cache-control', 'no-store');
  await next();
}

module.exports = { visitor };
