import { NotTried } from '../harness/not-tried';
import type { Assumptions } from '../targets/assumptions';
import type { Target } from '../targets/target';

/** A target of which is noted what a try of one behaviour did with it. */
export interface WatchedTarget {
  readonly target: Target;
  /** The last request, and the status it got. */
  last(): string | undefined;
  /** Whether a request got no answer at all. */
  unanswered(): boolean;
  /** Whether one got an answer. */
  answered(): boolean;
  /** The settings that were looked at. */
  readonly read: ReadonlySet<keyof Assumptions>;
  /** Asks the target nothing more, whoever still wants to. */
  end(): void;
}

export interface Watch {
  readonly assumptions: Assumptions;
  /** Milliseconds that one request may take. */
  readonly requestLimit: number;
}

export function watchedTarget(target: Target, { assumptions, requestLimit }: Watch): WatchedTarget {
  const read = new Set<keyof Assumptions>();
  let last: string | undefined;
  let unanswered = false;
  let answered = false;
  const ended = new AbortController();

  const request: Target['request'] = async (asked) => {
    const what = `${asked.method} ${asked.path}`;
    if (ended.signal.aborted) throw new Error(`${what} was not sent: the behaviour had taken too long`);
    last = `${what}: no answer`;
    try {
      const answer = await within(requestLimit, target.request({ ...asked, signal: ended.signal }), () => {
        return new Error(`${target.name} gave no answer to ${what} within ${requestLimit / 1000} s`);
      });
      last = `${what}: ${answer.status}`;
      answered = true;
      return answer;
    } catch (error) {
      if (!(error instanceof NotTried)) unanswered = true;
      throw error;
    }
  };

  // What is told is redacted by who tells it: the errors must come as they were thrown.
  const { redacted: _, ...open } = target;
  return {
    target: { ...open, request, assumptions: recorded(assumptions, read) },
    last: () => last,
    unanswered: () => unanswered,
    answered: () => answered,
    read,
    end: () => ended.abort(),
  };
}

function recorded(assumptions: Assumptions, read: Set<keyof Assumptions>): Assumptions {
  return new Proxy(assumptions, {
    get(settings, name: keyof Assumptions) {
      read.add(name);
      return settings[name];
    },
  });
}

/** What the work gives, unless it takes longer: then `late` says what to throw. */
export async function within<T>(milliseconds: number, work: Promise<T>, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
