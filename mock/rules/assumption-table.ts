/**
 * The open questions about the real service, one row each. Types, checks, defaults, the JSON schema, the values that
 * the contract suite tries and the docs all follow from this table.
 */

interface Described {
  /** `quirk`: a published defect of the real service, named by its known-issue number and off by default. */
  readonly kind: 'assumption' | 'quirk';
  /** What is open, in one sentence. */
  readonly question: string;
  /** The rules of the evidence ledger that leave it open. */
  readonly rules: readonly string[];
  /** Why the default is what it is. */
  readonly reason: string;
  readonly settledBy: {
    /** A shell command to run against a live account; docs/assumptions.md explains its variables. */
    readonly request: string;
    /** What in the answer, or in an app's log, shows the value. */
    readonly reading: string;
  };
}

interface Valued<Type extends string, Value> {
  /** `choice`: the default or an alternative, nothing else. `names`: any strings. `count`: any integer from 1. */
  readonly type: Type;
  readonly default: Value;
  /** The other values to try. */
  readonly alternatives: readonly Value[];
}

export type AssumptionRow = Described &
  (
    | Valued<'choice', string | number | boolean>
    | Valued<'names', readonly string[]>
    | Valued<'count', number>
  );

const json = "-H 'Content-Type: application/json'";
const asSession = '-H "Cookie: vtex_session=$SESSION"';
const change = `${json} -d '{"public":{"probe":{"value":"1"}}}'`;

