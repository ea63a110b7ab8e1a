// The `test` of vtex-session-mock/playwright, with a stand-in for VTEX ID: it checks the password, and the emulator signs the
// cookies of the persona.
const { expect, test: base } = require('vtex-session-mock/playwright');

const shopper = { login: 'ann@example.com', password: 'open sesame' };

const test = base.extend({
  vtexId: [
    async ({ context, sessionManager }, use) => {
      const setCookies = (lines) => ({ status: 200, headers: { 'set-cookie': lines.join('\n') }, json: {} });
      await context.route('**/api/vtexid/pub/authentication/classic/validate', async (route) => {
        const given = new URLSearchParams(route.request().postData() ?? '');
        if (given.get('password') !== shopper.password) return route.fulfill({ status: 401, json: {} });
        const { storageState } = await sessionManager.persona('shopper');
        const { name, value } = storageState.cookies.find((cookie) => cookie.name.startsWith('VtexId'));
        return route.fulfill(setCookies([`${name}=${value}; Path=/; HttpOnly`]));
      });
      await context.route('**/api/vtexid/pub/logout', async (route) => {
        const names = ['VtexIdclientAutCookie_acme', 'vtex_session', 'vtex_segment'];
        return route.fulfill(setCookies(names.map((name) => `${name}=; Path=/; Max-Age=0`)));
      });
      await use(shopper);
    },
    { auto: true },
  ],
});

module.exports = { expect, test };
