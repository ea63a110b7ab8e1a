import type { Faults } from './fault';
import { onlyQuery } from './input';
import type { ControlRoute } from './routes';

/** `/_mock/faults`. */
export function faultRoutes(
  faults: () => Faults,
  guarded: (answer: ControlRoute['answer']) => ControlRoute['answer'],
): readonly ControlRoute[] {
  const plain = (answer: ControlRoute['answer']) =>
    guarded((request) => {
      onlyQuery(request.query, []);
      return answer(request);
    });
  return [
    { method: 'GET', path: '/_mock/faults', status: 200, answer: plain(() => ({ faults: faults().list() })) },
    {
      method: 'POST',
      path: '/_mock/faults',
      status: 201,
      answer: plain(async ({ body }) => faults().add((await body()) as Parameters<Faults['add']>[0])),
    },
    { method: 'DELETE', path: '/_mock/faults', status: 200, answer: plain(() => faults().clear()) },
    {
      method: 'DELETE',
      path: '/_mock/faults/:id',
      status: 200,
      answer: plain(({ params }) => faults().remove(params['id'] ?? '')),
    },
  ];
}
