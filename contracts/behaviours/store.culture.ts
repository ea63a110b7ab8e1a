import type { Runs } from '../behaviour';
import { decodeSegment } from '../decode';
import { tokensIn } from '../visitor';

/** What overwrites the culture of the trade policy. */
export const storeCulture: Runs = {
  'store.culture.culture-info-overwrites': async ({ visitor, expect }) => {
    await visitor.post();
    const items = 'store.channel,store.currencyCode,store.currencySymbol,store.countryCode';
    const before = await visitor.values(items);
    const answer = await visitor.patch({ public: { cultureInfo: 'fr-FR' } });
    expect(await visitor.values(`${items},store.cultureInfo`)).toEqual({
      ...before,
      'store.cultureInfo': 'fr-FR',
    });
    expect(decodeSegment(tokensIn(answer).segmentToken).segment['cultureInfo']).toBe('fr-FR');
  },
  'store.culture.locale-overwrites': async ({ visitor, expect }) => {
    await visitor.post();
    await visitor.patch({ query: 'locale=it-IT' });
    expect(await visitor.values('store.cultureInfo')).toEqual({ 'store.cultureInfo': 'it-IT' });
  },
  'store.culture.which-comes-first': async ({ target, visitor, expect }) => {
    await visitor.post();
    await visitor.patch({ public: { locale: 'it-IT', cultureInfo: 'fr-FR' } });
    const culture = target.assumptions.cultureComesFrom === 'cultureInfo' ? 'fr-FR' : 'it-IT';
    expect(await visitor.values('store.cultureInfo')).toEqual({ 'store.cultureInfo': culture });
  },
  'store.culture.clearing-gives-the-policys-back': async ({ visitor, expect }) => {
    await visitor.post();
    const before = await visitor.values('store.cultureInfo');
    await visitor.patch({ public: { cultureInfo: 'fr-FR' } });
    await visitor.patch({ public: { cultureInfo: '' } });
    expect(await visitor.values('store.cultureInfo')).toEqual(before);
  },
  'store.culture.locales-at-creation': async ({ target, visitor, newVisitor, expect }) => {
    await visitor.post();
    const usual = await visitor.values('store.cultureInfo');
    const other = newVisitor();
    await other.post({ query: 'supportedLocales=xx-YY' });
    const sets = target.assumptions.bindingAtCreation === 'sets-defaults';
    const chosen = { 'store.cultureInfo': 'xx-YY' };
    expect(await other.values('store.cultureInfo')).toEqual(sets ? chosen : usual);
    await visitor.patch({ query: 'supportedLocales=xx-YY' }); // which is no creation
    expect(await visitor.values('store.cultureInfo')).toEqual(usual);
  },
};
