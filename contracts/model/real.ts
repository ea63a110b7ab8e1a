import { type Visitor, visitorOf } from '../harness/visitor';
import type { Target } from '../targets/target';
import { visitorCount } from './state';

/** The target's side of one sequence. */
export interface Real {
  readonly target: Target;
  visitor(index: number): Visitor;
  /** Somebody in the place of a visitor, who holds only these of his cookies. */
  keepOnly(index: number, names: readonly ('vtex_session' | 'vtex_segment')[]): void;
  /** Lets time pass until the sequence ends. */
  pass(seconds: number): Promise<void>;
  /** Gives the target its own time back. */
  end(): Promise<void>;
  /** What equal things were answered with before, in this sequence or an earlier one. */
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
