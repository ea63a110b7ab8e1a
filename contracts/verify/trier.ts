import type { Behaviour } from '../harness/behaviour';
import { NotTried } from '../harness/claim';
import { reasonNotTried, runBehaviour } from '../harness/run-behaviour';
import type { Assumptions } from '../targets/assumptions';
import type { Target } from '../targets/target';
import { Mismatch, plainExpect } from './expect';
import type { Trial } from './result';

export interface Limits {
  /** Milliseconds that one request may take. */
  readonly request: number;
  /** Milliseconds that one behaviour may take, with all its requests. */
  readonly behaviour: number;
}

export const usualLimits: Limits = { request: 10_000, behaviour: 60_000 };

/** For a live account: requests wait for each other, and for retries. */
export const liveLimits: Limits = { request: 300_000, behaviour: 1_800_000 };

/** After this many behaviours in a row without an answer the rest is not tried: each would wait as long. */
const patience = 3;

/** Runs behaviours on one target and remembers their results. */
export interface Trier {
  readonly target: Target;
  /**
   * @param assumptions the values to hold the target to. A behaviour is not run again if only settings changed that
   * it did not read: this saves requests.
   */
  try(behaviour: Behaviour, assumptions: Assumptions): Promise<Trial>;
  /** Sends requests outside of a behaviour, within the same limits. */
  ask<T>(question: (target: Target) => Promise<T>): Promise<T>;
  /** Whether the target answered any request. */
  answered(): boolean;
}

export function trierOf(target: Target, limits: Limits = usualLimits): Trier {
  const labels = redactor();
  const redact = (text: string) => labels(target.redacted?.(text) ?? text);
  const done = new Map<string, { readonly given: Partial<Assumptions>; readonly trial: Trial }[]>();
  let unanswered = 0;
  let answered = false;

  return {
    target,
    answered: () => answered,
    async ask(question) {
      const { assumptions } = target;
      const watched = watchedTarget(target, { assumptions, requestLimit: limits.request });
      const late = () => new Error(`the target took longer than ${limits.behaviour / 1000} s`);
      return within(limits.behaviour, question(watched.target), late).finally(watched.end);
    },
    async try(behaviour, assumptions) {
      const reason = reasonNotTried(behaviour, target);
      if (reason !== undefined) return { outcome: 'not tried', reason };
      const before = done.get(behaviour.id) ?? [];
      const known = before.find(({ given }) => agrees(given, assumptions));
      if (known !== undefined) return known.trial;
      if (unanswered >= patience) {
        return { outcome: 'not tried', reason: `the target gave no answer ${patience} times in a row` };
      }
      const watched = watchedTarget(target, { assumptions, requestLimit: limits.request });
      const trial = await tryOnce(behaviour, watched, limits, redact);
      unanswered = watched.unanswered() ? unanswered + 1 : 0;
      answered ||= watched.answered();
      const given = Object.fromEntries([...watched.read].map((name) => [name, assumptions[name]]));
      done.set(behaviour.id, [...before, { given, trial }]);
      return trial;
    },
  };
}

function agrees(given: Partial<Assumptions>, assumptions: Assumptions): boolean {
  return Object.entries(given).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(assumptions[name as keyof Assumptions]),
  );
}

async function tryOnce(
  behaviour: Behaviour,
  watched: WatchedTarget,
  { behaviour: limit }: Limits,
  redact: (text: string) => string,
): Promise<Trial> {
  const start = performance.now();
  const milliseconds = () => Math.round(performance.now() - start);
  try {
    await within(limit, runBehaviour(behaviour, watched.target, plainExpect), () => {
      return new Error(`${behaviour.id} took longer than ${limit / 1000} s`);
    });
    return { outcome: 'passed', milliseconds: milliseconds() };
  } catch (error) {
    if (error instanceof NotTried) return { outcome: 'not tried', reason: redact(error.message) };
    const { message } = error instanceof Error ? error : { message: String(error) };
    const differences = error instanceof Mismatch ? error.differences : [];
    const said = (text: string) => clipped(redact(text));
    const last = watched.last();
    return {
      outcome: 'failed',
      milliseconds: milliseconds(),
      message: said(message),
      differences: differences.map(({ path, expected, actual }) => ({
        path: said(path),
        expected: said(expected),
        actual: said(actual),
      })),
      after: last === undefined ? undefined : said(last),
    };
  } finally {
    watched.end();
  }
}

/** Answers may be a megabyte long, too long for a report. */
function clipped(text: string): string {
  const most = 2000;
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}

/** A target that records what one run of a behaviour did with it. */
export interface WatchedTarget {
  readonly target: Target;
  /** The last request and its status. */
  last(): string | undefined;
  /** Whether a request got no answer at all. */
  unanswered(): boolean;
  /** Whether one got an answer. */
  answered(): boolean;
  /** The settings that were read. */
  readonly read: ReadonlySet<keyof Assumptions>;
  /** Sends nothing more to the target. */
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

  // Errors must arrive as they were thrown: the reporter redacts them.
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

/** The result of the work; throws the error of `late` if it takes longer. */
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

const jwt = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/**
 * Replaces tokens by labels: reports are shared, and a session token opens its session. One token has one label, so
 * that a report still shows which tokens are equal.
 */
export function redactor(): (text: string) => string {
  const labels = new Map<string, string>();
  return (text) =>
    text.replace(jwt, (token) => {
      const label = labels.get(token) ?? `<token:${labels.size + 1}>`;
      labels.set(token, label);
      return label;
    });
}
