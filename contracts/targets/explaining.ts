import type { Target } from './target';

/** One answer and the header by which it says what decided it. */
export interface Explained {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly header: string | undefined;
}

type Listener = (explained: Explained) => void;

/** A target that is asked with every request what decided its answer; the listener hears what it says. */
export function explainingTarget(target: Target, onAnswer: Listener): Target {
  const { variant, raw } = target;
  return {
    ...target,
    variant: variant && ((wanted) => explainingTarget(variant(wanted), onAnswer)),
    raw: raw && explainingRaw(raw, onAnswer),
    async request(request) {
      const { method, path } = request;
      const headers = { ...request.headers, 'x-mock-explain': '1' };
      const answer = await target.request({ ...request, headers });
      onAnswer({ method, path, status: answer.status, header: answer.headers['x-mock-explain'] });
      return answer;
    },
  };
}

/** Puts the header behind the request line; bytes without one are sent as they are. */
function explainingRaw(raw: NonNullable<Target['raw']>, onAnswer: Listener): NonNullable<Target['raw']> {
  return async (bytes, hangUp) => {
    const [line, method, path] = /^(\w+) (\S+) HTTP\/1\.\d\r\n/.exec(bytes) ?? [];
    if (line === undefined || method === undefined || path === undefined) return raw(bytes, hangUp);
    const text = await raw(`${line}x-mock-explain: 1\r\n${bytes.slice(line.length)}`, hangUp);
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]);
    onAnswer({ method, path, status, header: /^x-mock-explain: (.*)\r$/im.exec(text)?.[1] });
    return text;
  };
}
