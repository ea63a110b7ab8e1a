import type { SessionRepository } from '../repository/session-repository';
import { asRefusal } from '../wire/answer';
import { type ControlRoute, WithStatus } from './route';

export interface ReadinessControl {
  /** Whether sessions can be read now. Health says only that the process answers. */
  readiness(): Promise<WithStatus>;
}

export function readinessOf(repository: Pick<SessionRepository, 'peek'>): ReadinessControl {
  return {
    async readiness() {
      try {
        await repository.peek('of nobody');
        return new WithStatus(200, { ready: true });
      } catch (error) {
        return new WithStatus(503, { ready: false, reason: asRefusal(error).message });
      }
    },
  };
}

export function readinessRoutes(control: ReadinessControl): readonly ControlRoute[] {
  return [{ method: 'GET', path: '/_mock/ready', isOpen: true, answer: () => control.readiness() }];
}
