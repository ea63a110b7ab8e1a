import { type Context, claim } from '../harness/behaviour';
import { decodeSegment } from '../harness/decode';
import { randomName, tokensIn } from '../harness/visitor';

const operation = 'POST /api/sessions';

async function tokenWith(source: string, { newVisitor }: Context): Promise<string> {
  return tokensIn(await newVisitor().post({ public: { utm_source: source } })).segmentToken;
}

/** How a segment becomes a token. */
export const segmentsEncoding = [
  claim({
    id: 'segments.encoding.is-unpadded',
    sentence: 'The segment token is base64 without padding.',
    operation,
    grade: 'observed',
    evidence: ['R-195'],
    run: async (context) => {
      for (const source of ['a', 'ab', 'abc']) {
        const token = await tokenWith(source, context);
        context.expect(token).toMatch(/^[\w+/-]+$/);
        context.expect(decodeSegment(token).segment['utm_source']).toBe(source);
      }
    },
  }),
  claim({
    id: 'segments.encoding.is-compact-json',
    sentence: 'The segment token encodes compact JSON.',
    operation,
    grade: 'observed',
    evidence: ['R-195'],
    run: async (context) => {
      const { text, segment } = decodeSegment(await tokenWith('mail', context));
      context.expect(text).toMatch(/^\{"campaigns":null,"channel":/);
      context.expect(JSON.stringify(segment).length).toBe(text.length);
    },
  }),
  claim({
    id: 'segments.encoding.equal-contexts-give-equal-tokens',
    sentence: 'Two visitors in the same context get the same token, one in another context a different one.',
    operation,
    grade: 'observed',
    evidence: ['R-197'],
    run: async (context) => {
      const source = randomName('source');
      const token = await tokenWith(source, context);
      context.expect(await tokenWith(source, context)).toBe(token);
      context.expect(await tokenWith(randomName('source'), context)).not.toBe(token);
    },
  }),
  claim({
    id: 'segments.encoding.alphabet',
    sentence: 'The token has the alphabet of the setting.',
    operation,
    grade: 'assumed',
    evidence: ['R-195', 'R-408'],
    assumption: { setting: 'segmentAlphabet', default: 'base64' },
    run: async (context) => {
      // Of three neighbours one puts `???` where the two alphabets differ.
      const sources = ['>>>???', 'a>>>???', 'aa>>>???'];
      const tokens = await Promise.all(sources.map((source) => tokenWith(source, context)));
      const { segmentAlphabet } = context.target.assumptions;
      context.expect(tokens.join('')).toMatch(segmentAlphabet === 'base64' ? /[+/]/ : /[-_]/);
      context.expect(tokens.join('')).not.toMatch(segmentAlphabet === 'base64' ? /[-_]/ : /[+/]/);
    },
  }),
  claim({
    id: 'segments.encoding.beyond-ascii',
    sentence: 'The setting says how the token has non-ASCII characters.',
    operation,
    grade: 'assumed',
    evidence: ['R-196'],
    assumption: { setting: 'segmentNonAscii', default: 'raw' },
    run: async (context) => {
      const { text, segment } = decodeSegment(await tokenWith('€uro São 😀', context));
      context.expect(segment['utm_source']).toBe('€uro São 😀');
      const raw = context.target.assumptions.segmentNonAscii === 'raw';
      context.expect(text.includes('€uro São 😀')).toBe(raw);
      context.expect(/^[\x20-\x7e]*$/.test(text)).toBe(!raw);
    },
  }),
  claim({
    id: 'segments.encoding.atob-reads-it',
    sentence: 'With the default alphabet, a page reads the token with atob.',
    operation,
    grade: 'assumed',
    evidence: ['R-408'],
    assumption: { setting: 'segmentAlphabet', default: 'base64' },
    run: async (context) => {
      const isUrlSafe = context.target.assumptions.segmentAlphabet === 'base64url';
      for (const campaign of ['abc?', 'nao~', '1promoção', 'a>>>???']) {
        const answer = await context.newVisitor().post({ public: { utm_campaign: campaign } });
        const { segmentToken } = tokensIn(answer);
        const token = isUrlSafe ? segmentToken.replaceAll('-', '+').replaceAll('_', '/') : segmentToken;
        // atob gives one character for each byte.
        const segment = JSON.parse(atob(token)) as { utm_campaign: string };
        const bytes = Buffer.from(segment.utm_campaign, 'latin1').toString('utf8');
        context.expect([bytes, segment.utm_campaign]).toContain(campaign); // escaped text needs no decoding
      }
    },
  }),
];
