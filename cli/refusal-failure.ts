import { type Failure, usageFailure } from './failure';
import type { Resolved } from './resolve-settings';
import { type SettingName, settingNames } from './settings';
import { culprit } from './source';
import type { Emulator } from './world';

/**
 * The emulator's word that an option or the account fixture is wrong, told in terms of what the user
 * wrote: its own message names the option as code does. Undefined for any other error.
 */
export function refusalFailure(
  error: unknown,
  { sources }: Pick<Resolved, 'sources'>,
  { accountRefusal, optionRefusal }: Emulator,
): Failure | undefined {
  const name = (setting: SettingName) => culprit(setting, sources[setting]);
  if (error instanceof accountRefusal) {
    return usageFailure(...error.message.split('\n').map((line) => `${name('account')}: ${line}`));
  }
  if (!(error instanceof optionRefusal)) return undefined;
  const lines = error.message.split('\n').map((line) => {
    const remote = /^remoteApps(?:\[\d+\])?\S* (.*)$/.exec(line)?.[1];
    if (remote !== undefined) return `${name('app')}: ${remote}`;
    const setting = settingNames.find((candidate) => line.startsWith(`${candidate} `));
    return setting === undefined ? line : name(setting) + line.slice(setting.length);
  });
  return usageFailure(...lines);
}
