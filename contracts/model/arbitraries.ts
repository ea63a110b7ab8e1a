import fc, { type Arbitrary } from 'fast-check';
import type { Fixture } from '../targets/fixture';
import { dropCookies, type Kept, readStep, segmentByToken, segmentStep, spans, timePasses } from './reads';
import { refusals, refusedWrite } from './refused';
import { visitorCount } from './state';
import type { Step } from './step';
import type { Write } from './write';
import {
  forgeries,
  plainWrite,
  readForged,
  readWithToken,
  sameAgain,
  writeForged,
  writeWithToken,
} from './writes';

/** Few keys, so that writes collide. No app that the model lacks reads any of them. */
const plainKeys = ['color', 'size', 'vtex-Own_key', 'a.b', '__proto__', 'constructor', 'gclid', 'utm_medium'];
const campaignKeys = ['utm_source', 'utm_campaign', 'utmi_campaign', 'utmi_cp'];
const cultureKeys = ['cultureInfo', 'locale'];
const reserved = ['an', 'workspace', 'session_path'];

const text = fc.string({ unit: 'grapheme', maxLength: 6 });
const shortText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('', 'x', 'y', '€uro São 😀', '>>>???') },
  text,
);
/** Any JSON value; often a repeated one, or the empty string that clears. */
const value = fc.oneof(
  { weight: 3, arbitrary: shortText },
  fc.constantFrom<unknown>(0, 1, '1', true, 'true', null, [], {}, { b: 1, a: [null] }, { a: [null], b: 1 }),
  fc.jsonValue({ maxDepth: 2, stringUnit: 'grapheme' }),
);
const culture = fc.constantFrom('fr-FR', 'it-IT', 'pt-BR', '', null);

function entry(fixture: Fixture | undefined): Arbitrary<readonly [string, unknown]> {
  const channels = fixture === undefined ? [] : [fixture.defaultPolicy, ...fixture.openPolicies];
  const policies = channels.flatMap(({ channel }) => [channel, Number(channel)]);
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...plainKeys), value) },
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...campaignKeys), value) },
    fc.tuple(fc.constantFrom(...cultureKeys), culture),
    fc.tuple(fc.constant('sc'), fc.constantFrom<unknown>(...policies, '', ...(fixture ? [null] : []))),
  );
}

function pair(fixture: Fixture | undefined): Arbitrary<readonly [string, string]> {
  return fc.oneof(
    { weight: 6, arbitrary: entry(fixture).map(([key, any]) => [key, asQuery(any)] as const) },
    fc.tuple(fc.constantFrom(...reserved), fc.constant('acme')),
  );
}

function asQuery(any: unknown): string {
  if (typeof any === 'string') return any;
  return any === null ? '' : typeof any === 'number' && Number.isInteger(any) ? String(any) : 'x';
}

const readable = [...plainKeys, ...campaignKeys, ...cultureKeys, 'sc', 'items', 'an', 'nothing'];
const items: Arbitrary<string> = fc
  .subarray(
    [
      ...readable.map((key) => `public.${key}`),
      'store.channel',
      'store.cultureInfo',
      'store.currencySymbol',
      'account.accountName',
      'profile.email',
      'own.key',
    ],
    { minLength: 1, maxLength: 8 },
  )
  .map((names) => names.join(','));

function writeOf(fixture: Fixture | undefined): Arbitrary<Write> {
  return fc.record({
    body: fc.option(fc.array(entry(fixture), { maxLength: 4 }), { nil: undefined, freq: 4 }),
    foreign: fc.boolean(),
    query: fc.oneof(fc.constant([]), fc.array(pair(fixture), { maxLength: 3 })),
    items: fc.option(fc.oneof(items, fc.constant('*'), fc.constant('')), { nil: undefined, freq: 3 }),
  });
}

const visitor = fc.nat(visitorCount - 1);
const verb = fc.constantFrom('POST' as const, 'PATCH' as const);
const pick = fc.nat(30);
const place = fc.constantFrom('cookie' as const, 'path' as const);
const forgery = fc.constantFrom(...forgeries);
const overrides = fc.dictionary(
  fc.constantFrom('utm_source', 'utm_campaign', 'utmi_campaign', 'cultureInfo'),
  fc.constantFrom('over', '', '€'),
  { minKeys: 1, maxKeys: 2, noNullPrototype: true },
);
const readQuery = fc.constantFrom(undefined, 'color=never&sc=2');
const kept = fc.constantFrom<Kept>([], ['vtex_session'], ['vtex_segment']);

/** Steps of every kind; writes are more frequent. */
export function stepArbitraries(fixture: Fixture | undefined): Arbitrary<Step>[] {
  const write = writeOf(fixture);
  const plain = fc.tuple(visitor, verb, write).map((args) => plainWrite(...args));
  const again = fc
    .tuple(visitor, verb, fc.array(fc.nat(5), { maxLength: 4 }))
    .map((args) => sameAgain(...args));
  const time = fc.constantFrom(...spans).map((seconds) => timePasses(seconds));
  const byToken = [
    fc.tuple(visitor, items, pick, place).map((args) => readWithToken(...args)),
    fc.tuple(visitor, write, pick, place).map((args) => writeWithToken(...args)),
  ];
  return [
    ...[plain, plain, plain, plain],
    ...[again, again],
    ...[...byToken, ...byToken],
    fc.tuple(visitor, verb, fc.constantFrom(...refusals)).map((args) => refusedWrite(...args)),
    fc.tuple(visitor, fc.constant('*'), readQuery).map((args) => readStep(...args)),
    fc.tuple(visitor, items, readQuery).map((args) => readStep(...args)),
    visitor.map((who) => segmentStep(who, {})),
    fc.tuple(visitor, overrides).map((args) => segmentStep(...args)),
    fc.tuple(visitor, kept).map((args) => dropCookies(...args)),
    fc.tuple(visitor, visitor).map((args) => segmentByToken(...args)),
    fc.tuple(visitor, forgery, pick).map((args) => readForged(...args)),
    fc.tuple(visitor, write, forgery, pick).map((args) => writeForged(...args)),
    ...[time, time],
  ];
}
