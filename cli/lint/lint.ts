/** Checks configurations of session apps (`vtex.session/configuration.json`) against the published rules. */
import { cyclesOf } from './cycles';
import { oneApp, sameApps, twoWriters, unwrittenInputs } from './findings';
import { type ConfigurationText, readConfiguration } from './read';
import type { Finding } from './rules';

/**
 * All files are checked as the session apps of one account, together with those of VTEX.
 *
 * @returns the findings, file by file, from top to bottom
 */
export function lintConfigurations(files: readonly ConfigurationText[]): Finding[] {
  const read = files.map(readConfiguration);
  const apps = read.flatMap((configuration) => configuration.apps);
  const unread = read.flatMap((configuration) => configuration.findings);
  const findings = [
    ...unread,
    ...sameApps(apps),
    ...twoWriters(apps),
    ...(unread.length === 0 ? unwrittenInputs(apps) : []), // otherwise an unread app may be the writer
    ...cyclesOf(apps.filter(({ name }, index) => apps.findIndex((app) => app.name === name) === index)),
    ...apps.flatMap(oneApp),
  ];
  const position = new Map(files.map(({ file }, index) => [file, index]));
  return findings.sort(
    (a, b) => (position.get(a.file) ?? 0) - (position.get(b.file) ?? 0) || a.line - b.line,
  );
}
