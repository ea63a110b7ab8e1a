// An app: creates a session, reads it with its cookies, and has the emulator log a shopper in.
const { SESSION_MANAGER_URL: url = 'http://127.0.0.1:9910', SESSION_MANAGER_TOKEN: token } = process.env;

const created = await fetch(`${url}/api/sessions?country=USA&sc=2`, { method: 'POST' });
const cookie = created.headers
  .getSetCookie()
  .map((line) => line.split(';')[0])
  .join('; ');
const read = await fetch(`${url}/api/sessions?items=store.currencyCode`, { headers: { cookie } });
const { namespaces } = await read.json();
console.log(`visitor: ${namespaces.store.currencyCode.value}`);

const persona = await fetch(`${url}/_mock/personas/shopper/sessions`, {
  method: 'POST',
  headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
});
const shopper = await persona.json();
if (!persona.ok) throw new Error(shopper.message);
const signedIn = await fetch(`${url}/api/sessions?items=profile.email`, {
  headers: { cookie: shopper.cookie },
});
console.log(`shopper: ${(await signedIn.json()).namespaces.profile.email.value}`);
