import { type Visitor, visitorOf } from '../harness/visitor';
import type { Target } from '../targets/target';
import { visitorCount } from './state';

/** The target's side of one sequence. */
export interface Real {
  readonly target: Target;
  visitor(index: number): Visitor;
  /** Replaces a visitor by one that has only these of the cookies. */
  keepOnly(index: number, names: readonly ('vtex_session' | 'vtex_segment')[]): void;
  /** Moves the clock of the target until the sequence ends. */
  pass(seconds: number): Promise<void>;
  /** Restores the clock of the target. */
  end(): Promise<void>;
  /** Earlier answers to equal input, of all sequences. */
  readonly memory: Memory;
}

export interface Memory {
  /** Segment tokens by the text of the segment. */
  readonly bySegment: Map<string, string>;
  /** Segment tokens by all values of the session. */
  readonly byValues: Map<string, string>;
}

export const newMemory = (): Memory => ({ bySegment: new Map(), byValues: new Map() });

export function newReal(target: Target, memory: Memory): Real {
  const visitors = Array.from({ length: visitorCount }, () => visitorOf(target));
  const visitor = (index: number) => visitors[index % visitorCount] as Visitor;
  const ends: (() => Promise<void>)[] = [];
  return {
    target,
    memory,
    visitor,
    keepOnly(index, names) {
      const successor = visitorOf(target);
      const held = visitor(index).cookieNames();
      for (const name of names) if (held.includes(name)) successor.hold(name, visitor(index).cookie(name));
      visitors[index % visitorCount] = successor;
    },
    pass: (seconds) =>
      new Promise((passed) => {
        let end = (): void => undefined;
        const ended = new Promise<void>((resolve) => {
          end = resolve;
        });
        const whole = target.later?.(seconds, async () => {
          passed();
          await ended;
        });
        ends.push(async () => {
          end();
          await whole;
        });
      }),
    async end() {
      for (const end of ends.reverse()) await end();
    },
  };
}
