import type { TradePolicy } from '../accounts/account';
import { type Assumptions, defaultAssumptions } from '../rules/assumptions';
import { Refusal } from '../rules/refusal';
import type { JsonValue } from '../rules/session';
import { namespacesOf, type Plain, plainOf, sealed, type Values } from '../rules/testing/plain';
import { storeSession } from './store-session';
import { accountWith, brazil } from './testing/account';

const main = brazil;
const spain: TradePolicy = {
  ...main,
  id: '3',
  currencyCode: 'EUR',
  currencySymbol: '€',
  countryCode: 'ESP',
  cultureInfo: 'es-ES',
};
const wholesale: TradePolicy = {
  ...main,
  id: '4',
  privacy: 'private',
  shoppers: ['ann@example.com', 'bob@example.com'],
};
const nobodys: TradePolicy = { ...main, id: '5', privacy: 'private' };
const acme = accountWith({ tradePolicies: [main, spain, wholesale, nobodys] });

const ann = { email: 'ann@example.com', isAuthenticated: 'true' };
const stranger = { email: 'eve@example.com', isAuthenticated: 'true' };

function appOf(assume: Partial<Assumptions> = {}, account = acme) {
  return storeSession(sealed(account), { ...defaultAssumptions, ...assume });
}
const storeFor = async (input: Plain, assume?: Partial<Assumptions>) =>
  plainOf(await appOf(assume).transform(sealed(namespacesOf(input))));

const inBrazil = {
  channel: '1',
  countryCode: 'BRA',
  cultureInfo: 'pt-BR',
  currencyCode: 'BRL',
  currencySymbol: 'R$',
  channelPrivacy: 'public',
};
const inSpain = {
  channel: '3',
  countryCode: 'ESP',
  cultureInfo: 'es-ES',
  currencyCode: 'EUR',
  currencySymbol: '€',
  channelPrivacy: 'public',
};

test('R-236, R-260: it is VTEX’s app of that name, and takes part in the create call', () => {
  const { name, runOnCreate, input, output } = appOf();
  expect([name, runOnCreate]).toEqual(['store-session', true]);
  expect(input).toEqual({
    public: ['cultureInfo', 'sc', 'locale'],
    profile: ['email', 'isAuthenticated'],
    $creation: ['__bindingId', 'supportedLocales'],
  });
  expect(output).toEqual({
    store: [
      'channel',
      'countryCode',
      'cultureInfo',
      'currencyCode',
      'currencySymbol',
      'channelPrivacy',
      'admin_cultureInfo',
    ],
  });
});

describe('the trade policy', () => {
  test.each<[string, Plain, Values]>([
    ['R-235: of an empty input, the default', {}, inBrazil],
    ['R-280: the one asked for', { public: { sc: '3' } }, inSpain],
    ['R-061: asked for as a number', { public: { sc: 3 } }, inSpain],
    ['R-066: of a cleared sc, the default', { public: { sc: '' } }, inBrazil],
    ['R-067: of null, the default', { public: { sc: null } }, inBrazil],
    ['R-280: not the sc of another namespace', { profile: { sc: '3' } }, inBrazil],
  ])('%s: with its currency, country, culture and privacy (R-282, R-285)', async (_, input, store) => {
    expect(await storeFor(input)).toEqual({ store });
  });

  test('R-097: in the order in which dumps show them', async () => {
    expect(Object.keys((await storeFor({}))['store'] ?? {})).toEqual([
      'channel',
      'countryCode',
      'cultureInfo',
      'currencyCode',
      'currencySymbol',
      'channelPrivacy',
    ]);
  });

  test('the default may be another', async () => {
    const app = appOf({}, { ...acme, defaultTradePolicy: '3' });
    expect(plainOf(await app.transform(new Map()))).toEqual({ store: inSpain });
  });

  test('a default that does not exist is a mistake of the account', () => {
    expect(() => appOf({}, { ...acme, defaultTradePolicy: '9' })).toThrow(
      new TypeError('defaultTradePolicy 9 is not a trade policy'),
    );
  });
});

