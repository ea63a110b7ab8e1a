import { onlyQuery } from '../input';
import type { ControlRoute } from '../route';
import type { Faults } from './fault';

/** What these routes need of the control plane. */
export interface Faulting {
  readonly faults: Faults;
}

/** `/_mock/faults`. */
export function faultRoutes(control: Faulting): readonly ControlRoute[] {
  const plain =
    (answer: ControlRoute['answer']): ControlRoute['answer'] =>
    (request) => {
      onlyQuery(request.query, []);
      return answer(request);
    };
  return [
    {
      method: 'GET',
      path: '/_mock/faults',
      status: 200,
      answer: plain(() => ({ faults: control.faults.list() })),
    },
    {
      method: 'POST',
      path: '/_mock/faults',
      status: 201,
      answer: plain(async ({ body }) => control.faults.add((await body()) as Parameters<Faults['add']>[0])),
    },
    { method: 'DELETE', path: '/_mock/faults', status: 200, answer: plain(() => control.faults.clear()) },
    {
      method: 'DELETE',
      path: '/_mock/faults/:id',
      status: 200,
      answer: plain(({ params }) => control.faults.remove(params['id'] ?? '')),
    },
  ];
}
