/** Checks configurations of session apps (`vtex.session/configuration.json`) against the published rules. */
import { betweenApps, unwrittenInputs } from './between-apps';
import { cyclesOf } from './cycles';
import type { Finding } from './finding';
import { oneApp } from './one-app';
import { type ConfigurationText, readConfiguration } from './read-configuration';

/**
 * The files are taken as the session apps of one account, beside those of VTEX.
 *
 * @returns the findings of each file, from its top to its end
 */
export function lintConfigurations(files: readonly ConfigurationText[]): Finding[] {
  const read = files.map(readConfiguration);
  const apps = read.flatMap((configuration) => configuration.apps);
  const unread = read.flatMap((configuration) => configuration.findings);
  const findings = [
    ...unread,
    ...betweenApps(apps),
    ...(unread.length === 0 ? unwrittenInputs(apps) : []), // else the writer may be in what was not read
    ...cyclesOf(apps.filter(({ name }, index) => apps.findIndex((app) => app.name === name) === index)),
    ...apps.flatMap(oneApp),
  ];
  const position = new Map(files.map(({ file }, index) => [file, index]));
  return findings.sort(
    (a, b) => (position.get(a.file) ?? 0) - (position.get(b.file) ?? 0) || a.line - b.line,
  );
}
