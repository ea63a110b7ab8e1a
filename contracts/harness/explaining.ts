import type { Target } from '../targets/target';

/** Called with the `x-mock-explain` header of each answer that has one. */
type Listener = (header: string) => void;

/** The same target, asked with every request which assumptions decided the answer (`x-mock-explain: 1`). */
export function explainingTarget(target: Target, onHeader: Listener): Target {
  const { variant, raw } = target;
  return {
    ...target,
    variant: variant && ((wanted) => explainingTarget(variant(wanted), onHeader)),
    raw: raw && explainingRaw(raw, onHeader),
    async request(request) {
      const answer = await target.request({
        ...request,
        headers: { ...request.headers, 'x-mock-explain': '1' },
      });
      const header = answer.headers['x-mock-explain'];
      if (header !== undefined) onHeader(header);
      return answer;
    },
  };
}

/** Adds the header after the request line; bytes without one are sent as they are. */
function explainingRaw(raw: NonNullable<Target['raw']>, onHeader: Listener): NonNullable<Target['raw']> {
  return async (bytes, hangUp) => {
    const [line] = /^\w+ \S+ HTTP\/1\.\d\r\n/.exec(bytes) ?? [];
    if (line === undefined) return raw(bytes, hangUp);
    const text = await raw(`${line}x-mock-explain: 1\r\n${bytes.slice(line.length)}`, hangUp);
    const header = /^x-mock-explain: (.*)\r$/im.exec(text)?.[1];
    if (header !== undefined) onHeader(header);
    return text;
  };
}
