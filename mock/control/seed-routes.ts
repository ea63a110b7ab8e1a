import { onlyQuery } from './input';
import type { ControlRoute } from './route';
import type { Seeded } from './seed';

/** What seeding needs of the control plane. */
export interface Seeding {
  /** What `POST /_mock/seed` does. @throws Refusal CONTROL_INPUT_INVALID, which changes nothing */
  seed(seed: unknown): Promise<Seeded>;
}

export function seedRoutes(control: Seeding): readonly ControlRoute[] {
  return [
    {
      method: 'POST',
      path: '/_mock/seed',
      status: 200,
      answer: async ({ query, snapshot }) => {
        onlyQuery(query, []);
        return control.seed(await snapshot());
      },
    },
  ];
}
