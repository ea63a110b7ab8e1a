import type { RequestReport } from '../mock/index';
import type { Settings } from './settings';
import type { World } from './world';

/** What to do with each request's report; nothing when silent, so that none is made. */
export function requestLog(
  form: Settings['log'],
  { stdout, clock }: Pick<World, 'stdout' | 'clock'>,
): ((report: RequestReport) => void) | undefined {
  if (form === 'silent') return undefined;
  if (form === 'json') {
    return (report) =>
      stdout.write(`${JSON.stringify({ time: new Date(clock()).toISOString(), ...report })}\n`);
  }
  return (report) => stdout.write(pretty(report));
}

/** What to do with what happens between requests. A silent log is of requests: a notice is still worth a word. */
export function noticeLog(
  form: Settings['log'],
  { stdout, stderr }: Pick<World, 'stdout' | 'stderr'>,
): (message: string) => void {
  if (form === 'json') return (notice) => stdout.write(`${JSON.stringify({ notice })}\n`);
  const out = form === 'silent' ? stderr : stdout;
  return (message) => out.write(`${harmless(`notice: ${message}`)}\n`);
}

function pretty(report: RequestReport): string {
  const { method, path, status, milliseconds, ignored, conflicts, failure, fault } = report;
  const lines = [
    `${method} ${path} ${status} ${milliseconds.toFixed(1)} ms`,
    ...ignored.map((write) => `  ignored ${write.path}: ${write.reason}`),
    ...conflicts.map((conflict) => `  conflict ${told(conflict)}`),
    ...(failure === undefined ? [] : [`  ${failure}`]),
    ...(fault === undefined ? [] : [`  fault ${fault}`]),
  ];
  return lines.map((line) => `${harmless(line)}\n`).join('');
}

/** `public.sc: app-a "2", app-b "3"; app-b won` */
function told({
  namespace,
  key,
  values,
  winner,
  declaredWinner,
}: RequestReport['conflicts'][number]): string {
  const given = values.map(({ app, value }) => `${app} ${JSON.stringify(value)}`).join(', ');
  const otherwise = winner === declaredWinner ? '' : `, in declared order ${declaredWinner} would have`;
  return `${namespace}.${key}: ${given}; ${winner} won${otherwise}`;
}

/** A key of a request may hold a line end or a terminal's escape sequence; the log must not act on them. */
function harmless(line: string): string {
  return line.replace(/\p{Cc}/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
