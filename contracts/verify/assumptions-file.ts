import type { Verification } from './verify';

/** Where an editor finds the schema of such a file beside an installed package. */
const schema = './node_modules/vtex-session-mock/fixtures/session-manager.assumptions.schema.json';

/**
 * What the target did of what is assumed, as a file that the emulator starts with; undefined when nothing was seen.
 * What could not be told is left out, so that the emulator goes on assuming it.
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
