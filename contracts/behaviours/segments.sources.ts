import { notingApp } from '../harness/apps';
import { type Context, claim } from '../harness/behaviour';
import { decodeSegment, handMadeSegment, type Segment } from '../harness/decode';
import { globex } from '../harness/suite-account';
import type { Visitor } from '../harness/visitor';
import type { Values } from '../targets/target';

const needs = ['variant'] as const;

/** Writes what `public.set` holds, whatever it is. */
async function visitorOfSetter({ emulate }: Context): Promise<Visitor> {
  const output = {
    store: [
      'channel',
      'currencyCode',
      'currencySymbol',
      'countryCode',
      'cultureInfo',
      'admin_cultureInfo',
      'channelPrivacy',
    ],
    rnb: ['campaigns'],
    profile: ['priceTables'],
    checkout: ['regionId'],
    search: ['facets'],
  };
  const setter = notingApp('setter', { input: { public: ['set'] }, output }, (sent: Values) => {
    const set = sent['public']?.['set']?.value as Record<string, unknown>;
    const namespaces: Record<string, Record<string, unknown>> = {};
    for (const [item, value] of Object.entries(set)) {
      const [namespace = '', key = ''] = item.split('.');
      namespaces[namespace] = { ...namespaces[namespace], [key]: { value } };
    }
    return namespaces;
  });
  const account = { ...globex, sessionApps: ['store-session'] };
  const visitor = emulate({ account, apps: [setter] }).newVisitor();
  await visitor.post();
  return visitor;
}

function segmentOf(visitor: Visitor): Segment {
  return decodeSegment(visitor.cookie('vtex_segment')).segment;
}

