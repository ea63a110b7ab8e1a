import { createHash } from 'node:crypto';
import type { Runs } from '../behaviour';
import { decodeSegment } from '../decode';
import { type Emulated, pairsOf } from '../emulated';
import type { Visitor } from '../visitor';

interface SeededSession {
  readonly name?: string;
  readonly id: string;
  readonly outcome: string;
  readonly cookie: string;
  readonly setCookie: readonly string[];
  readonly sessionToken: string;
  readonly segmentToken: string;
}

interface Seeded {
  readonly account: readonly { readonly list: string; readonly id: string; readonly outcome: string }[];
  readonly sessions: readonly SeededSession[];
}

const path = '/_mock/seed';
const send = (visitor: Visitor, body: unknown) => visitor.send('POST', { path, body });

async function seeded(visitor: Visitor, body: unknown): Promise<Seeded> {
  const answer = await send(visitor, body);
  if (answer.status !== 200) throw new Error(`The seed got ${answer.status}: ${answer.text}`);
  return answer.json() as Seeded;
}

const outcomes = ({ account, sessions }: Seeded) => [...account, ...sessions].map(({ outcome }) => outcome);

/** A visitor with all the cookies of a seeded session. */
function visitorWith({ newVisitor }: Emulated, { cookie }: SeededSession): Visitor {
  const visitor = newVisitor();
  for (const [name, value] of pairsOf(cookie)) visitor.hold(name, value);
  return visitor;
}

const only = ({ sessions }: Seeded) => sessions[0] as SeededSession;

/** All that is kept, account and sessions, but for when it was told. */
async function state(visitor: Visitor): Promise<unknown> {
  const { takenAt: _, ...kept } = (await visitor.send('GET', { path: '/_mock/snapshot' })).json() as Record<
    string,
    unknown
  >;
  const personas = (await visitor.send('GET', { path: '/_mock/personas' })).json();
  return { kept, personas };
}

