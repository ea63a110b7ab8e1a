import type { Assumptions } from '../targets/assumptions';

/** Why a setting has the default it has, and the one request that would end the guessing. */
export interface Assumed {
  readonly reason: string;
  /** A line for a shell against a live account; its variables are explained beside the list in `docs/assumed.md`. */
  readonly request: string;
  /** What in the answer, or in an app's log, says which value is right. */
  readonly reading: string;
}

const json = "-H 'Content-Type: application/json'";
const asSession = '-H "Cookie: vtex_session=$SESSION"';
const change = `${json} -d '{"public":{"probe":{"value":"1"}}}'`;

/** Every setting, or this does not compile. */
export const assumed: Readonly<Record<keyof Assumptions, Assumed>> = {
  statusOfPostThatEdits: {
    reason: 'The document gives POST 201 and no other success, and says nothing of POSTs that edit.',
    request: `curl -si -X POST "$HOST/api/sessions" ${asSession} ${change}`,
    reading:
      'The status. The `id` in the payload of `sessionToken` must be that of `$SESSION`, or it created.',
  },
  statusOfPostWithItems: {
    reason:
      'The document gives POST 201 and no other success; no recording of a POST with `items` has a status.',
    request: 'curl -si -X POST "$HOST/api/sessions?items=account.accountName"',
    reading: 'The status.',
  },
  statusOfPatchThatCreates: {
    reason: 'The document gives PATCH 200 and no other success.',
    request: `curl -si -X PATCH "$HOST/api/sessions" ${json} -d '{}'`,
    reading: 'The status.',
  },
  tokenlessGetSetsCookies: {
    reason: 'A GET with a cookie is known to set none, and clients that read without one POST afterwards.',
    request: 'curl -si "$HOST/api/sessions?items=account.accountName"',
    reading: '`true` if there is a line `Set-Cookie: vtex_session=…`, else `false`.',
  },
  statusOfUnverifiableToken: {
    reason:
      'Such reads are known to count as errors; 401 is what a token that proves nothing gets elsewhere.',
    request: 'curl -si "$HOST/api/sessions?items=*" -H "Cookie: vtex_session=undefined"',
    reading: 'The status.',
  },
  statusOfForeignToken: {
    reason: 'The words that are known, of cross-account requests that are not allowed, are those of a 403.',
    request: `curl -si "$OTHER/api/sessions?items=account.accountName" ${asSession}`,
    reading: 'The status.',
  },
  statusOfMissingItems: {
    reason: 'The document calls `items` required; 400 is what a missing parameter gets elsewhere.',
    request: `curl -si "$HOST/api/sessions" ${asSession}`,
    reading: 'The status.',
  },
  reservedQueryNames: {
    reason: 'These names steer the call and say nothing of the visitor, and no dump of a session holds one.',
    request:
      'curl -s -X POST "$HOST/api/sessions?items=*&an=$ACCOUNT&workspace=master&session_path=probe&__bindingId=$BINDING&supportedLocales=pt-BR&probe=1"',
    reading: 'Those of the names that are not keys of `public` are reserved. `probe` must be one.',
  },
  repeatedQueryKey: {
    reason: 'Writing the pairs one after the other leaves the last.',
    request: 'curl -s -X POST "$HOST/api/sessions?items=public.probe&probe=first&probe=last"',
    reading: 'The value.',
  },
  bodyOrQuery: {
    reason: 'A body is written on purpose, while a query string is often that of the page, passed on.',
    request: `curl -s -X POST "$HOST/api/sessions?items=public.probe&probe=query" ${json} -d '{"public":{"probe":{"value":"body"}}}'`,
    reading: 'The value.',
  },
  bareNamespaceItem: {
    reason: 'The document knows only `namespace.key`, and the one guide that left the key out was rewritten.',
    request: `curl -s "$HOST/api/sessions?items=store,account.*" ${asSession}`,
    reading:
      '`nothing` if `namespaces` is empty. `store` is the bare namespace, `account` that of the asterisk.',
  },
  unrepeatedCookie: {
    reason:
      'Clients of 2022 to 2026 write without repeating the login and stay logged in; only one of 2020 did not.',
    request: `curl -s -X PATCH "$HOST/api/sessions?items=cookie.VtexIdclientAutCookie_$ACCOUNT" -H "Cookie: vtex_session=$LOGGED_IN" ${change} | grep -c VtexIdclientAutCookie`,
    reading: '`kept` if it prints 1, `dropped` if it prints 0. The login itself is not printed.',
  },
  cultureComesFrom: {
    reason: 'It is the name that the segment has too, and the one that clients send.',
    request: 'curl -s -X POST "$HOST/api/sessions?items=store.cultureInfo&cultureInfo=fr-FR&locale=it-IT"',
    reading:
      '`cultureInfo` if it is fr-FR, `locale` if it is it-IT. If neither, take two that the account has.',
  },
  forbiddenTradePolicy: {
    reason: 'Refusing is documented; the other form was seen by one app in 2019.',
    request: 'curl -si -X POST "$HOST/api/sessions?items=store.channel&sc=$CLOSED_POLICY"',
    reading: '`refused` for 401 or 403, `channel-cleared` for a success without a value of `store.channel`.',
  },
  bindingAtCreation: {
    reason: 'Every VTEX IO store sends the two names at creation, which must be good for something.',
    request:
      'curl -s -X POST "$HOST/api/sessions?items=store.channel,store.cultureInfo&__bindingId=$BINDING&supportedLocales=$LOCALE"',
    reading:
      '`sets-defaults` if they are the binding’s, `ignored` if the account’s. The binding must differ from the account.',
  },
  cascadeRounds: {
    reason: 'VTEX’s own apps stand in a chain of five, and ten calls of two seconds are long enough to wait.',
    request: 'curl -si -X POST "$WORKSPACE/api/sessions?probe=1"',
    reading:
      'How often the log of your app shows a call. It reads `public.probe` and `public.count`, and writes `public.count`, one more each time.',
  },
  unsetInputs: {
    reason: 'Published apps reach for each input as for one that may be missing.',
    request: 'curl -s -X POST "$WORKSPACE/api/sessions?probe=1"',
    reading:
      'What the log of your app shows as body. It reads `public.probe` and `public.never`, which nothing writes: the latter is absent, or `null`.',
  },
  segmentComesFrom: {
    reason: 'The session is the newer of the two, and the segment is documented to follow it.',
    request: 'curl -s "$HOST/api/segments" -H "Cookie: vtex_session=$SESSION; vtex_segment=$SEGMENT"',
    reading: '`segment-cookie` if `utm_source` is probe, `session` if it is null.',
  },
  segmentAlphabet: {
    reason: 'It needs no escaping in a path or a cookie; no capture holds a character that would tell.',
    request: 'curl -s -X POST "$HOST/api/sessions?utm_source=%3F%3F%3F%3F%3F%3F"',
    reading: '`base64url` if `segmentToken` holds `_`, `base64` if it holds `/`.',
  },
  segmentNonAscii: {
    reason: 'JSON in UTF-8 needs no escapes.',
    request: `curl -s -X POST "$HOST/api/sessions?utm_source=%E2%82%AC" | node -p 'Buffer.from(JSON.parse(fs.readFileSync(0)).segmentToken, "base64").toString()'`,
    reading: '`raw` if `utm_source` is written as €, `escaped` if as `\\u20ac`.',
  },
};
