import type { Runs } from '../behaviour';
import { decodeSegment } from '../decode';
import { globex } from '../shops';
import type { Visitor } from '../visitor';

async function facetsOf(visitor: Visitor): Promise<unknown> {
  return (await visitor.values('search.facets'))['search.facets'];
}

/** The facets that search is kept to. */
export const facetsSearch: Runs = {
  'facets.search.come-from-public': async ({ visitor, newVisitor, expect }) => {
    await visitor.post({
      public: { facets: 'productClusterIds=138;productClusterIds=not:140;sellername=A;' },
    });
    expect(await facetsOf(visitor)).toBe('productClusterIds=138;productClusterIds=not:140;sellername=A;');
    const other = newVisitor();
    await other.post({ public: { facets: 'zip-code=04561000;country=BRA' } });
    expect(await facetsOf(other)).toBe('zip-code=04561000;country=BRA;');
  },
  'facets.search.reach-the-segment': async ({ visitor, expect }) => {
    await visitor.post({ public: { facets: 'productClusterIds=138' } });
    const { segment } = decodeSegment(visitor.cookie('vtex_segment'));
    expect(segment['facets']).toBe('productClusterIds=138;');
    expect(Object.keys(segment).at(-1)).toBe('facets');
    expect((await visitor.segment()).json()).toEqual(segment);
  },
  'facets.search.none-is-the-empty-string': async ({ visitor, expect }) => {
    await visitor.post({ public: { facets: 'productClusterIds=138' } });
    await visitor.patch({ public: { facets: '' } });
    expect(await facetsOf(visitor)).toBe('');
  },
  'facets.search.none-leaves-the-segment': async ({ visitor, expect }) => {
    await visitor.post({ public: { facets: 'productClusterIds=138' } });
    await visitor.patch({ public: { facets: '' } });
    expect(Object.keys(decodeSegment(visitor.cookie('vtex_segment')).segment)).not.toContain('facets');
  },
  'facets.search.half-pairs-are-dropped': async ({ visitor, expect }) => {
    await visitor.post({ public: { facets: 'a;=b;c=;;d=e=f;g=h' } });
    expect(await facetsOf(visitor)).toBe('d=e;g=h;');
  },
  'facets.search.log-in': async ({ emulate, expect }) => {
    const emulated = emulate({ account: globex });
    const ann = await emulated.loggedIn('ann');
    await ann.post();
    expect(await facetsOf(ann)).toBe('');
    const { writes } = await emulated.explain(ann);
    const calls = writes[0]?.rounds.flatMap((round) => round.calls) ?? [];
    expect(calls.find(({ app }) => app === 'search-session')?.inputs).toEqual({
      'profile.email': 'Ann.Mixed@example.com',
      'profile.isAuthenticated': 'true',
    });
  },
};
