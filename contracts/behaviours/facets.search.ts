import { claim } from '../harness/behaviour';
import { decodeSegment } from '../harness/decode';
import { globex } from '../harness/suite-account';
import type { Visitor } from '../harness/visitor';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;

async function facetsOf(visitor: Visitor): Promise<unknown> {
  return (await visitor.values('search.facets'))['search.facets'];
}

/** The facets that search is kept to. */
export const facetsSearch = [
  claim({
    id: 'facets.search.come-from-public',
    sentence: 'search.facets holds the pairs of public.facets in their order, each followed by a semicolon.',
    operation,
    grade: 'observed',
    evidence: ['R-266', 'R-321', 'R-322'],
    needs: ['anyRequest'],
    run: async ({ visitor, newVisitor, expect }) => {
      await visitor.post({
        public: { facets: 'productClusterIds=138;productClusterIds=not:140;sellername=A;' },
      });
      expect(await facetsOf(visitor)).toBe('productClusterIds=138;productClusterIds=not:140;sellername=A;');
      const other = newVisitor();
      await other.post({ public: { facets: 'zip-code=04561000;country=BRA' } });
      expect(await facetsOf(other)).toBe('zip-code=04561000;country=BRA;');
    },
  }),
  claim({
    id: 'facets.search.reach-the-segment',
    sentence: 'The segment has facets, as its last key, once search.facets has content.',
    operation,
    grade: 'observed',
    evidence: ['R-185', 'R-188', 'R-206'],
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      await visitor.post({ public: { facets: 'productClusterIds=138' } });
      const { segment } = decodeSegment(visitor.cookie('vtex_segment'));
      expect(segment['facets']).toBe('productClusterIds=138;');
      expect(Object.keys(segment).at(-1)).toBe('facets');
      expect((await visitor.segment()).json()).toEqual(segment);
    },
  }),
  claim({
    id: 'facets.search.none-is-the-empty-string',
    sentence: 'Without a pair, search.facets is the empty string.',
    operation: 'PATCH /api/sessions',
    grade: 'observed',
    evidence: ['R-322'],
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      await visitor.post({ public: { facets: 'productClusterIds=138' } });
      await visitor.patch({ public: { facets: '' } });
      expect(await facetsOf(visitor)).toBe('');
    },
  }),
  claim({
    id: 'facets.search.none-leaves-the-segment',
    sentence: 'Cleared facets leave the segment.',
    operation: 'PATCH /api/sessions',
    grade: 'assumed',
    evidence: ['R-188'],
    noSetting: 'readers of a segment treat both alike',
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      await visitor.post({ public: { facets: 'productClusterIds=138' } });
      await visitor.patch({ public: { facets: '' } });
      expect(Object.keys(decodeSegment(visitor.cookie('vtex_segment')).segment)).not.toContain('facets');
    },
  }),
  claim({
    id: 'facets.search.half-pairs-are-dropped',
    sentence: 'A facet without a key or without a value is dropped.',
    operation,
    grade: 'assumed',
    evidence: ['R-322'],
    noSetting: 'no known client sends half a pair',
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      await visitor.post({ public: { facets: 'a;=b;c=;;d=e;g=h' } });
      expect(await facetsOf(visitor)).toBe('d=e;g=h;');
    },
  }),
  claim({
    id: 'facets.search.log-in',
    sentence: 'search-session is also called when a shopper logs in, with profile.email and isAuthenticated.',
    operation,
    grade: 'observed',
    evidence: ['R-266'],
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account: globex });
      const ann = await emulated.loggedIn('ann');
      await ann.post();
      expect(await facetsOf(ann)).toBe('');
      const { writes } = await emulated.explain(ann);
      const calls = writes[0]?.rounds.flatMap((round) => round.calls) ?? [];
      expect(calls.findLast(({ app }) => app === 'search-session')?.inputs).toEqual({
        'profile.email': 'Ann.Mixed@example.com',
        'profile.isAuthenticated': 'true',
      });
    },
  }),
  claim({
    id: 'facets.search.values-may-have-equals-signs',
    sentence: 'The value of a facet ends with its pair and may contain equals signs.',
    operation,
    grade: 'observed',
    evidence: ['R-411'],
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      await visitor.post({ public: { facets: 'a=b=c;d==;e=f' } });
      expect(await facetsOf(visitor)).toBe('a=b=c;d==;e=f;');
    },
  }),
];
