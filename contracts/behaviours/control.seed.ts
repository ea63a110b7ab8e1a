import { createHash } from 'node:crypto';
import { claim } from '../harness/behaviour';
import { decodeSegment } from '../harness/decode';
import { type Emulated, pairsOf } from '../harness/emulated';
import { cid, cidsCampaign, cidsSeed, ownSeeds, sendSeed, storedState } from '../harness/seeding';
import type { Visitor } from '../harness/visitor';

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

async function seeded(visitor: Visitor, body: unknown): Promise<Seeded> {
  const answer = await sendSeed(visitor, body);
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

const regionOf = (sellers: readonly string[]) =>
  `v2.${createHash('md5')
    .update(`SW#${sellers.join(';')}`)
    .digest('hex')
    .toUpperCase()}`;

const postalCode = (value: string) => ({ country: { value: 'BRA' }, postalCode: { value } });
const shopSegment = {
  channel: '9',
  currencyCode: 'GBP',
  regionId: regionOf(['seller9']),
  priceTables: 'gold',
  campaigns: cidsCampaign.id,
};

/** Those keys of a segment that another has. */
const like = (wanted: object, segment: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.keys(wanted).map((key) => [key, segment[key]]));

const segmentOf = (reported: Seeded) => decodeSegment(only(reported).segmentToken).segment;

/** POST /_mock/seed. */
export const controlSeed = [
  claim({
    id: 'control.seed.makes-sessions',
    sentence: 'A seeded session passes the session apps; the answer has its cookies and tokens.',
    ...ownSeeds,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account: 'acme' });
      const visitor = emulated.newVisitor();
      const answer = await sendSeed(visitor, {
        sessions: [{ name: 'ann', public: postalCode('01310-100') }, { name: 'nobody' }],
      });
      expect(answer.status).toBe(200);
      const reported = answer.json() as Seeded;
      expect(reported.account).toEqual([]);
      expect(reported.sessions.map(({ name, outcome }) => [name, outcome])).toEqual([
        ['ann', 'created'],
        ['nobody', 'created'],
      ]);
      const ann = only(reported);
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
  }),
  claim({
    id: 'control.seed.logs-personas-in',
    sentence: 'A session seeded for a persona has their login and public values; those of the seed win.',
    ...ownSeeds,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account: 'acme' });
      const reported = await seeded(emulated.newVisitor(), {
        sessions: [
          { name: 'ben', persona: 'shopper-in-region', public: { postalCode: { value: '20040-002' } } },
        ],
      });
      const ben = visitorWith(emulated, only(reported));
      expect(ben.cookieNames()).toEqual(['vtex_session', 'vtex_segment', 'VtexIdclientAutCookie_acme']);
      expect(await ben.values('profile.email,public.country,public.postalCode,checkout.regionId')).toEqual({
        'profile.email': 'ben@example.com',
        'public.country': 'BRA',
        'public.postalCode': '20040-002',
        'checkout.regionId': regionOf(['seller3']),
      });
      const token = ben.cookie('vtex_session');
      await ben.patch();
      expect(ben.cookie('vtex_session')).toBe(token); // their login is recorded already
    },
  }),
  claim({
    id: 'control.seed.repeated-changes-nothing',
    sentence: 'The same seed again changes nothing: same session, same token, all unchanged.',
    ...ownSeeds,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account: 'acme' });
      const visitor = emulated.newVisitor();
      const first = await seeded(visitor, cidsSeed);
      expect(new Set(outcomes(first))).toEqual(new Set(['created']));
      const before = await storedState(visitor);
      const second = await seeded(visitor, cidsSeed);
      expect(second.account.map(({ list, id }) => [list, id])).toEqual(
        first.account.map(({ list, id }) => [list, id]),
      );
      expect(new Set(outcomes(second))).toEqual(new Set(['unchanged']));
      const same = second.sessions.map((session) => ({ ...session, outcome: 'created' }));
      expect(same).toEqual(first.sessions);
      expect(await storedState(visitor)).toEqual(before);
    },
  }),
  claim({
    id: 'control.seed.edits-existing-sessions',
    sentence: 'A seed of an existing session edits it and keeps unnamed keys.',
    ...ownSeeds,
    run: async ({ emulate, expect }) => {
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
  }),
  claim({
    id: 'control.seed.names-are-ids',
    sentence: 'A seeded session has the given id, or one made from its name, the same in every emulator.',
    ...ownSeeds,
    run: async ({ emulate, expect }) => {
      const [one, other] = [emulate({ account: 'acme' }), emulate({ account: 'acme' })];
      const id = '5e55107a-0000-4000-8000-000000000001';
      const seed = { sessions: [{ name: 'ann' }, { name: 'ben' }, { id }] };
      const reported = await seeded(one.newVisitor(), seed);
      const ids = reported.sessions.map((session) => session.id);
      expect([new Set(ids).size, ids[2]]).toEqual([3, id]);
      for (const each of ids)
        expect(each).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
      expect((await seeded(other.newVisitor(), seed)).sessions.map((session) => session.id)).toEqual(ids);
      const globex = await seeded(emulate({ account: 'b2b' }).newVisitor(), { sessions: [{ name: 'ann' }] });
      expect(only(globex).id === ids[0]).toBe(false);
      const again = await seeded(one.newVisitor(), { sessions: [{ id }] });
      expect(only(again).outcome).toBe('unchanged');
    },
  }),
  claim({
    id: 'control.seed.adds-account-data',
    sentence: 'Seeded account data serves the sessions of the same seed.',
    ...ownSeeds,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account: 'acme' });
      const reported = await seeded(emulated.newVisitor(), cidsSeed);
      expect(reported.account).toEqual([
        { list: 'tradePolicies', id: '9', outcome: 'created' },
        { list: 'sellers', id: 'seller9', outcome: 'created' },
        { list: 'shoppers', id: cid.id, outcome: 'created' },
        { list: 'campaigns', id: cidsCampaign.id, outcome: 'created' },
        { list: 'personas', id: 'cid', outcome: 'created' },
      ]);
      expect(like(shopSegment, segmentOf(reported))).toEqual(shopSegment);
      // Also for later visitors.
      const opened = await emulated.loggedIn('cid');
      await opened.post();
      await opened.patch({ query: 'sc=9' });
      await opened.patch({ body: { public: postalCode('90000-100') } });
      const later = (await opened.segment()).json() as Record<string, unknown>;
      expect(like(shopSegment, later)).toEqual(shopSegment);
      const personas = await emulated.newVisitor().send('GET', { path: '/_mock/personas' });
      expect((personas.json() as { id: string }[])[0]?.id).toBe('anonymous'); // those of the fixture are there as well
    },
  }),
  claim({
    id: 'control.seed.changes-account-data',
    sentence: 'Account data with an existing id is changed only in the given members.',
    ...ownSeeds,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account: 'acme' });
      const seller = { id: 'seller3', areas: [{ country: 'BRA', postalCodes: [['01000000', '01999999']] }] };
      const reported = await seeded(emulated.newVisitor(), {
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
      expect(outcomes(reported)).toEqual(['changed', 'unchanged', 'changed', 'changed', 'created']);
      const segment = {
        currencyCode: 'BRL',
        currencySymbol: 'BRL',
        priceTables: 'gold',
        regionId: regionOf(['seller1', 'seller2', 'seller3']),
      };
      expect(like(segment, segmentOf(reported))).toEqual(segment);
      const ann = visitorWith(emulated, only(reported));
      expect(await ann.values('profile.firstName')).toEqual({ 'profile.firstName': 'Ann' });
    },
  }),
  claim({
    id: 'control.seed.reset-removes-it',
    sentence: 'A reset puts the account back to its fixture.',
    ...ownSeeds,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account: 'acme' });
      const visitor = emulated.newVisitor();
      const before = await storedState(visitor);
      await seeded(visitor, cidsSeed);
      await visitor.send('POST', { path: '/_mock/reset' });
      expect(await storedState(visitor)).toEqual(before);
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
      expect(new Set(outcomes(await seeded(visitor, cidsSeed)))).toEqual(new Set(['created']));
    },
  }),
  claim({
    id: 'control.seed.snapshots-hold-it',
    sentence: 'A snapshot restores seeded account data, in another emulator too.',
    ...ownSeeds,
    run: async ({ emulate, expect }) => {
      const [from, to] = [emulate({ account: 'acme' }), emulate({ account: 'acme' })];
      const [visitor, there] = [from.newVisitor(), to.newVisitor()];
      const { sessions } = await seeded(visitor, {
        account: cidsSeed.account,
        sessions: [{ name: 'early' }],
      });
      const snapshot = (await visitor.send('GET', { path: '/_mock/snapshot' })).json();
      const before = await storedState(visitor);
      // The snapshot is what it goes back to, whatever is seeded after it.
      await seeded(visitor, { account: { personas: [{ id: 'dan', description: 'Dan' }] } });
      await visitor.send('POST', { path: '/_mock/reset', query: 'to=snapshot' });
      expect(await storedState(visitor)).toEqual(before);
      const put = await there.send('PUT', { path: '/_mock/snapshot', body: snapshot });
      expect(put.json()).toEqual({ dropped: { sessions: 0 }, restored: { sessions: 1 } });
      expect(await storedState(there)).toEqual(before);
      expect(outcomes(await seeded(there, { sessions: [{ name: 'early' }] }))).toEqual(['unchanged']);
      await visitorWith(to, sessions[0] as SeededSession).values('store.channel');
      const reported = await seeded(there, cidsSeed);
      expect(like(shopSegment, segmentOf(reported))).toEqual(shopSegment);
      const bad = { ...(snapshot as object), seeded: { shoppers: [{ id: 'x' }] } };
      const refused = await there.send('PUT', { path: '/_mock/snapshot', body: bad });
      expect([refused.status, refused.text.includes('$.seeded.shoppers[0].')]).toEqual([400, true]);
      const { seeded: _, ...bare } = snapshot as { seeded: object };
      await there.send('PUT', { path: '/_mock/snapshot', body: bare });
      expect((await there.send('POST', { path: '/_mock/personas/cid/sessions' })).status).toBe(404);
    },
  }),
];
