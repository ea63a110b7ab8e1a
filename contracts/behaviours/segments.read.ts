import type { Runs } from '../behaviour';
import { decodeSegment, handMadeSegment, type Segment } from '../decode';
import { garbage } from '../forge';
import { randomName } from '../random';
import { tokensIn } from '../visitor';

/** Whose segment is answered, and what the answer does besides. */
export const segmentsRead: Runs = {
  'segments.read.answers-plain-values': async ({ visitor, expect }) => {
    await visitor.post();
    const answer = await visitor.segment();
    expect(answer.status).toBe(200);
    const segment = answer.json() as Segment;
    expect(typeof segment['channel']).toBe('string');
    expect(answer.text).not.toMatch(/"(value|namespaces|segmentToken)":/);
  },
  'segments.read.without-cookies-is-the-default': async ({ visitor, newVisitor, expect }) => {
    const answer = await visitor.segment();
    expect(answer.status).toBe(200);
    const fresh = decodeSegment(tokensIn(await newVisitor().post()).segmentToken);
    expect(answer.json()).toEqual(fresh.segment);
  },
  'segments.read.sets-the-cookie-without-one': async ({ visitor, expect }) => {
    const answer = await visitor.segment();
    expect(visitor.cookieNames()).toEqual(['vtex_segment']);
    expect(decodeSegment(visitor.cookie('vtex_segment')).segment).toEqual(answer.json());
    for (const line of answer.setCookie) expect(line).toMatch(/; *HttpOnly/i);
  },
  'segments.read.does-not-set-the-cookie-it-was-sent': async ({ visitor, expect }) => {
    await visitor.post();
    expect((await visitor.segment()).setCookie).toEqual([]);
    expect((await visitor.segment()).setCookie).toEqual([]);
  },
  'segments.read.follows-the-session': async ({ visitor, expect }) => {
    const source = randomName('source');
    await visitor.post();
    expect(((await visitor.segment()).json() as Segment)['utm_source']).toBe(null);
    await visitor.patch({ public: { utm_source: source } });
    expect(((await visitor.segment()).json() as Segment)['utm_source']).toBe(source);
  },
  'segments.read.which-cookie-wins': async ({ target, visitor, expect }) => {
    await visitor.post({ public: { utm_source: 'segment-cookie' } });
    const older = visitor.cookie('vtex_segment');
    await visitor.patch({ public: { utm_source: 'session' } });
    visitor.hold('vtex_segment', older);
    const segment = (await visitor.segment()).json() as Segment;
    expect(segment['utm_source']).toBe(target.assumptions.segmentComesFrom);
  },
  'segments.read.session-cookie-alone': async ({ visitor, newVisitor, expect }) => {
    const source = randomName('source');
    await visitor.post({ public: { utm_source: source } });
    const other = newVisitor();
    other.hold('vtex_session', visitor.cookie('vtex_session'));
    expect(((await other.segment()).json() as Segment)['utm_source']).toBe(source);
    expect(other.cookie('vtex_segment')).toBe(visitor.cookie('vtex_segment'));
  },
  'segments.read.segment-cookie-alone': async ({ visitor, expect }) => {
    const segment = { channel: '7', utm_source: randomName('source') };
    visitor.hold('vtex_segment', handMadeSegment(segment));
    expect((await visitor.segment()).json()).toEqual(segment);
  },
  'segments.read.bad-tokens-count-as-absent': async ({ visitor, newVisitor, expect }) => {
    const segment = { channel: '7', utm_source: randomName('source') };
    visitor.hold('vtex_session', garbage);
    visitor.hold('vtex_segment', handMadeSegment(segment));
    expect((await visitor.segment()).json()).toEqual(segment);
    const byDefault = (await newVisitor().segment()).json();
    visitor.hold('vtex_segment', garbage);
    expect((await visitor.segment()).json()).toEqual(byDefault);
  },
  'segments.read.is-asked-again-each-time': async ({ visitor, expect }) => {
    const { headers } = await visitor.segment();
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['etag']).toBe(undefined);
  },
};
