import { claim } from '../harness/behaviour';
import { handMadeSegment } from '../harness/decode';
import { randomName } from '../harness/visitor';

const operation = 'GET /api/segments/{segmentToken}';

/** The segment that a token in the path holds. */
export const segmentsByToken = [
  claim({
    id: 'segments.by-token.answers-what-it-holds',
    sentence: 'A token in the path works without any cookie.',
    operation,
    grade: 'documented',
    evidence: ['R-005', 'R-176'],
    run: async ({ visitor, newVisitor, expect }) => {
      await visitor.post({ public: { utm_source: randomName('source') } });
      const path = `/api/segments/${visitor.cookie('vtex_segment')}`;
      const answer = await newVisitor().segment({ path });
      expect(answer.status).toBe(200);
      expect(answer.text).toBe((await visitor.segment()).text);
    },
  }),
  claim({
    id: 'segments.by-token.is-what-it-was',
    sentence: 'A segment token always reads as the segment it encodes, whatever the session is now.',
    operation,
    grade: 'observed',
    evidence: ['R-176'],
    run: async ({ visitor, expect }) => {
      await visitor.post({ public: { utm_source: 'before' } });
      const path = `/api/segments/${visitor.cookie('vtex_segment')}`;
      const before = (await visitor.segment({ path })).json();
      await visitor.patch({ public: { utm_source: 'after' } });
      const answer = await visitor.segment({ path });
      expect(answer.json()).toEqual(before);
      expect(answer.setCookie).toEqual([]);
    },
  }),
  claim({
    id: 'segments.by-token.query-overrides',
    sentence: 'The overriding query names work with a token in the path too.',
    operation,
    grade: 'inferred',
    evidence: ['R-173', 'R-174'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const path = `/api/segments/${visitor.cookie('vtex_segment')}`;
      const before = (await visitor.segment({ path })).json() as object;
      const overridden = await visitor.segment({ path, query: 'cultureInfo=fr-FR&utm_source=x' });
      expect(overridden.json()).toEqual({ ...before, cultureInfo: 'fr-FR', utm_source: 'x' });
    },
  }),
  claim({
    id: 'segments.by-token.hand-made',
    sentence: 'Hand-made tokens are served as they are: with few keys, padded, in either alphabet.',
    operation,
    grade: 'assumed',
    evidence: ['R-181', 'R-195'],
    noSetting: 'known services accept them',
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      for (const utm_source of ['>>>???', 'a>>>???', 'aa>>>???', 'é']) {
        const segment = { channel: '7', utm_source };
        const tokens = [handMadeSegment(segment), encodeURIComponent(handMadeSegment(segment, 'base64'))];
        for (const token of tokens) {
          expect((await visitor.segment({ path: `/api/segments/${token}` })).json()).toEqual(segment);
        }
      }
    },
  }),
  claim({
    id: 'segments.by-token.unreadable-is-refused',
    sentence: 'A token in the path that does not decode to a segment gets 400.',
    operation,
    grade: 'assumed',
    evidence: ['R-005'],
    noSetting: 'no known client sends one',
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      const list = Buffer.from('["channel"]').toString('base64url');
      for (const token of ['not-a-segment', list]) {
        expect((await visitor.segment({ path: `/api/segments/${token}` })).status).toBe(400);
      }
    },
  }),
  claim({
    id: 'segments.by-token.with-slashes',
    sentence:
      'A token with slashes is read whole, percent-encoded or not, padded or not, with a trailing slash or not.',
    operation,
    grade: 'assumed',
    evidence: ['R-408'],
    noSetting: 'clients do not encode the token',
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      for (const utm_source of ['>>>???', 'a>>>???', 'aa>>>???']) {
        const segment = { channel: '7', utm_source };
        const padded = Buffer.from(JSON.stringify(segment)).toString('base64');
        for (const token of [padded, padded.replace(/=+$/, '')]) {
          for (const path of [token, encodeURIComponent(token), `${token}/`]) {
            const answer = await visitor.segment({ path: `/api/segments/${path}` });
            expect(answer.status).toBe(200);
            expect(answer.json()).toEqual(segment);
          }
          const cookie = `vtex_segment=${encodeURIComponent(token)}`;
          expect((await visitor.segment({ headers: { cookie } })).json()).toEqual(segment);
        }
      }
    },
  }),
];
