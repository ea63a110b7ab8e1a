import { assumptionsSchema } from '../targets/assumptions';
import type { Verification } from './verify';

/** Path of the schema in an installed package, for editors. */
const schema = './node_modules/vtex-session-mock/fixtures/session-manager.assumptions.schema.json';

/**
 * The settings that the run determined, as a file for `start --assumptions`; undefined when there are none. Unknown
 * settings are left out, so that the emulator keeps their defaults.
 */
export function assumptionsFile({ suite, target, date, settings }: Verification): string | undefined {
  const seen = settings.flatMap((setting) => (setting.seen ? [[setting.setting, setting.did] as const] : []));
  if (seen.length === 0) return undefined;
  const file = {
    $schema: schema,
    target,
    date: date.toISOString(),
    suite,
    assumptions: Object.fromEntries(seen),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** JSON Schema of the assumptions file. The build writes it into the package. */
export const assumptionsFileSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'vtex-session-mock/session-manager.assumptions.schema.json',
  title: 'Assumptions of vtex-session-mock',
  description:
    'What a server does where VTEX documents nothing. `vtex-session-mock verify` writes such a file, `vtex-session-mock start --assumptions FILE` reads it.',
  type: 'object',
  required: ['assumptions'],
  additionalProperties: false,
  properties: {
    $schema: { description: 'The path of this schema, for editors.', type: 'string' },
    target: { description: 'The server that was verified.', type: 'string' },
    date: { description: 'When it was verified.', type: 'string', format: 'date-time' },
    suite: { description: 'The version of the contract suite.', type: 'string' },
    assumptions: {
      description: 'The settings that the run could determine. A setting that is left out keeps its default.',
      ...assumptionsSchema,
    },
  },
};
