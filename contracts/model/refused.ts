import { mustBe } from './json';
import { read } from './reads';
import { jarOf, type State, sessionOf } from './state';
import type { Step } from './step';

export const refusals = ['closed policy', 'unknown policy', 'broken', 'list', 'public is text'] as const;
export type RefusalKind = (typeof refusals)[number];

const texts: Partial<Record<RefusalKind, string>> = {
  broken: '{"public":{"color":{"value":"never"}}',
  list: '[{"public":{"color":{"value":"never"}}}]',
  'public is text': '{"public":"never"}',
};

/** A refused write: nothing of it may be stored. */
export function refusedWrite(visitor: number, verb: 'POST' | 'PATCH', refusal: RefusalKind): Step {
  const text = texts[refusal];
  return {
    kind: 'refused write',
    visitor,
    input: { verb, refusal },
    possible: ({ base: { fixture, assumptions } }) =>
      text !== undefined || (fixture !== undefined && assumptions.forbiddenTradePolicy === 'refused'),
    async run(state, real) {
      const { fixture } = state.base;
      const policy = refusal === 'closed policy' ? fixture?.closedPolicy : fixture?.missingPolicy;
      const answer = await real.visitor(visitor).send(verb, {
        path: '/api/sessions',
        query: `color=never&size=never${text === undefined ? `&sc=${policy}` : ''}`,
        text: text ?? '{"public":{"utm_source":{"value":"never"}}}',
      });
      mustBe(answer.status, text === undefined ? 401 : 400, 'the status of a write that is refused');
      mustBe(answer.setCookie.length, 0, 'the cookies a refused write sets');
      if (isKept(visitor, state)) await read(visitor, '*', state, real);
    },
  };
}

function isKept(visitor: number, state: State): boolean {
  return sessionOf(jarOf(state, visitor).token, state) !== undefined;
}
