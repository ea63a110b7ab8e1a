import type { Context, Runs } from '../behaviour';
import { decodeSegment } from '../decode';
import { randomName } from '../random';
import { tokensIn } from '../visitor';

async function tokenWith(source: string, { newVisitor }: Context): Promise<string> {
  return tokensIn(await newVisitor().post({ public: { utm_source: source } })).segmentToken;
}

/** How a segment becomes a token. */
export const segmentsEncoding: Runs = {
  'segments.encoding.is-unpadded': async (context) => {
    for (const source of ['a', 'ab', 'abc']) {
      const token = await tokenWith(source, context);
      context.expect(token).toMatch(/^[\w+/-]+$/);
      context.expect(decodeSegment(token).segment['utm_source']).toBe(source);
    }
  },
  'segments.encoding.is-compact-json': async (context) => {
    const { text, segment } = decodeSegment(await tokenWith('mail', context));
    context.expect(text).toMatch(/^\{"campaigns":null,"channel":/);
    context.expect(JSON.stringify(segment).length).toBe(text.length);
  },
  'segments.encoding.equal-contexts-give-equal-tokens': async (context) => {
    const source = randomName('source');
    const token = await tokenWith(source, context);
    context.expect(await tokenWith(source, context)).toBe(token);
    context.expect(await tokenWith(randomName('source'), context)).not.toBe(token);
  },
  'segments.encoding.alphabet': async (context) => {
    // Of three neighbours one puts `???` where the two alphabets differ.
    const sources = ['>>>???', 'a>>>???', 'aa>>>???'];
    const tokens = await Promise.all(sources.map((source) => tokenWith(source, context)));
    const { segmentAlphabet } = context.target.assumptions;
    context.expect(tokens.join('')).toMatch(segmentAlphabet === 'base64' ? /[+/]/ : /[-_]/);
    context.expect(tokens.join('')).not.toMatch(segmentAlphabet === 'base64' ? /[-_]/ : /[+/]/);
  },
  'segments.encoding.beyond-ascii': async (context) => {
    const { text, segment } = decodeSegment(await tokenWith('€uro São 😀', context));
    context.expect(segment['utm_source']).toBe('€uro São 😀');
    const raw = context.target.assumptions.segmentNonAscii === 'raw';
    context.expect(text.includes('€uro São 😀')).toBe(raw);
    context.expect(/^[\x20-\x7e]*$/.test(text)).toBe(!raw);
  },
};
