// The page of a store. It calls VTEX's APIs on its own origin, as stores do.
const items = 'public.postalCode,profile.firstName,profile.email,checkout.regionId,store.currencyCode';
const element = (id) => document.getElementById(id);

async function session(given = {}) {
  const body = { public: Object.fromEntries(Object.entries(given).map(([key, value]) => [key, { value }])) };
  const answer = await fetch(`/api/sessions?items=${items}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { namespaces } = await answer.json();
  show(namespaces);
}

function show({ profile, checkout, store, public: { postalCode } = {} }) {
  const name = profile?.email?.value || 'visitor';
  element('visitor').textContent = `Hello, ${name}. Prices are in ${store.currencyCode.value}.`;
  element('region').textContent = checkout?.regionId?.value
    ? `Delivered to ${postalCode.value}: region ${checkout.regionId.value}`
    : 'Where do you live?';
  element('login').hidden = name !== 'visitor';
  element('logout').hidden = name === 'visitor';
}

element('location').addEventListener('submit', (event) => {
  event.preventDefault();
  session({ country: 'BRA', postalCode: new FormData(event.target).get('postalCode') });
});

element('login').addEventListener('submit', async (event) => {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(event.target));
  await fetch('/api/vtexid/pub/authentication/classic/validate', { method: 'POST', body });
  await session();
});

element('logout').addEventListener('click', async () => {
  await fetch('/api/vtexid/pub/logout');
  await session();
});

session();
