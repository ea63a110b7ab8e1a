import { claim } from '../harness/behaviour';
import { decodeSegment } from '../harness/decode';
import { tokensIn } from '../harness/visitor';

const operation = 'PATCH /api/sessions';

/** What overwrites the culture of the trade policy. */
export const storeCulture = [
  claim({
    id: 'store.culture.culture-info-overwrites',
    sentence: 'cultureInfo in public overwrites store.cultureInfo and nothing else.',
    operation,
    grade: 'documented',
    evidence: ['R-281'],
    run: async ({ visitor, expect }) => {
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
  }),
  claim({
    id: 'store.culture.locale-overwrites',
    sentence: 'locale in public overwrites store.cultureInfo too.',
    operation,
    grade: 'documented',
    evidence: ['R-281'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      await visitor.patch({ query: 'locale=it-IT' });
      expect(await visitor.values('store.cultureInfo')).toEqual({ 'store.cultureInfo': 'it-IT' });
    },
  }),
  claim({
    id: 'store.culture.which-comes-first',
    sentence: 'The setting says which of cultureInfo and locale in public counts.',
    operation,
    grade: 'assumed',
    evidence: ['R-281'],
    assumption: { setting: 'cultureComesFrom', default: 'cultureInfo' },
    run: async ({ target, visitor, expect }) => {
      await visitor.post();
      await visitor.patch({ public: { locale: 'it-IT', cultureInfo: 'fr-FR' } });
      const culture = target.assumptions.cultureComesFrom === 'cultureInfo' ? 'fr-FR' : 'it-IT';
      expect(await visitor.values('store.cultureInfo')).toEqual({ 'store.cultureInfo': culture });
    },
  }),
  claim({
    id: 'store.culture.clearing-gives-the-policys-back',
    sentence: 'Clearing cultureInfo restores the culture of the trade policy.',
    operation,
    grade: 'inferred',
    evidence: ['R-066', 'R-281'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const before = await visitor.values('store.cultureInfo');
      await visitor.patch({ public: { cultureInfo: 'fr-FR' } });
      await visitor.patch({ public: { cultureInfo: '' } });
      expect(await visitor.values('store.cultureInfo')).toEqual(before);
    },
  }),
  claim({
    id: 'store.culture.locales-at-creation',
    sentence: 'supportedLocales at creation chooses the culture, or does nothing, by the setting.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-286'],
    assumption: { setting: 'bindingAtCreation', default: 'sets-defaults' },
    run: async ({ target, visitor, newVisitor, expect }) => {
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
  }),
  claim({
    id: 'store.culture.of-the-admin',
    sentence:
      'public.admin_cultureInfo becomes store.admin_cultureInfo, in the segment between cultureInfo and channelPrivacy.',
    operation: 'PATCH /api/sessions',
    grade: 'inferred',
    evidence: ['R-402', 'R-403'],
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      expect(await visitor.values('store.admin_cultureInfo')).toEqual({});
      await visitor.patch({ public: { admin_cultureInfo: 'en-GB' } });
      expect(await visitor.values('store.admin_cultureInfo')).toEqual({ 'store.admin_cultureInfo': 'en-GB' });
      const segment = (await visitor.segment()).json() as Record<string, unknown>;
      expect(segment['admin_cultureInfo']).toBe('en-GB');
      const keys = Object.keys(segment);
      const at = keys.indexOf('admin_cultureInfo');
      expect([keys[at - 1], keys[at + 1]]).toEqual(['cultureInfo', 'channelPrivacy']);
      await visitor.patch({ public: { admin_cultureInfo: '' } });
      expect(Object.keys((await visitor.segment()).json() as object)).not.toContain('admin_cultureInfo');
    },
  }),
];
