/** /_mock/faults, as claims use it. */
import type { Answer } from '../targets/target';
import type { Visitor } from './visitor';

export const ownFaults = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service cannot be made to fail' },
  needs: ['variant'],
} as const;

export const adding = { operation: 'POST /_mock/faults', ...ownFaults } as const;
export const path = '/_mock/faults';
export const add = (visitor: Visitor, body: unknown) => visitor.send('POST', { path, body });
export const codeOf = (answer: Answer) => [answer.status, (answer.json() as { code?: string }).code];

export interface Listed {
  readonly id: string;
  readonly times: unknown;
  readonly left: unknown;
  readonly used: number;
}

export const listed = async (visitor: Visitor) =>
  ((await visitor.send('GET', { path })).json() as { faults: readonly Listed[] }).faults;