const regionOf = (sellers: readonly string[]) =>
  `v2.${createHash('md5')
    .update(`SW#${sellers.join(';')}`)
    .digest('hex')
    .toUpperCase()}`;

const postalCode = (value: string) => ({ country: { value: 'BRA' }, postalCode: { value } });
const cid = { id: '5e000000-0000-4000-8000-000000000c01', email: 'cid@example.com', priceTables: ['gold'] };
const campaign = { id: '7c000000-0000-4000-8000-000000000c01', name: 'Cid’s', emails: [cid.email] };

/** An account's worth of data, and a session that shows all of it. */
const shop = {
  account: {
    tradePolicies: [
      {
        ...{ id: '9', currencyCode: 'GBP', currencySymbol: '£', countryCode: 'GBR', cultureInfo: 'en-GB' },
        ...{ privacy: 'private', shoppers: [cid.email] },
      },
    ],
    sellers: [{ id: 'seller9', areas: [{ country: 'BRA', postalCodes: [['90000000', '90999999']] }] }],
    shoppers: [cid],
    campaigns: [campaign],
    personas: [
      {
        id: 'cid',
        description: 'Cid',
        shopper: cid.email,
        public: { country: 'BRA', postalCode: '90000-100' },
      },
    ],
  },
  sessions: [{ name: 'cid', persona: 'cid', public: { sc: { value: '9' } } }],
};
const shopSegment = {
  channel: '9',
  currencyCode: 'GBP',
  regionId: regionOf(['seller9']),
  priceTables: 'gold',
  campaigns: campaign.id,
};

/** Those keys of a segment that another has. */
const like = (wanted: object, segment: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.keys(wanted).map((key) => [key, segment[key]]));
const segmentOf = (told: Seeded) => decodeSegment(only(told).segmentToken).segment;

/** POST /_mock/seed. */
export const controlSeed: Runs = {
  'control.seed.makes-sessions': async ({ emulate, expect }) => {
    const emulated = emulate({ account: 'acme' });
    const visitor = emulated.newVisitor();
    const answer = await send(visitor, {
      sessions: [{ name: 'ann', public: postalCode('01310-100') }, { name: 'nobody' }],
    });
    expect(answer.status).toBe(200);
    const told = answer.json() as Seeded;
    expect(told.account).toEqual([]);
    expect(told.sessions.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['ann', 'created'],
      ['nobody', 'created'],
    ]);
    const ann = only(told);
    expect(pairsOf(ann.cookie)).toEqual([
      ['vtex_session', ann.sessionToken],
      ['vtex_segment', ann.segmentToken],
    ]);
    expect(ann.setCookie.map((line) => line.split(';', 1)[0])).toEqual(ann.cookie.split('; '));
    const seen = visitorWith(emulated, ann);
    const { id, version } = seen.claims();
    expect([id, version]).toEqual([ann.id, 2]);
    expect(await seen.values('public.postalCode,store.channel,checkout.regionId')).toEqual({
      'public.postalCode': '01310-100',
      'store.channel': '1',
      'checkout.regionId': regionOf(['seller1', 'seller2']),
    });
    expect((await seen.segment()).json()).toEqual(decodeSegment(ann.segmentToken).segment);
    const { writes } = await emulated.explain(seen);
    expect(writes.map(({ operation, outcome }) => [operation, outcome])).toEqual([['seed', 'created']]);
  },
  'control.seed.logs-personas-in': async ({ emulate, expect }) => {
    const emulated = emulate({ account: 'acme' });
    const told = await seeded(emulated.newVisitor(), {
      sessions: [
        { name: 'ben', persona: 'shopper-in-region', public: { postalCode: { value: '20040-002' } } },
      ],
    });
    const ben = visitorWith(emulated, only(told));
    expect(ben.cookieNames()).toEqual(['vtex_session', 'vtex_segment', 'VtexIdclientAutCookie_acme']);
    expect(await ben.values('profile.email,public.country,public.postalCode,checkout.regionId')).toEqual({
      'profile.email': 'ben@example.com',
      'public.country': 'BRA',
      'public.postalCode': '20040-002',
      'checkout.regionId': regionOf(['seller3']),
    });
    const token = ben.cookie('vtex_session');
    await ben.patch();
    expect(ben.cookie('vtex_session')).toBe(token); // his login is recorded already
  },
  'control.seed.twice-is-once': async ({ emulate, expect }) => {
    const emulated = emulate({ account: 'acme' });
    const visitor = emulated.newVisitor();
    const first = await seeded(visitor, shop);
    expect(new Set(outcomes(first))).toEqual(new Set(['created']));
    const before = await state(visitor);
    const second = await seeded(visitor, shop);
    expect(second.account.map(({ list, id }) => [list, id])).toEqual(
      first.account.map(({ list, id }) => [list, id]),
    );
    expect(new Set(outcomes(second))).toEqual(new Set(['unchanged']));
    const same = second.sessions.map((session) => ({ ...session, outcome: 'created' }));
    expect(same).toEqual(first.sessions);
    expect(await state(visitor)).toEqual(before);
  },
  'control.seed.edits-what-is-there': async ({ emulate, expect }) => {
    const emulated = emulate({ account: 'acme' });
    const visitor = emulated.newVisitor();
    const seed = (color: string) => ({
      sessions: [{ name: 'ann', persona: 'shopper', public: { color: { value: color } } }],
    });
    const first = only(await seeded(visitor, seed('blue')));
    const ann = visitorWith(emulated, first);
    await ann.patch({ public: { color: 'red', size: 'L' } });
    const second = only(await seeded(visitor, seed('blue')));
    expect([second.id, second.outcome]).toEqual([first.id, 'changed']);
    const again = visitorWith(emulated, second);
    expect(again.claims().version).toBe(4);
    const held = { 'public.color': 'blue', 'public.size': 'L', 'profile.email': 'ann@example.com' };
    expect(await again.values('public.color,public.size,profile.email')).toEqual(held);
    expect(await ann.values('public.color')).toEqual({ 'public.color': 'blue' }); // by the older token too
    expect((await emulated.explain(again)).writes.at(-1)?.outcome).toBe('edited');
    const third = only(await seeded(visitor, { sessions: [{ name: 'ann', public: {} }] }));
    expect([third.outcome, third.sessionToken]).toEqual(['unchanged', second.sessionToken]);
  },
  'control.seed.names-are-ids': async ({ emulate, expect }) => {
    const [one, other] = [emulate({ account: 'acme' }), emulate({ account: 'acme' })];
    const id = '5e55107a-0000-4000-8000-000000000001';
    const seed = { sessions: [{ name: 'ann' }, { name: 'ben' }, { id }] };
    const told = await seeded(one.newVisitor(), seed);
    const ids = told.sessions.map((session) => session.id);
    expect([new Set(ids).size, ids[2]]).toEqual([3, id]);
    for (const each of ids)
      expect(each).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    expect((await seeded(other.newVisitor(), seed)).sessions.map((session) => session.id)).toEqual(ids);
    const globex = await seeded(emulate({ account: 'b2b' }).newVisitor(), { sessions: [{ name: 'ann' }] });
    expect(only(globex).id === ids[0]).toBe(false);
    const again = await seeded(one.newVisitor(), { sessions: [{ id }] });
    expect(only(again).outcome).toBe('unchanged');
  },
  'control.seed.adds-account-data': async ({ emulate, expect }) => {
    const emulated = emulate({ account: 'acme' });
    const told = await seeded(emulated.newVisitor(), shop);
    expect(told.account).toEqual([
      { list: 'tradePolicies', id: '9', outcome: 'created' },
      { list: 'sellers', id: 'seller9', outcome: 'created' },
      { list: 'shoppers', id: cid.id, outcome: 'created' },
      { list: 'campaigns', id: campaign.id, outcome: 'created' },
      { list: 'personas', id: 'cid', outcome: 'created' },
    ]);
    expect(like(shopSegment, segmentOf(told))).toEqual(shopSegment);
    // And whoever comes later.
    const opened = await emulated.loggedIn('cid');
    await opened.post();
    await opened.patch({ query: 'sc=9' });
    await opened.patch({ body: { public: postalCode('90000-100') } });
    const later = (await opened.segment()).json() as Record<string, unknown>;
    expect(like(shopSegment, later)).toEqual(shopSegment);
    const personas = await emulated.newVisitor().send('GET', { path: '/_mock/personas' });
    expect((personas.json() as { id: string }[])[0]?.id).toBe('anonymous'); // those of the fixture are there as well
  },
  'control.seed.changes-account-data': async ({ emulate, expect }) => {
    const emulated = emulate({ account: 'acme' });
    const seller = { id: 'seller3', areas: [{ country: 'BRA', postalCodes: [['01000000', '01999999']] }] };
    const told = await seeded(emulated.newVisitor(), {
      account: {
        sellers: [seller],
        shoppers: [{ id: '5e000000-0000-4000-8000-000000000a01', priceTables: ['gold'] }],
        tradePolicies: [
          { id: '1', currencySymbol: 'BRL' },
          { id: '2', currencyCode: 'USD' },
        ],
      },
      sessions: [{ name: 'ann', persona: 'shopper', public: postalCode('01310-100') }],
    });
    expect(outcomes(told)).toEqual(['changed', 'unchanged', 'changed', 'changed', 'created']);
    const segment = {
      currencyCode: 'BRL',
      currencySymbol: 'BRL',
      priceTables: 'gold',
      regionId: regionOf(['seller1', 'seller2', 'seller3']),
    };
    expect(like(segment, segmentOf(told))).toEqual(segment);
    const ann = visitorWith(emulated, only(told));
    expect(await ann.values('profile.firstName')).toEqual({ 'profile.firstName': 'Ann' });
  },
  'control.seed.reset-takes-it-back': async ({ emulate, expect }) => {
    const emulated = emulate({ account: 'acme' });
    const visitor = emulated.newVisitor();
    const before = await state(visitor);
    await seeded(visitor, shop);
    await visitor.send('POST', { path: '/_mock/reset' });
    expect(await state(visitor)).toEqual(before);
    const { status } = await visitor.send('POST', { path: '/_mock/personas/cid/sessions' });
    expect(status).toBe(404);
    await visitor.post({ body: { public: postalCode('90000-100') }, query: 'items=checkout.regionId' });
    expect(await visitor.values('checkout.regionId')).toEqual(
      await (async () => {
        const nowhere = emulate({ account: 'acme' }).newVisitor();
        await nowhere.post({ body: { public: postalCode('90000-100') } });
        return nowhere.values('checkout.regionId');
      })(),
    );
    expect(new Set(outcomes(await seeded(visitor, shop)))).toEqual(new Set(['created']));
  },
  'control.seed.snapshots-hold-it': async ({ emulate, expect }) => {
    const [from, to] = [emulate({ account: 'acme' }), emulate({ account: 'acme' })];
    const [visitor, there] = [from.newVisitor(), to.newVisitor()];
    const { sessions } = await seeded(visitor, { account: shop.account, sessions: [{ name: 'early' }] });
    const snapshot = (await visitor.send('GET', { path: '/_mock/snapshot' })).json();
    const before = await state(visitor);
    // The snapshot is what it goes back to, whatever is seeded after it.
    await seeded(visitor, { account: { personas: [{ id: 'dan', description: 'Dan' }] } });
    await visitor.send('POST', { path: '/_mock/reset', query: 'to=snapshot' });
    expect(await state(visitor)).toEqual(before);
    const put = await there.send('PUT', { path: '/_mock/snapshot', body: snapshot });
    expect(put.json()).toEqual({ dropped: { sessions: 0 }, restored: { sessions: 1 } });
    expect(await state(there)).toEqual(before);
    expect(outcomes(await seeded(there, { sessions: [{ name: 'early' }] }))).toEqual(['unchanged']);
    await visitorWith(to, sessions[0] as SeededSession).values('store.channel');
    const told = await seeded(there, shop);
    expect(like(shopSegment, segmentOf(told))).toEqual(shopSegment);
    const bad = { ...(snapshot as object), seeded: { shoppers: [{ id: 'x' }] } };
    const refused = await there.send('PUT', { path: '/_mock/snapshot', body: bad });
    expect([refused.status, refused.text.includes('$.seeded.shoppers[0].')]).toEqual([400, true]);
    const { seeded: _, ...bare } = snapshot as { seeded: object };
    await there.send('PUT', { path: '/_mock/snapshot', body: bare });
    expect((await there.send('POST', { path: '/_mock/personas/cid/sessions' })).status).toBe(404);
  },
  'control.seed.refuses-what-it-does-not-take': async ({ emulate, expect }) => {
    const visitor = emulate({ account: 'acme' }).newVisitor();
    const before = await state(visitor);
    const good = { name: 'ann' };
    const withSession = (session: unknown) => ({ ...shop, sessions: [good, session] });
    const withAccount = (account: unknown) => ({ account, sessions: [good] });
    const id = '5e55107a-0000-4000-8000-000000000001';
    const { id: cidId, ...nameless } = cid;
    const ann = '5e000000-0000-4000-8000-000000000a01';
    for (const [place, says, body] of [
      ['$', 'must be an object', undefined],
      ['$', 'must be an object', []],
      ['$', 'must have account or sessions', {}],
      ['$.session', 'is unknown', { session: [] }],
      ['$.sessions', 'must be a list', { sessions: {} }],
      ['$.sessions[1]', 'must be an object', withSession('ann')],
      ['$.sessions[1]', 'must have a name or an id', withSession({ persona: 'cid' })],
      ['$.sessions[1].nam', 'is unknown', withSession({ nam: 'ben' })],
      ['$.sessions[1].name', 'must be text', withSession({ name: '' })],
      ['$.sessions[1].name', 'is repeated', withSession({ name: 'ann' })],
      ['$.sessions[1].id', 'cannot be combined with a name', withSession({ name: 'ben', id })],
      ['$.sessions[1].id', 'must be a UUID in lower case', withSession({ id: id.toUpperCase() })],
      ['$.sessions[1].id', 'is repeated', { sessions: [{ id }, { id }] }],
      ['$.sessions[1].persona', 'did you mean shopper', withSession({ name: 'ben', persona: 'shoper' })],
      ['$.sessions[1].persona', 'must be text', withSession({ name: 'ben', persona: 7 })],
      ['$.sessions[1].public', 'must be an object', withSession({ name: 'ben', public: [] })],
      ['$.sessions[1].public.a', 'must be an object', withSession({ name: 'ben', public: { a: 'b' } })],
      ['$.sessions[1].public.a.value', 'is absent', withSession({ name: 'ben', public: { a: {} } })],
      ['$.sessions[1].public.a.more', 'is unknown', withSession({ name: 'ben', public: { a: { more: 1 } } })],
      ['$.account', 'must be an object', withAccount([])],
      ['$.account.shopers', 'did you mean "shoppers"', withAccount({ shopers: [] })],
      ['$.account.account', 'cannot be changed', withAccount({ account: 'other' })],
      ['$.account.sessionApps', 'cannot be changed', withAccount({ sessionApps: [] })],
      ['$.account.shoppers', 'must be of type array', withAccount({ shoppers: {} })],
      ['$.account.shoppers[1].email', 'is missing', withAccount({ shoppers: [cid, { id }] })],
      ['$.account.shoppers[0].id', 'is missing', withAccount({ shoppers: [nameless] })],
      ['$.account.shoppers[1].id', 'is given twice', withAccount({ shoppers: [cid, cid] })],
      [
        '$.account.shoppers[0].email',
        'is already the e-mail',
        withAccount({ shoppers: [{ id: cidId, email: 'ann@example.com' }] }),
      ],
      [
        '$.account.personas[0].shopper',
        'did you mean "ann@example.com"',
        withAccount({ personas: [{ id: 'x', description: 'X', shopper: 'anne@example.com' }] }),
      ],
      [
        '$.account',
        'personas[1].shopper "ann@example.com" is not',
        withAccount({ shoppers: [{ id: ann, email: 'hanna@example.com' }] }),
      ],
    ] as const) {
      const answer = await send(visitor, body);
      const { code, message = '' } = answer.json() as { code?: string; message?: string };
      const told = [message.split(' ', 1)[0], answer.status, code, message.includes(says) ? says : message];
      expect([place, 400, 'CONTROL_INPUT_INVALID', says]).toEqual(told);
    }
    const parameter = await visitor.send('POST', { path, query: 'again=1', body: shop });
    expect([parameter.status, parameter.text.includes('?again is unknown')]).toEqual([400, true]);
    expect(await state(visitor)).toEqual(before);
    const several = await send(visitor, { account: { shoppers: [{ id: 'x' }], campaigns: 1 } });
    expect((several.json() as { message: string }).message.split('\n').length).toBe(3);
  },
  'control.seed.refused-by-an-app': async ({ emulate, expect }) => {
    const visitor = emulate({
      account: 'acme',
      assumptions: { forbiddenTradePolicy: 'refused' },
    }).newVisitor();
    const before = await state(visitor);
    const body = { ...shop, sessions: [{ name: 'ann' }, { name: 'ben', public: { sc: { value: '4' } } }] };
    const answer = await send(visitor, body);
    const { code, message } = answer.json() as { code: string; message: string };
    expect([answer.status, code]).toEqual([400, 'CONTROL_INPUT_INVALID']);
    expect(message).toMatch(/^\$\.sessions\[1\] is refused by the session apps, with 401: /);
    expect(await state(visitor)).toEqual(before);
  },
  'control.seed.not-for-pages-elsewhere': async ({ emulate, expect }) => {
    const visitor = emulate({ account: 'acme' }).newVisitor();
    const before = await state(visitor);
    const headers = { origin: 'https://elsewhere.example' };
    const answer = await visitor.send('POST', { path, headers, body: shop });
    expect([answer.status, (answer.json() as { code: string }).code]).toEqual([403, 'CONTROL_FORBIDDEN']);
    expect(await state(visitor)).toEqual(before);
    expect((await send(visitor, shop)).status).toBe(200);
  },
};
