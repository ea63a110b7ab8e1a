/** Handles of sources, and what each stands for. `C:` and `KI-` stand before a number, `issue: ` before owner and number. */
export const sources = {
  'OpenAPI document': 'VTEX’s published OpenAPI document of Session Manager, as of 2026-05-18',
  'OpenAPI document (older)': 'earlier versions of the same file, from 2019-12-19 on',
  'developer portal (older)': 'the reference pages of VTEX’s former developer portal, 2019-12 to 2020-09',
  'guide: sessions overview': 'VTEX’s guide “Sessions System overview”, 2022-09-20',
  'guide: session manager': 'VTEX’s integration guide “Session Manager”, 2022-08-04',
  'guide: create and transform calls': 'the part of it on the calls to session apps, 2022-08-04',
  'guide: VTEX’s session apps': 'the part of it on the apps that VTEX ships, 2022-08-04',
  'guide: telesales': 'the part of it on impersonation, 2022-08-04',
  'guide: collecting session data': 'VTEX’s guide to session apps in VTEX IO, 2022',
  'guide: regions': 'VTEX’s guide to regionalised stores, 2022-10-20',
  'guide: headless stores and Google': 'VTEX’s guide for headless stores to Google’s regional pages, 2026-07',
  'guide: Buyer Portal session data': 'VTEX’s guide to session data of B2B stores, 2026-06 and 2026-07',
  'guide: price simulations': 'VTEX’s reference of price simulations, 2020-09 to 2022-02',
  'guide: service paths': 'VTEX’s guide to the paths of VTEX IO services',
  'AI skills': 'texts that VTEX publishes for AI assistants, 2026-05-15',
  'KI-': 'a known issue that VTEX published, by VTEX’s number',
  'issue: ': 'an issue or pull request of a VTEX repository',
  'client: node-vtex-api': 'the library behind VTEX IO services',
  'client: render-session': 'the script that every VTEX IO store loads',
  'client: FastStore': 'VTEX’s FastStore',
  'client: store-graphql': 'VTEX’s GraphQL app for stores',
  'client: session-client': 'VTEX’s session app for VTEX IO',
  'client: storefront-permissions': 'VTEX’s app for B2B permissions',
  'client: search-session': 'the history of VTEX’s search-session, from a public fork',
  'client: challenge-tp-condition': 'VTEX’s app that guards closed trade policies',
  'client: external-prices-app': 'VTEX’s app for external prices',
  'client: b2b-organizations': 'VTEX’s app for B2B organisations',
  'client: cy-runner': 'VTEX’s end-to-end tests of B2B stores',
  'client: add-to-cart-button': 'a recorded session in the tests of a VTEX store component, 2020-03-13',
  'client: render-runtime': 'the runtime of VTEX IO stores',
  'client: binding-selector': 'VTEX’s components that choose binding, currency or delivery promise',
  'client: marketingdata-session': 'VTEX’s session app for marketing data, and its tests',
  'client: search-resolver': 'VTEX’s resolver of search queries',
  'guide: API extensions': 'VTEX’s guide to authentication in API extensions, 2026-09-10',
  'client: deco': 'the storefront framework deco, a third party',
  'C:': 'a capture, recorded answer or third-party client in a public repository, numbered',
  'captures of tokens': 'about twenty-five session tokens found in public, signed from 2019 to 2026',
  'captures of cookies': 'segment tokens and cookies found in public, from 2019 to 2026',
  'captures of region ids': 'region ids of named stores found in public',
  'configurations of published apps': 'vtex.session/configuration.json of public repositories',
  'types of five VTEX clients': 'TypeScript types in render-runtime, session-client and three others',
  'clients in general': 'what all known clients do',
} as const;

export type Source = keyof typeof sources;

/** The longest handle that a source begins with, or undefined. */
export function handleOf(source: string): Source | undefined {
  const numbered = /^(?:C:|KI-|issue: )/.exec(source)?.[0];
  const handle = numbered ?? source;
  return handle in sources ? (handle as Source) : undefined;
}
