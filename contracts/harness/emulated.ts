import type { Target } from '../targets/target';
import { type Visitor, visitorOf } from './visitor';

/** An emulator with its control plane, for tests. */
export interface Emulated {
  readonly target: Target;
  readonly newVisitor: () => Visitor;
  /** What POST /_mock/personas/{id}/sessions answers. */
  readonly openPersona: (id: string, query?: string) => Promise<OpenedPersona>;
  /** A visitor with the login cookies of a persona and without a session. */
  readonly loggedIn: (persona: string) => Promise<Visitor>;
  /** The explanation of a visitor's session. */
  readonly explain: (visitor: Visitor) => Promise<Explanation>;
}

export interface OpenedPersona {
  readonly cookie: string;
  readonly setCookie: readonly string[];
  readonly storageState: {
    readonly cookies: readonly Readonly<Record<string, unknown>>[];
    readonly origins: readonly unknown[];
  };
}

/** The answer of GET /_mock/sessions/{id}/explain, as far as behaviours read it. */
export interface Explanation {
  readonly id: string;
  readonly version: number;
  readonly keys: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly writes: readonly {
    readonly operation: string;
    readonly outcome: string;
    readonly version: number;
    readonly ignored: readonly unknown[];
    readonly rounds: readonly ExplainedRound[];
    readonly refusal?: { readonly status: number; readonly message: string };
  }[];
}

export interface ExplainedRound {
  readonly round: number;
  readonly call: string;
  readonly calls: readonly {
    readonly app: string;
    readonly inputs: unknown;
    readonly outputs?: unknown;
    readonly undeclared: readonly string[];
    readonly unreadable?: readonly string[];
    readonly milliseconds: number;
    readonly failure?: string;
  }[];
  readonly changed: readonly string[];
  readonly conflicts: readonly unknown[];
}

/** @param target one of this project's emulators */
export function emulatedBy(target: Target): Emulated {
  const newVisitor = () => visitorOf(target);
  const openPersona: Emulated['openPersona'] = async (id, query) => {
    const path = `/_mock/personas/${id}/sessions${query === undefined ? '' : `?${query}`}`;
    const answer = await target.request({ method: 'POST', path });
    if (answer.status !== 201) throw new Error(`Persona ${id} got ${answer.status}: ${answer.text}`);
    return answer.json() as OpenedPersona;
  };
  return {
    target,
    newVisitor,
    openPersona,
    async loggedIn(persona) {
      const visitor = newVisitor();
      const { cookie } = await openPersona(persona);
      for (const [name, value] of pairsOf(cookie)) {
        if (name.startsWith('VtexIdclientAutCookie')) visitor.hold(name, value);
      }
      return visitor;
    },
    async explain(visitor) {
      const path = `/_mock/sessions/${visitor.claims().id}/explain`;
      const answer = await target.request({ method: 'GET', path });
      if (answer.status !== 200) throw new Error(`Explaining got ${answer.status}: ${answer.text}`);
      return answer.json() as Explanation;
    },
  };
}

/** The cookies of a `Cookie` header. */
export function pairsOf(cookie: string): readonly (readonly [name: string, value: string])[] {
  return cookie.split('; ').map((pair) => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals), pair.slice(equals + 1)] as const;
  });
}