/** Which key of a session each key of a segment comes from, where only session apps write it. */
export const segmentsSources = [
  claim({
    id: 'segments.sources.each-key',
    sentence: 'The keys of a segment have the values of their session keys, in a fixed order.',
    operation: 'PATCH /api/sessions',
    grade: 'observed',
    evidence: ['R-185', 'R-187', 'R-200', 'R-201', 'R-203', 'R-206'],
    needs,
    run: async (context) => {
      const visitor = await visitorOfSetter(context);
      const set = {
        'search.facets': 'a=b;',
        'checkout.regionId': 'region',
        'profile.priceTables': 'tables',
        'rnb.campaigns': 'campaigns',
        'store.admin_cultureInfo': 'admin',
        'store.channelPrivacy': 'private',
        'store.cultureInfo': 'culture',
        'store.countryCode': 'country',
        'store.currencySymbol': 'symbol',
        'store.currencyCode': 'currency',
        'store.channel': 'channel',
      };
      await visitor.patch({ public: { set, utm_campaign: 'uc', utm_source: 'us', utmi_campaign: 'ui' } });
      context.expect(Object.entries(segmentOf(visitor))).toEqual([
        ['campaigns', 'campaigns'],
        ['channel', 'channel'],
        ['priceTables', 'tables'],
        ['regionId', 'region'],
        ['utm_campaign', 'uc'],
        ['utm_source', 'us'],
        ['utmi_campaign', 'ui'],
        ['currencyCode', 'currency'],
        ['currencySymbol', 'symbol'],
        ['countryCode', 'country'],
        ['cultureInfo', 'culture'],
        ['admin_cultureInfo', 'admin'],
        ['channelPrivacy', 'private'],
        ['facets', 'a=b;'],
      ]);
    },
  }),
  claim({
    id: 'segments.sources.values-as-text',
    sentence: 'Numbers, booleans, lists and objects become text in a segment; null stays null.',
    operation: 'PATCH /api/sessions',
    grade: 'assumed',
    evidence: ['R-191'],
    noSetting: 'only own session apps write such values',
    needs,
    run: async (context) => {
      const visitor = await visitorOfSetter(context);
      for (const [value, text] of [
        [7, '7'],
        [true, 'true'],
        [false, 'false'],
        [[1, 'a'], '[1,"a"]'],
        [{ a: null }, '{"a":null}'],
        [null, null],
        ['', ''],
      ] as const) {
        const set = { 'checkout.regionId': value, 'search.facets': value };
        await visitor.patch({ public: { set, utm_source: value } });
        const segment = segmentOf(visitor);
        context.expect([segment['regionId'], segment['utm_source']]).toEqual([text, text]);
        context.expect(Object.keys(segment).includes('facets')).toBe(Boolean(text));
      }
    },
  }),
  claim({
    id: 'segments.sources.cookie-of-its-own',
    sentence: 'vtex_segment is set only if it differs from the cookie of the request.',
    operation: 'GET /api/segments',
    grade: 'assumed',
    evidence: ['R-172', 'R-179'],
    noSetting: 'a browser holds the same cookie either way',
    needs: ['anyRequest'],
    run: async ({ target, visitor, newVisitor, expect }) => {
      await visitor.post();
      expect((await visitor.segment()).setCookie).toEqual([]);
      expect((await visitor.segment({ query: 'utm_source=x' })).setCookie.length).toBe(1);
      // Where the segment cookie comes first, what was just set is what is answered anyhow.
      const setAgain = target.assumptions.segmentComesFrom === 'session' ? 1 : 0;
      expect((await visitor.segment({ query: 'session_path=x' })).setCookie.length).toBe(setAgain);
      expect((await visitor.segment()).setCookie).toEqual([]);
      const other = newVisitor();
      const held = handMadeSegment({ channel: '2' });
      other.hold('vtex_segment', held);
      const answer = await other.segment();
      expect([answer.json(), answer.setCookie]).toEqual([{ channel: '2' }, []]);
      other.hold('vtex_segment', Buffer.from('{ "channel": "2" }').toString('base64'));
      const spaced = await other.segment();
      expect(spaced.json()).toEqual({ channel: '2' });
      expect(other.cookie('vtex_segment')).toBe(held); // rewritten, compact
    },
  }),
  claim({
    id: 'segments.sources.unreadable-cookie',
    sentence: 'An unreadable segment cookie counts as absent.',
    operation: 'GET /api/segments',
    grade: 'assumed',
    evidence: ['R-179'],
    noSetting: 'only hand-written cookies are unreadable',
    needs: ['anyRequest'],
    run: async ({ visitor, newVisitor, expect }) => {
      const plain = (await visitor.segment()).json();
      for (const unreadable of ['not a segment', '%', 'W10', 'bnVsbA', 'e30.x', '""', '_-8']) {
        const other = newVisitor();
        const answer = await other.segment({ headers: { cookie: `vtex_segment=${unreadable}` } });
        expect([answer.status, answer.json()]).toEqual([200, plain]);
        expect(answer.setCookie.length).toBe(1);
      }
    },
  }),
  claim({
    id: 'segments.sources.which-query-names',
    sentence:
      'utmi_cp in the query string overrides utmi_campaign, the last of a repeated name counts, other names do nothing.',
    operation: 'GET /api/segments',
    grade: 'assumed',
    evidence: ['R-173', 'R-174', 'R-205'],
    noSetting: 'nothing is known of other names',
    needs: ['anyRequest'],
    run: async ({ visitor, newVisitor, expect }) => {
      await visitor.post();
      /** Another visitor each time: where the segment cookie comes first, an override stays. */
      const cultureWith = async (supportedLocales: string) => {
        const other = newVisitor();
        await other.post();
        const answer = await other.segment({ query: `supportedLocales=${supportedLocales}` });
        return (answer.json() as Segment)['cultureInfo'];
      };
      const plain = (await visitor.segment()).json() as Segment;
      const query = 'utmi_campaign=a&utmi_cp=b&utm_source=first&utm_source=last&utm_campaign=&toString=x';
      expect((await visitor.segment({ query })).json()).toEqual({
        ...plain,
        utmi_campaign: 'b',
        utm_source: 'last',
        utm_campaign: '',
      });
      expect(await cultureWith(',fr-FR,,fr-CA,&cultureInfo=fr-BE')).toBe('fr-FR');
      expect(await cultureWith('fr-FR,fr-CA&cultureInfo=fr-CA')).toBe('fr-CA');
      expect(await cultureWith('')).toBe(plain['cultureInfo']);
    },
  }),
  claim({
    id: 'segments.sources.no-culture',
    sentence: 'If a segment has no culture, or one that is not text, the first supported locale is used.',
    operation: 'GET /api/segments/{segmentToken}',
    grade: 'assumed',
    evidence: ['R-175'],
    noSetting: 'only hand-made segments lack a culture',
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      for (const cultureInfo of [undefined, null, 7]) {
        const path = `/api/segments/${handMadeSegment({ channel: '1', cultureInfo })}`;
        expect((await visitor.segment({ path, query: 'supportedLocales=fr-FR,en-US' })).json()).toEqual({
          channel: '1',
          cultureInfo: 'fr-FR',
        });
      }
    },
  }),
  claim({
    id: 'segments.sources.spellings-of-a-token',
    sentence: 'A hand-made token may have padding and blanks; other characters make it unreadable.',
    operation: 'GET /api/segments/{segmentToken}',
    grade: 'observed',
    evidence: ['R-181', 'R-195'],
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      const segmentAt = (token: string) =>
        visitor.segment({ path: `/api/segments/${encodeURIComponent(token)}` });
      for (const text of ['{"a":"1"}', '{ "a" : "1" }', '{"a":"1"}\n', '{"a": "1"}']) {
        const padded = Buffer.from(text).toString('base64');
        for (const token of [padded, padded.replaceAll('=', '')]) {
          expect((await segmentAt(token)).json()).toEqual({ a: '1' });
        }
      }
      const token = handMadeSegment({ a: '1' });
      for (const bad of [
        ` ${token}`,
        `${token} `,
        `${token}===`,
        `=${token}`,
        `${token}!`,
        `${token}\n`,
        '{}',
        '=',
      ]) {
        expect((await segmentAt(bad)).status).toBe(400);
      }
      const latin1 = Buffer.from('{"a":"\u00e9"}', 'latin1').toString('base64url');
      expect((await segmentAt(latin1)).status).toBe(400);
      for (const value of [null, 'text', 7, [], true]) {
        const other = Buffer.from(JSON.stringify(value)).toString('base64url');
        expect((await segmentAt(other)).status).toBe(400);
      }
    },
  }),
  claim({
    id: 'segments.sources.other-alphabet',
    sentence: 'In the other alphabet tokens are unpadded too; other slashes and pluses stay.',
    operation: 'POST /api/sessions',
    grade: 'observed',
    evidence: ['R-195'],
    needs,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({ assumptions: { segmentAlphabet: 'base64' } });
      const lengths = [];
      for (const utm_source of ['', 'a', 'ab', '>>>???', 'a>>>???', 'aa>>>???']) {
        const visitor = newVisitor();
        await visitor.post({ public: { utm_source } });
        const token = visitor.cookie('vtex_segment');
        expect(token).toMatch(/^[A-Za-z0-9+/]+$/);
        expect(segmentOf(visitor)['utm_source']).toBe(utm_source);
        lengths.push(token.length % 4);
      }
      expect([...new Set(lengths)].sort()).toEqual([0, 2, 3]);
    },
  }),
];