export const assumptionRows = {
  statusOfPostThatEdits: {
    kind: 'assumption',
    type: 'choice',
    default: 201,
    alternatives: [200],
    question: 'The status of a POST that edits an existing session.',
    rules: ['R-034'],
    reason: 'The document gives POST 201 and no other success, and says nothing about POSTs that edit.',
    settledBy: {
      request: `curl -si -X POST "$HOST/api/sessions" ${asSession} ${change}`,
      reading:
        'The status. The `id` in the payload of `sessionToken` must be the one in `$SESSION`; otherwise the POST created a session.',
    },
  },
  statusOfPostWithItems: {
    kind: 'assumption',
    type: 'choice',
    default: 201,
    alternatives: [200],
    question: 'The status of a POST that creates a session and asks for `items`.',
    rules: ['R-022'],
    reason:
      'The document gives POST 201 and no other success. No recording of a POST with `items` shows a status.',
    settledBy: {
      request: 'curl -si -X POST "$HOST/api/sessions?items=account.accountName"',
      reading: 'The status.',
    },
  },
  statusOfPatchThatCreates: {
    kind: 'assumption',
    type: 'choice',
    default: 200,
    alternatives: [201],
    question: 'The status of a PATCH that finds no session and creates one.',
    rules: ['R-046'],
    reason: 'The document gives PATCH 200 and no other success.',
    settledBy: {
      request: `curl -si -X PATCH "$HOST/api/sessions" ${json} -d '{}'`,
      reading: 'The status.',
    },
  },
  tokenlessGetSetsCookies: {
    kind: 'assumption',
    type: 'choice',
    default: false,
    alternatives: [true],
    question: 'Whether a GET without a token sets cookies, and so stores its session.',
    rules: ['R-085'],
    reason:
      'A GET with a cookie is known to set none, and clients that read without a token send a POST afterwards.',
    settledBy: {
      request: 'curl -si "$HOST/api/sessions?items=account.accountName"',
      reading: '`true` if there is a line `Set-Cookie: vtex_session=…`, otherwise `false`.',
    },
  },
  statusOfUnverifiableToken: {
    kind: 'assumption',
    type: 'choice',
    default: 401,
    alternatives: [404],
    question: 'The status of GET /api/sessions with a token that identifies no session.',
    rules: ['R-008', 'R-086'],
    reason: 'Such reads are known to count as errors, and an invalid token usually gets 401.',
    settledBy: {
      request: 'curl -si "$HOST/api/sessions?items=*" -H "Cookie: vtex_session=undefined"',
      reading: 'The status.',
    },
  },
  statusOfForeignToken: {
    kind: 'assumption',
    type: 'choice',
    default: 403,
    alternatives: [401, 404],
    question: 'The status of a request with a token of another account.',
    rules: ['R-120', 'R-167'],
    reason: 'The known message says that cross-account requests are forbidden, which fits a 403.',
    settledBy: {
      request: `curl -si "$OTHER/api/sessions?items=account.accountName" ${asSession}`,
      reading: 'The status.',
    },
  },
  statusOfMissingItems: {
    kind: 'assumption',
    type: 'choice',
    default: 400,
    alternatives: [404, 422],
    question: 'The status of GET /api/sessions without `items`.',
    rules: ['R-083'],
    reason: 'The document calls `items` required, and a missing parameter usually gets 400.',
    settledBy: {
      request: `curl -si "$HOST/api/sessions" ${asSession}`,
      reading: 'The status.',
    },
  },
  reservedQueryNames: {
    kind: 'assumption',
    type: 'names',
    default: ['items', 'an', 'workspace', 'session_path', '__bindingId', 'supportedLocales'],
    alternatives: [['items'], ['items', 'an', 'workspace', 'session_path', '__bindingId']],
    question: 'Query names that are never written to `public`.',
    rules: ['R-053', 'R-054', 'R-055'],
    reason:
      'These names control the call and do not describe the visitor. No dump of a session contains one.',
    settledBy: {
      request:
        'curl -s -X POST "$HOST/api/sessions?items=*&an=$ACCOUNT&workspace=master&session_path=probe&__bindingId=$BINDING&supportedLocales=pt-BR&probe=1"',
      reading: 'The names that are not keys of `public` are reserved. `probe` must be a key.',
    },
  },
  repeatedQueryKey: {
    kind: 'assumption',
    type: 'choice',
    default: 'last',
    alternatives: ['first'],
    question: 'Which value of a repeated query key counts.',
    rules: ['R-056'],
    reason: 'Writing the pairs one after the other leaves the last.',
    settledBy: {
      request: 'curl -s -X POST "$HOST/api/sessions?items=public.probe&probe=first&probe=last"',
      reading: 'The value.',
    },
  },
  bodyOrQuery: {
    kind: 'assumption',
    type: 'choice',
    default: 'body',
    alternatives: ['query'],
    question: 'Which wins when the body and the query string set the same key.',
    rules: ['R-057'],
    reason: 'A body is written on purpose; a query string is often copied from the page.',
    settledBy: {
      request: `curl -s -X POST "$HOST/api/sessions?items=public.probe&probe=query" ${json} -d '{"public":{"probe":{"value":"body"}}}'`,
      reading: 'The value.',
    },
  },
  bareNamespaceItem: {
    kind: 'assumption',
    type: 'choice',
    default: 'nothing',
    alternatives: ['whole-namespace'],
    question: 'What `items=profile` and `items=profile.*` return.',
    rules: ['R-092'],
    reason: 'The document knows only `namespace.key`, and the one guide that left out the key was rewritten.',
    settledBy: {
      request: `curl -s "$HOST/api/sessions?items=store,account.*" ${asSession}`,
      reading:
        '`nothing` if `namespaces` is empty. `store` tests the bare namespace, `account` the asterisk.',
    },
  },
  unrepeatedCookie: {
    kind: 'assumption',
    type: 'choice',
    default: 'kept',
    alternatives: ['dropped'],
    question: 'Whether a recorded cookie stays in the session when a later write does not repeat it.',
    rules: ['R-118'],
    reason:
      'Clients from 2022 to 2026 write without repeating the login and stay logged in; only one from 2020 did not.',
    settledBy: {
      request: `curl -s -X PATCH "$HOST/api/sessions?items=cookie.VtexIdclientAutCookie_$ACCOUNT" -H "Cookie: vtex_session=$LOGGED_IN" ${change} | grep -c VtexIdclientAutCookie`,
      reading: '`kept` if it prints 1, `dropped` if it prints 0. The login itself is not printed.',
    },
  },
  cultureComesFrom: {
    kind: 'assumption',
    type: 'choice',
    default: 'cultureInfo',
    alternatives: ['locale'],
    question: 'Which of `public.cultureInfo` and `public.locale` takes precedence.',
    rules: ['R-281'],
    reason: 'The segment uses the name `cultureInfo`, and so do clients.',
    settledBy: {
      request: 'curl -s -X POST "$HOST/api/sessions?items=store.cultureInfo&cultureInfo=fr-FR&locale=it-IT"',
      reading:
        '`cultureInfo` if it is fr-FR, `locale` if it is it-IT. If it is neither, use two cultures that the account has.',
    },
  },
  forbiddenTradePolicy: {
    kind: 'assumption',
    type: 'choice',
    default: 'refused',
    alternatives: ['channel-cleared'],
    question: 'What happens when a visitor asks for a trade policy that they may not use.',
    rules: ['R-211', 'R-212'],
    reason: 'The refusal is documented; one app saw the other form in 2019.',
    settledBy: {
      request: 'curl -si -X POST "$HOST/api/sessions?items=store.channel&sc=$CLOSED_POLICY"',
      reading:
        '`refused` for 401 or 403, `channel-cleared` for a success without a value of `store.channel`.',
    },
  },
  bindingAtCreation: {
    kind: 'assumption',
    type: 'choice',
    default: 'sets-defaults',
    alternatives: ['ignored'],
    question:
      'Whether `__bindingId` and `supportedLocales` choose the trade policy and culture of a new session.',
    rules: ['R-286'],
    reason: 'Every VTEX IO store sends the two names at creation, so they must have an effect.',
    settledBy: {
      request:
        'curl -s -X POST "$HOST/api/sessions?items=store.channel,store.cultureInfo&__bindingId=$BINDING&supportedLocales=$LOCALE"',
      reading:
        '`sets-defaults` if they are the binding’s, `ignored` if they are the account’s. The two must differ.',
    },
  },
  cascadeRounds: {
    kind: 'assumption',
    type: 'count',
    default: 10,
    alternatives: [3, 20],
    question: 'How many rounds of transform calls a request may take before it counts as a loop.',
    rules: ['R-232'],
    reason: 'VTEX’s own apps form a chain of five, and ten calls of two seconds are long enough to wait.',
    settledBy: {
      request: 'curl -si -X POST "$WORKSPACE/api/sessions?probe=1"',
      reading:
        'The number of calls in the log of your app. It reads `public.probe` and `public.count`, and increments `public.count` at each call.',
    },
  },
  unsetInputs: {
    kind: 'assumption',
    type: 'choice',
    default: 'absent',
    alternatives: ['null'],
    question: 'How a session app receives a declared input that was never set.',
    rules: ['R-237', 'R-410'],
    reason: 'Published apps access each input as one that may be missing.',
    settledBy: {
      request: 'curl -s -X POST "$WORKSPACE/api/sessions?probe=1"',
      reading:
        'The request body in the log of your app. It reads `public.probe` and `public.never`, which nothing writes: the latter is absent, or `null`.',
    },
  },
  segmentComesFrom: {
    kind: 'assumption',
    type: 'choice',
    default: 'session',
    alternatives: ['segment-cookie'],
    question: 'Which wins on GET /api/segments when a request has both cookies.',
    rules: ['R-179'],
    reason: 'The session is the newer of the two, and the segment is documented to follow it.',
    settledBy: {
      request: 'curl -s "$HOST/api/segments" -H "Cookie: vtex_session=$SESSION; vtex_segment=$SEGMENT"',
      reading: '`segment-cookie` if `utm_source` is probe, `session` if it is null.',
    },
  },
  segmentAlphabet: {
    kind: 'assumption',
    type: 'choice',
    default: 'base64',
    alternatives: ['base64url'],
    question: 'The alphabet of the segment token.',
    rules: ['R-195', 'R-408'],
    reason:
      'VTEX’s own pages decode the token with `atob`, which refuses the other alphabet. Tokens are read in both.',
    settledBy: {
      request: 'curl -s -X POST "$HOST/api/sessions?utm_source=%3F%3F%3F%3F%3F%3F"',
      reading: '`base64url` if `segmentToken` contains `_`, `base64` if it contains `/`.',
    },
  },
  segmentNonAscii: {
    kind: 'assumption',
    type: 'choice',
    default: 'raw',
    alternatives: ['escaped'],
    question: 'How the segment token writes non-ASCII characters, such as the euro sign.',
    rules: ['R-196'],
    reason: 'JSON in UTF-8 needs no escapes.',
    settledBy: {
      request: `curl -s -X POST "$HOST/api/sessions?utm_source=%E2%82%AC" | node -p 'Buffer.from(JSON.parse(fs.readFileSync(0)).segmentToken, "base64").toString()'`,
      reading: '`raw` if `utm_source` is written as €, `escaped` if as `\\u20ac`.',
    },
  },
  readSetsCookies: {
    kind: 'assumption',
    type: 'choice',
    default: false,
    alternatives: [true],
    question: 'Whether a GET with a valid token sets both cookies.',
    rules: ['R-094', 'R-413'],
    reason: 'A GET has set none since about August 2021. Clients as old as `@vtex/api` 6.39 need them.',
    settledBy: {
      request: `curl -si "$HOST/api/sessions?items=account.accountName" ${asSession}`,
      reading: '`true` if there is a line `Set-Cookie: vtex_session=…`, otherwise `false`.',
    },
  },
  organizationPriceTables: {
    kind: 'assumption',
    type: 'choice',
    default: 'replace',
    alternatives: ['join'],
    question:
      'Whether the price tables in `storefront-permissions.priceTables` replace the shopper’s own or join them.',
    rules: ['R-405'],
    reason: 'After a login `profile.priceTables` was seen to equal the tables of the organization.',
    settledBy: {
      request: 'curl -s "$HOST/api/sessions?items=profile.priceTables" -H "Cookie: vtex_session=$LOGGED_IN"',
      reading:
        'Log in as a shopper with a price table of their own and an organization with another: `join` if the value has both.',
    },
  },
  identifiedVisitorProfile: {
    kind: 'assumption',
    type: 'choice',
    default: 'price-tables',
    alternatives: ['whole'],
    question: 'What `public.storeUserEmail` loads for a visitor who has not logged in.',
    rules: ['R-262', 'R-414'],
    reason: 'The guide names price tables only. A text of 2026 says that `profile.id` can have a value.',
    settledBy: {
      request:
        'curl -s -X POST "$HOST/api/sessions?items=profile.id,profile.email,profile.priceTables&storeUserEmail=$EMAIL"',
      reading: '`whole` if `profile.id` has a value. `$EMAIL` belongs to a shopper of the account.',
    },
  },
  placeGivenTwice: {
    kind: 'assumption',
    type: 'choice',
    default: 'last',
    alternatives: ['both'],
    question: 'Which place counts after a postal code and coordinates were written in different requests.',
    rules: ['R-416'],
    reason: 'A visitor who gives another place has moved. Careful clients clear the first place.',
    settledBy: {
      request: `for place in geoCoordinates=$POINT postalCode=$POSTAL_CODE; do curl -s -X PATCH "$HOST/api/sessions?items=checkout.regionId&country=$COUNTRY&$place" ${asSession}; done`,
      reading:
        '`last` if the second value is that of the postal code alone. `$POINT` and `$POSTAL_CODE` are in different regions.',
    },
  },
  clearedRegion: {
    kind: 'assumption',
    type: 'choice',
    default: 'empty',
    alternatives: ['null'],
    question: 'The value of `checkout.regionId` after the visitor’s place was cleared.',
    rules: ['R-417'],
    reason: 'One client reads the length of the value and works.',
    settledBy: {
      request: `for code in "$POSTAL_CODE" ""; do curl -s -X PATCH "$HOST/api/sessions?items=checkout.regionId&country=$COUNTRY&postalCode=$code" ${asSession}; done`,
      reading: 'The second value: `empty` for `""`, `null` for null. The first must be a region.',
    },
  },
  cookiePath: {
    kind: 'assumption',
    type: 'choice',
    default: 'root',
    alternatives: ['binding'],
    question: 'The `Path` of both cookies on a site whose root path is that of a binding, such as `/pt`.',
    rules: ['R-141', 'R-418'],
    reason: 'Known lines say `Path=/`. They are of sites without a root path.',
    settledBy: {
      request: 'curl -si -X POST "$HOST$ROOT_PATH/api/sessions"',
      reading: '`root` if the lines `Set-Cookie` say `Path=/`, `binding` if they say `Path=$ROOT_PATH`.',
    },
  },
} as const satisfies Readonly<Record<string, AssumptionRow>>;
