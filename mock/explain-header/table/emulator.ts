import {
  askedOf,
  created,
  edited,
  isRead,
  isSegmentRead,
  plainlyCreated,
  tokenCounts,
  written,
} from '../asking';
import { type Decision, decision } from '../decision';
import type { Facts } from '../facts';

const code = ({ refusal }: Facts): string | undefined => refusal?.code;
const says = ({ refusal }: Facts, text: RegExp): boolean => text.test(refusal?.message ?? '');
const hasBody = ({ request: { body } }: Facts): boolean => body.sent !== 'none';
const isWrite = ({ operation }: Facts): boolean => /^(?:create|edit)/.test(operation ?? '');
const aMegabyte = 1_048_576;

/** Which bodies are read. */
export const bodies: readonly Decision[] = [
  decision((facts) => code(facts) === 'CONTENT_TYPE_UNSUPPORTED', 'emulator.bodies.other-content-types'),
  decision((facts) => code(facts) === 'BODY_TOO_DEEP', 'emulator.bodies.nesting'),
  decision(
    (facts) => code(facts) === 'BODY_NOT_JSON' && says(facts, /not UTF-8/),
    'emulator.bodies.not-utf-8',
  ),
  decision(
    (facts) => ['BODY_NOT_JSON', 'BODY_NOT_OBJECT', 'PUBLIC_NOT_OBJECT'].includes(code(facts) ?? ''),
    'emulator.bodies.messages',
  ),
  decision(
    (facts) => code(facts) === 'BODY_TOO_LARGE' || (written(facts) && facts.request.body.bytes === aMegabyte),
    'emulator.bodies.at-most-1-mb',
  ),
  decision((facts) => isWrite(facts) && facts.request.body.sent === 'in-chunks', 'emulator.bodies.in-chunks'),
  decision((facts) => facts.request.body.sent === 'parsed-before', 'emulator.mounted.parsed-bodies'),
  decision(
    (facts) => written(facts) && facts.request.body.sent === 'whole' && !facts.request.body.contentType,
    'emulator.bodies.untold-content-type',
  ),
  decision(
    ({ request, ...facts }) =>
      written({ request, ...facts }) &&
      request.body.sent === 'whole' &&
      /\S/.test(request.body.contentType ?? '') &&
      request.body.contentType !== 'application/json',
    'emulator.bodies.content-types',
  ),
  decision(
    (facts) => written(facts) && !hasBody(facts) && facts.request.body.contentType !== undefined,
    'emulator.bodies.nothing-to-read',
  ),
  decision((facts) => isRead(facts) && hasBody(facts), 'emulator.bodies.reads-take-none'),
];

const hasBadEscape = (text: string): boolean => /%(?![\da-f]{2})/i.test(text);

/** Methods, paths and headers. */
export const protocol: readonly Decision[] = [
  decision((facts) => code(facts) === 'METHOD_NOT_ALLOWED', 'emulator.methods.not-served'),
  decision(({ request }) => request.method === 'HEAD', 'emulator.methods.head'),
  decision(
    (facts) =>
      code(facts) === 'PATH_UNREADABLE' ||
      (facts.refusal === undefined && hasBadEscape(facts.request.rawQuery)),
    'emulator.methods.bad-escapes',
  ),
  decision(
    ({ request: { pathname } }) =>
      /\/{2,}$/.test(pathname) || (pathname.match(/\/api\/(?:sessions|segments)(?=\/|$)/g)?.length ?? 0) > 1,
    'emulator.methods.which-path-it-is',
  ),
  decision(
    ({ request }) => /^\/.+\/_mock\//.test(request.pathname),
    'emulator.methods.no-sessions-under-mock',
  ),
  decision(({ request }) => request.expects, 'emulator.limits.expectations'),
  decision((facts) => code(facts) === 'WRITE_CONFLICT', 'emulator.limits.overtaken-writes'),
  decision(isSegmentRead, 'emulator.methods.answers-are-not-cached'),
  decision(
    (facts) =>
      facts.items !== undefined &&
      askedOf(facts).some(({ key, value }) => /[^\x20-\x7e]/.test(`${key}${JSON.stringify(value)}`)),
    'emulator.methods.length-and-type',
  ),
  decision(({ request }) => request.namedOrigin, 'emulator.cors.named-origins-may-call'),
  decision(({ request }) => request.foreignOrigin, 'emulator.cors.other-origins'),
  decision(
    ({ request, cookies }) => request.cookiesBefore && cookies !== 'left',
    'emulator.mounted.cookies-set-before',
  ),
  decision((facts) => code(facts) === 'INTERNAL', 'emulator.report.defects'),
];

