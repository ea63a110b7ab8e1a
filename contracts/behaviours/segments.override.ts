import type { Runs } from '../behaviour';
import type { Segment } from '../decode';
import { randomName } from '../random';

/** What the query string of a GET of the segment changes. */
export const segmentsOverride: Runs = {
  'segments.override.culture-and-utm': async ({ visitor, expect }) => {
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
  'segments.override.leaves-the-session': async ({ visitor, expect }) => {
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
  'segments.override.other-names-change-nothing': async ({ visitor, expect }) => {
    await visitor.post();
    const before = (await visitor.segment()).json();
    const names = ['sc', 'channel', 'regionId', 'priceTables', 'campaigns', 'facets', 'currencyCode'];
    const query = [...names, randomName('other'), 'session_path', 'workspace', '__bindingId']
      .map((name) => `${name}=2`)
      .join('&');
    expect((await visitor.segment({ query })).json()).toEqual(before);
  },
  'segments.override.supported-locales': async ({ visitor, expect }) => {
    await visitor.post({ public: { cultureInfo: 'pt-BR' } });
    const culture = async (query: string) =>
      ((await visitor.segment({ query })).json() as Segment)['cultureInfo'];
    expect(await culture('supportedLocales=xx-YY,pt-BR')).toBe('pt-BR');
    expect(await culture('supportedLocales=xx-YY')).toBe('xx-YY');
  },
  'segments.override.nearest-locale': async ({ visitor, expect }) => {
    await visitor.post({ public: { cultureInfo: 'pt-BR' } });
    const culture = async (query: string) =>
      ((await visitor.segment({ query })).json() as Segment)['cultureInfo'];
    expect(await culture('supportedLocales=xx-YY,pt-PT')).toBe('pt-PT');
    expect(await culture('supportedLocales=xx-YY,zz-ZZ')).toBe('xx-YY');
  },
};