describe('R-281: the culture', () => {
  const [first, second] = ['cultureInfo', 'locale'] as const;

  test.each<[Assumptions['cultureComesFrom'], JsonValue | undefined, JsonValue | undefined, string]>([
    [first, undefined, undefined, 'es-ES'],
    [first, 'en-US', undefined, 'en-US'],
    [first, undefined, 'fr-FR', 'fr-FR'],
    [first, 'en-US', 'fr-FR', 'en-US'],
    [first, '', 'fr-FR', 'fr-FR'],
    [first, null, 'fr-FR', 'fr-FR'],
    [first, 'en-US', '', 'en-US'],
    [first, '', '', 'es-ES'],
    [second, undefined, undefined, 'es-ES'],
    [second, 'en-US', undefined, 'en-US'],
    [second, undefined, 'fr-FR', 'fr-FR'],
    [second, 'en-US', 'fr-FR', 'fr-FR'],
    [second, 'en-US', '', 'en-US'],
    [second, 'en-US', null, 'en-US'],
    [second, '', 'fr-FR', 'fr-FR'],
  ])(
    '%s first: cultureInfo %j and locale %j give %s',
    async (cultureComesFrom, cultureInfo, locale, culture) => {
      const asked = Object.entries({ cultureInfo, locale }).filter(([, value]) => value !== undefined);
      const input = { public: { sc: '3', ...(Object.fromEntries(asked) as Values) } };
      expect(await storeFor(input, { cultureComesFrom })).toEqual({
        store: { ...inSpain, cultureInfo: culture },
      });
    },
  );
});

describe('R-286: what a store sends when it makes a session', () => {
  const binding = { id: 'b-1', defaultLocale: 'fr-FR', supportedLocales: ['fr-FR'], tradePolicy: '3' };
  const bound = accountWith({ ...acme, bindings: [{ ...binding, id: 'b-0', tradePolicy: '1' }, binding] });

  test.each<[string, Plain, Values]>([
    [
      'a binding gives policy and culture',
      { $creation: { __bindingId: 'b-1' } },
      { ...inSpain, cultureInfo: 'fr-FR' },
    ],
    ['an unknown one gives nothing', { $creation: { __bindingId: 'b-9' } }, inBrazil],
    [
      'sc counts before its policy, not before its culture',
      { $creation: { __bindingId: 'b-1' }, public: { sc: '1' } },
      { ...inBrazil, cultureInfo: 'fr-FR' },
    ],
    [
      'a culture that is asked for counts before its own',
      { $creation: { __bindingId: 'b-1' }, public: { cultureInfo: 'en-US' } },
      { ...inSpain, cultureInfo: 'en-US' },
    ],
    ['supportedLocales that hold the policy’s', { $creation: { supportedLocales: 'en-US,pt-BR' } }, inBrazil],
    [
      'supportedLocales that do not',
      { $creation: { supportedLocales: 'en-US,es-ES' } },
      { ...inBrazil, cultureInfo: 'en-US' },
    ],
    [
      'of both, the locale nearest to the binding’s',
      { $creation: { __bindingId: 'b-1', supportedLocales: 'pt-BR,fr-CA' } },
      { ...inSpain, cultureInfo: 'fr-CA' },
    ],
    [
      'which does not bind who asks for a culture',
      { $creation: { supportedLocales: 'en-US' }, public: { locale: 'de-DE' } },
      { ...inBrazil, cultureInfo: 'de-DE' },
    ],
    ['a public key of that name is none', { public: { __bindingId: 'b-1' } }, inBrazil],
  ])('%s', async (_, input, store) => {
    const app = appOf({}, bound);
    expect(plainOf(await app.transform(sealed(namespacesOf(input))))).toEqual({ store });
  });

  test('R-211: a binding of a private policy asks for a login, by the policy’s name', () => {
    const closed = accountWith({ ...acme, bindings: [{ ...binding, tradePolicy: '4' }] });
    const input = namespacesOf({ $creation: { __bindingId: 'b-1' } });
    expect(() => appOf({}, closed).transform(input)).toThrow('Trade policy 4 asks for a login');
  });
});