const isOutside = (facts: Facts): boolean => code(facts) === 'OUTSIDE_PUBLISHED_DOCUMENT';

/** Emulators that refuse what VTEX’s published document does not allow. */
export const strictness: readonly Decision[] = [
  decision(
    (facts) => isOutside(facts) && says(facts, /: no body|required property|must be object$/),
    'emulator.strict.body-and-public-are-required',
  ),
  decision(
    (facts) => isOutside(facts) && says(facts, /must be string$/),
    'emulator.strict.values-are-strings',
  ),
  decision(
    (facts) => isOutside(facts) && says(facts, /: a token in the path/),
    'emulator.strict.no-tokens-in-paths',
  ),
  decision((facts) => isOutside(facts) && says(facts, /: `an` names/), 'emulator.strict.another-account'),
  decision(
    (facts) => facts.emulator.strict && facts.refusal !== undefined && !isOutside(facts),
    'emulator.strict.still-json',
  ),
  decision(
    (facts) => facts.emulator.strict && isWrite(facts) && facts.refusal === undefined,
    'emulator.strict.takes-the-rest',
  ),
];

const signs = (facts: Facts): boolean => created(facts) || edited(facts);
const isRefusedToken = ({ refusal, token }: Facts): boolean =>
  refusal !== undefined && refusal.code === undefined && token.kind === 'unverified';

/** Tokens and cookies of other forms, and tokens that name nothing. */
export const tokensOfOtherForms: readonly Decision[] = [
  decision(
    (facts) => tokenCounts(facts) && facts.token.kind === 'foreign',
    'tokens.forms.of-another-account',
  ),
  decision(
    (facts) => isRefusedToken(facts) && facts.token.reason === 'its session is no longer kept',
    'emulator.limits.least-recently-used-session-goes',
  ),
  decision(
    (facts) => isRefusedToken(facts) && facts.token.reason === 'it has expired',
    'emulator.limits.sessions-end-with-their-tokens',
  ),
  decision(
    (facts) => isRefusedToken(facts) && facts.token.reason === 'it names no session',
    'tokens.forms.odd-claims',
  ),
  decision(isRefusedToken, 'tokens.forms.reasons'),
  decision((facts) => code(facts) === 'ITEMS_MISSING', 'emulator.refusals.missing-items'),
  decision(
    (facts) =>
      code(facts) === 'ITEMS_MISSING' ||
      (facts.refusal !== undefined &&
        tokenCounts(facts) &&
        /^(?:foreign|unverified)$/.test(facts.token.kind)),
    'emulator.refusals.type-goes-with-the-status',
  ),
  decision(
    (facts) => signs(facts) && facts.emulator.tokenForm === '2019',
    'tokens.forms.header-until-2024',
    'tokens.forms.claims-until-2024',
  ),
  decision((facts) => signs(facts) && facts.emulator.tokenForm === '2024', 'tokens.forms.claims-from-2024'),
  decision((facts) => edited(facts) && facts.emulator.tokenForm !== '2026', 'tokens.forms.are-read-alike'),
  decision(({ cookies }) => cookies === 'expired', 'emulator.cookie-profile.expired'),
  decision(
    ({ cookies, emulator }) => cookies === 'set' && !emulator.secureCookies,
    'emulator.cookie-profile.dev',
  ),
  decision((facts) => plainlyCreated(facts) && facts.emulator.secureCookies, 'emulator.cookie-profile.live'),
];
