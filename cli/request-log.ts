import type { RequestReport } from '../mock/index';
import type { Settings } from './settings';
import { escaped, escapedLines } from './terminal';
import type { World } from './world';

/** Prints the report of each request. Undefined when silent, so that no report is created. */
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

/** Prints events between requests. `silent` concerns requests; notices then go to the standard error. */
export function noticeLog(
  form: Settings['log'],
  { stdout, stderr }: Pick<World, 'stdout' | 'stderr'>,
): (message: string) => void {
  if (form === 'json') return (notice) => stdout.write(`${JSON.stringify({ notice })}\n`);
  const out = form === 'silent' ? stderr : stdout;
  return (message) => out.write(`${escaped(`notice: ${message}`)}\n`);
}

function pretty(report: RequestReport): string {
  const { method, path, status, milliseconds, ignored, conflicts } = report;
  const { reason, failure, fault, warnings = [] } = report;
  const lines = [
    `${method} ${path} ${status} ${milliseconds.toFixed(1)} ms`,
    ...ignored.map((write) => `  ignored ${write.path}: ${write.reason}`),
    ...conflicts.map((conflict) => `  conflict ${conflictText(conflict)}`),
    ...(reason === undefined ? [] : [`  ${reason}`]),
    ...(failure === undefined ? [] : [`  ${failure}`]),
    ...(fault === undefined ? [] : [`  fault ${fault}`]),
    ...warnings.map((warning) => `  warning: ${warning}`),
  ];
  return escapedLines(lines);
}

/** `public.sc: app-a "2", app-b "3"; app-b won` */
function conflictText({
  namespace,
  key,
  values,
  winner,
  declaredWinner,
}: RequestReport['conflicts'][number]): string {
  const given = values.map(({ app, value }) => `${app} ${JSON.stringify(value)}`).join(', ');
  const otherOrder = winner === declaredWinner ? '' : `, in declared order ${declaredWinner} would have`;
  return `${namespace}.${key}: ${given}; ${winner} won${otherOrder}`;
}