describe('who may use a policy', () => {
  const wholesaleStore = { store: { ...inBrazil, channel: '4', channelPrivacy: 'private' } };

  test.each<[string, Values]>([
    ['the shopper it names', ann],
    ['another that it names', { ...ann, email: 'bob@example.com' }],
    ['R-251: one whose flag is a real boolean', { ...ann, isAuthenticated: true }],
  ])('R-285: a private one serves %s', async (_, profile) => {
    expect(await storeFor({ public: { sc: '4' }, profile })).toEqual(wholesaleStore);
  });

  test.each<[string, Plain]>([
    ['nobody', {}],
    ['a shopper whom no policy names', { profile: stranger }],
  ])('R-285: a public one serves %s', async (_, profile) => {
    expect(await storeFor({ public: { sc: '3' }, ...profile })).toEqual({ store: inSpain });
  });

  const unauthorized = (sc: string) => ({
    status: 401,
    type: 'Unauthorized',
    message: `Trade policy ${sc} asks for a login`,
  });
  const forbidden = (sc: string) => ({
    status: 403,
    type: 'Forbidden',
    message: `The shopper may not use trade policy ${sc}`,
  });
  const refused: [string, JsonValue, Values, ReturnType<typeof unauthorized>][] = [
    ['a private one and nobody', '4', {}, unauthorized('4')],
    [
      'a private one and its shopper, not logged in',
      '4',
      { ...ann, isAuthenticated: 'false' },
      unauthorized('4'),
    ],
    ['a private one and its shopper’s e-mail alone', '4', { email: ann.email }, unauthorized('4')],
    ['a private one and a cleared flag', '4', { ...ann, isAuthenticated: '' }, unauthorized('4')],
    ['a private one and a stranger', '4', stranger, forbidden('4')],
    ['a private one and a login without e-mail', '4', { isAuthenticated: 'true' }, forbidden('4')],
    ['one that serves nobody yet', '5', ann, forbidden('5')],
    ['an unknown one and nobody', '99', {}, unauthorized('99')],
    ['an unknown one and a shopper', '99', ann, forbidden('99')],
    ['an unknown number', 99, {}, unauthorized('99')],
    ['a name of Object.prototype', 'constructor', {}, unauthorized('constructor')],
    ['another spelling', '04', ann, forbidden('04')],
  ];

  test.each(refused)('R-211: %s is refused', async (_, sc, profile, refusal) => {
    const failure = await storeFor({ public: { sc }, profile }).catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(Refusal);
    expect(failure).toMatchObject({ ...refusal, code: undefined });
  });

  test.each(refused)(
    'R-212: or, by assumption, %s loses the channel and nothing else',
    async (_, sc, profile) => {
      const store = await storeFor({ public: { sc }, profile }, { forbiddenTradePolicy: 'channel-cleared' });
      expect(store).toEqual({ store: { channel: '' } });
    },
  );

  test('R-211: a private default asks everybody for a login', async () => {
    const app = appOf({}, { ...acme, defaultTradePolicy: '4' });
    expect(() => app.transform(new Map())).toThrow('Trade policy 4 asks for a login');
    expect(plainOf(await app.transform(namespacesOf({ profile: ann })))).toEqual(wholesaleStore);
  });
});

describe('one namespace in memory for all sessions alike', () => {
  const outputOf = async (app: ReturnType<typeof appOf>, input: Plain) =>
    (await app.transform(namespacesOf(input))).get('store');

  test('the same policy and culture give the same one, and others give others', async () => {
    const app = appOf();
    const anonymous = await outputOf(app, {});
    expect(await outputOf(app, { public: { sc: '1', cultureInfo: 'pt-BR' } })).toBe(anonymous);
    expect(await outputOf(app, { public: { cultureInfo: 'en-US' } })).not.toBe(anonymous);
    expect(await outputOf(app, { public: { sc: '3', cultureInfo: 'pt-BR' } })).not.toBe(anonymous);
    expect(await outputOf(appOf(), {})).not.toBe(anonymous); // two emulators never see each other
  });
});
