import { claim } from '../harness/behaviour';
import type { Segment } from '../harness/decode';
import { randomName } from '../harness/visitor';

const operation = 'GET /api/segments';

/** What the query string of a GET of the segment changes. */
export const segmentsOverride = [
  claim({
    id: 'segments.override.culture-and-utm',
    sentence: 'cultureInfo and utm names in the query string override the values of the segment.',
    operation,
    grade: 'documented',
    evidence: ['R-173', 'R-174'],
    run: async ({ visitor, expect }) => {
      await visitor.post({ public: { utm_source: 'mail' } });
      const before = (await visitor.segment()).json() as Segment;
      const query = 'cultureInfo=fr-FR&utm_source=x&utm_campaign=y&utmi_campaign=z';
      expect((await visitor.segment({ query })).json()).toEqual({
        ...before,
        cultureInfo: 'fr-FR',
        utm_source: 'x',
        utm_campaign: 'y',
        utmi_campaign: 'z',
      });
    },
  }),
  claim({
    id: 'segments.override.leaves-the-session',
    sentence: 'An override does not change the session or its next segment.',
    operation,
    grade: 'documented',
    evidence: ['R-173'],
    run: async ({ visitor, expect }) => {
      await visitor.post({ public: { utm_source: randomName('mail') } });
      const session = await visitor.values('*');
      const token = visitor.cookie('vtex_session');
      const bySession = { headers: { cookie: `vtex_session=${token}` } }; // the segment cookie may win, and changes
      const segment = (await visitor.segment(bySession)).json();
      await visitor.segment({ query: 'cultureInfo=fr-FR&utm_source=x' });
      expect(await visitor.values('*')).toEqual(session);
      expect((await visitor.segment(bySession)).json()).toEqual(segment);
      await visitor.patch();
      expect(visitor.cookie('vtex_session')).toBe(token);
    },
  }),
  claim({
    id: 'segments.override.other-names-change-nothing',
    sentence: 'Other names in the query string, such as trade policy, region and facets, change nothing.',
    operation,
    grade: 'assumed',
    evidence: ['R-174'],
    noSetting: 'no other overriding name is known',
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const before = (await visitor.segment()).json();
      const names = ['sc', 'channel', 'regionId', 'priceTables', 'campaigns', 'facets', 'currencyCode'];
      const query = [...names, randomName('other'), 'session_path', 'workspace', '__bindingId']
        .map((name) => `${name}=2`)
        .join('&');
      expect((await visitor.segment({ query })).json()).toEqual(before);
    },
  }),
  claim({
    id: 'segments.override.supported-locales',
    sentence: 'With supportedLocales the culture is one of them; a supported culture stays.',
    operation,
    grade: 'inferred',
    evidence: ['R-175'],
    run: async ({ visitor, expect }) => {
      await visitor.post({ public: { cultureInfo: 'pt-BR' } });
      const culture = async (query: string) =>
        ((await visitor.segment({ query })).json() as Segment)['cultureInfo'];
      expect(await culture('supportedLocales=xx-YY,pt-BR')).toBe('pt-BR');
      expect(await culture('supportedLocales=xx-YY')).toBe('xx-YY');
    },
  }),
  claim({
    id: 'segments.override.nearest-locale',
    sentence: 'A supported locale of the same language is chosen, otherwise the first.',
    operation,
    grade: 'assumed',
    evidence: ['R-175'],
    noSetting: 'no alternative is known',
    run: async ({ visitor, expect }) => {
      await visitor.post({ public: { cultureInfo: 'pt-BR' } });
      const culture = async (query: string) =>
        ((await visitor.segment({ query })).json() as Segment)['cultureInfo'];
      expect(await culture('supportedLocales=xx-YY,pt-PT')).toBe('pt-PT');
      expect(await culture('supportedLocales=xx-YY,zz-ZZ')).toBe('xx-YY');
    },
  }),
];
