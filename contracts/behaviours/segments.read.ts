import { claim } from '../harness/behaviour';
import { decodeSegment, handMadeSegment, type Segment } from '../harness/decode';
import { garbage } from '../harness/forged-tokens';
import { randomName, tokensIn } from '../harness/visitor';

const operation = 'GET /api/segments';

/** Whose segment is answered, and what the answer does besides. */
export const segmentsRead = [
  claim({
    id: 'segments.read.answers-plain-values',
    sentence: 'A GET of the segment answers 200 with a flat object of plain values.',
    operation,
    grade: 'documented',
    evidence: ['R-004', 'R-170'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const answer = await visitor.segment();
      expect(answer.status).toBe(200);
      const segment = answer.json() as Segment;
      expect(typeof segment['channel']).toBe('string');
      expect(answer.text).not.toMatch(/"(value|namespaces|segmentToken)":/);
    },
  }),
  claim({
    id: 'segments.read.without-cookies-is-the-default',
    sentence: 'Without a cookie the segment is that of a new visitor.',
    operation,
    grade: 'observed',
    evidence: ['R-171'],
    run: async ({ visitor, newVisitor, expect }) => {
      const answer = await visitor.segment();
      expect(answer.status).toBe(200);
      const fresh = decodeSegment(tokensIn(await newVisitor().post()).segmentToken);
      expect(answer.json()).toEqual(fresh.segment);
    },
  }),
  claim({
    id: 'segments.read.sets-the-cookie-without-one',
    sentence:
      'Without a cookie the answer sets vtex_segment to the token of the answered segment, and no session cookie.',
    operation,
    grade: 'observed',
    evidence: ['R-172'],
    run: async ({ visitor, expect }) => {
      const answer = await visitor.segment();
      expect(visitor.cookieNames()).toEqual(['vtex_segment']);
      expect(decodeSegment(visitor.cookie('vtex_segment')).segment).toEqual(answer.json());
      for (const line of answer.setCookie) expect(line).toMatch(/; *HttpOnly/i);
    },
  }),
  claim({
    id: 'segments.read.does-not-set-the-cookie-it-was-sent',
    sentence: 'The cookie is not set if the request had the same token.',
    operation,
    grade: 'assumed',
    evidence: ['R-172'],
    noSetting: 'clients then keep their token',
    run: async ({ visitor, expect }) => {
      await visitor.post();
      expect((await visitor.segment()).setCookie).toEqual([]);
      expect((await visitor.segment()).setCookie).toEqual([]);
    },
  }),
  claim({
    id: 'segments.read.follows-the-session',
    sentence: 'A change of the session changes the next segment.',
    operation,
    grade: 'documented',
    evidence: ['R-178'],
    run: async ({ visitor, expect }) => {
      const source = randomName('source');
      await visitor.post();
      expect(((await visitor.segment()).json() as Segment)['utm_source']).toBe(null);
      await visitor.patch({ public: { utm_source: source } });
      expect(((await visitor.segment()).json() as Segment)['utm_source']).toBe(source);
    },
  }),
  claim({
    id: 'segments.read.which-cookie-wins',
    sentence: 'If both cookies are sent and differ, the setting says which one gives the segment.',
    operation,
    grade: 'assumed',
    evidence: ['R-179'],
    assumption: { setting: 'segmentComesFrom', default: 'session' },
    run: async ({ target, visitor, expect }) => {
      await visitor.post({ public: { utm_source: 'segment-cookie' } });
      const older = visitor.cookie('vtex_segment');
      await visitor.patch({ public: { utm_source: 'session' } });
      visitor.hold('vtex_segment', older);
      const segment = (await visitor.segment()).json() as Segment;
      expect(segment['utm_source']).toBe(target.assumptions.segmentComesFrom);
    },
  }),
  claim({
    id: 'segments.read.session-cookie-alone',
    sentence: 'With vtex_session alone the segment comes from the session, and its cookie is set.',
    operation,
    grade: 'assumed',
    evidence: ['R-179'],
    noSetting: 'segmentComesFrom settles the case of two cookies',
    run: async ({ visitor, newVisitor, expect }) => {
      const source = randomName('source');
      await visitor.post({ public: { utm_source: source } });
      const other = newVisitor();
      other.hold('vtex_session', visitor.cookie('vtex_session'));
      expect(((await other.segment()).json() as Segment)['utm_source']).toBe(source);
      expect(other.cookie('vtex_segment')).toBe(visitor.cookie('vtex_segment'));
    },
  }),
  claim({
    id: 'segments.read.segment-cookie-alone',
    sentence: 'With vtex_segment alone the answer is the segment in it, hand-made ones too.',
    operation,
    grade: 'assumed',
    evidence: ['R-179', 'R-181'],
    noSetting: 'segmentComesFrom settles the case of two cookies',
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      const segment = { channel: '7', utm_source: randomName('source') };
      visitor.hold('vtex_segment', handMadeSegment(segment));
      expect((await visitor.segment()).json()).toEqual(segment);
    },
  }),
  claim({
    id: 'segments.read.bad-tokens-count-as-absent',
    sentence: 'Invalid tokens count as absent: then the segment cookie counts, or else the default segment.',
    operation,
    grade: 'assumed',
    evidence: ['R-086', 'R-179'],
    noSetting: 'clients expect no refusal',
    needs: ['anyRequest'],
    run: async ({ visitor, newVisitor, expect }) => {
      const segment = { channel: '7', utm_source: randomName('source') };
      visitor.hold('vtex_session', garbage);
      visitor.hold('vtex_segment', handMadeSegment(segment));
      expect((await visitor.segment()).json()).toEqual(segment);
      const byDefault = (await newVisitor().segment()).json();
      visitor.hold('vtex_segment', garbage);
      expect((await visitor.segment()).json()).toEqual(byDefault);
    },
  }),
  claim({
    id: 'segments.read.is-asked-again-each-time',
    sentence: 'A segment answer says no-cache and has no ETag.',
    operation,
    grade: 'assumed',
    evidence: ['R-177'],
    noSetting: 'the one known client that caches segments ignores these headers',
    run: async ({ visitor, expect }) => {
      const { headers } = await visitor.segment();
      expect(headers['cache-control']).toBe('no-cache');
      expect(headers['etag']).toBe(undefined);
    },
  }),
];
