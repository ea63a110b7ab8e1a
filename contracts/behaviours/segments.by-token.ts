import type { Runs } from '../behaviour';
import { handMadeSegment } from '../decode';
import { randomName } from '../random';

/** The segment that a token in the path holds. */
export const segmentsByToken: Runs = {
  'segments.by-token.answers-what-it-holds': async ({ visitor, newVisitor, expect }) => {
    await visitor.post({ public: { utm_source: randomName('source') } });
    const path = `/api/segments/${visitor.cookie('vtex_segment')}`;
    const answer = await newVisitor().segment({ path });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe((await visitor.segment()).text);
  },
  'segments.by-token.is-what-it-was': async ({ visitor, expect }) => {
    await visitor.post({ public: { utm_source: 'before' } });
    const path = `/api/segments/${visitor.cookie('vtex_segment')}`;
    const before = (await visitor.segment({ path })).json();
    await visitor.patch({ public: { utm_source: 'after' } });
    const answer = await visitor.segment({ path });
    expect(answer.json()).toEqual(before);
    expect(answer.setCookie).toEqual([]);
  },
  'segments.by-token.query-overrides': async ({ visitor, expect }) => {
    await visitor.post();
    const path = `/api/segments/${visitor.cookie('vtex_segment')}`;
    const before = (await visitor.segment({ path })).json() as object;
    const overridden = await visitor.segment({ path, query: 'cultureInfo=fr-FR&utm_source=x' });
    expect(overridden.json()).toEqual({ ...before, cultureInfo: 'fr-FR', utm_source: 'x' });
  },
  'segments.by-token.hand-made': async ({ visitor, expect }) => {
    for (const utm_source of ['>>>???', 'a>>>???', 'aa>>>???', 'é']) {
      const segment = { channel: '7', utm_source };
      const tokens = [handMadeSegment(segment), encodeURIComponent(handMadeSegment(segment, 'base64'))];
      for (const token of tokens) {
        expect((await visitor.segment({ path: `/api/segments/${token}` })).json()).toEqual(segment);
      }
    }
  },
  'segments.by-token.unreadable-is-refused': async ({ visitor, expect }) => {
    const list = Buffer.from('["channel"]').toString('base64url');
    for (const token of ['not-a-segment', list]) {
      expect((await visitor.segment({ path: `/api/segments/${token}` })).status).toBe(400);
    }
  },
};
