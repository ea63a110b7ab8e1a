const { json } = require('co-body');
const { parse } = require('cookie');

/** Writes what the visitor typed to their session, one key after the other as the client has it. */
async function changePostalCode(ctx, next) {
  const { vtex_session: token } = parse(ctx.get('cookie'));
  const { session } = ctx.clients;
  const { country, postalCode } = await json(ctx.req);
  await session.updateSession('country', country, [], token);
  await session.updateSession('postalCode', postalCode, [], token);
  ctx.status = 204;
  await next();
}

module.exports = { changePostalCode };
