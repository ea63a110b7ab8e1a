import type { Explanation } from '../mock/index';
import { unverifiedSessionId } from '../mock/rules/token';
import { ask, type Running } from './ask';
import { usageFailure } from './failure';
import { escapedLines } from './terminal';
import type { World } from './world';

/** Explains how a session of a running emulator got its values, as a tree or as JSON. */
export async function explain(
  tokenOrId: string,
  running: Running,
  world: World,
  asJson: boolean,
): Promise<string> {
  const path = `/sessions/${encodeURIComponent(sessionIdIn(tokenOrId))}/explain`;
  const explanation = (await ask(world, running, path)) as Explanation;
  return asJson ? `${JSON.stringify(explanation, null, 2)}\n` : treeOf(explanation);
}

/** The id itself, or the claim `id` of a session token. */
function sessionIdIn(text: string): string {
  if (/^[0-9a-f-]{36}$/i.test(text)) return text;
  const id = unverifiedSessionId(text);
  if (id !== undefined) return id;
  throw usageFailure(
    'the argument is neither a session token nor a session id. Give the value of the cookie vtex_session.',
  );
}

function treeOf({ id, version, keys, writes }: Explanation): string {
  const lines = [`session ${id}, version ${version}`, '', 'keys'];
  for (const [name, key] of Object.entries(keys)) {
    lines.push(`  ${name} = ${JSON.stringify(key.value)}`, `    ${originOf(key)}`);
  }
  lines.push('', 'writes, oldest first');
  for (const write of writes) lines.push(...writeLines(write).map((line) => `  ${line}`));
  return escapedLines(lines);
}

function originOf({ by, app, round, version, inputs, replaced }: Explanation['keys'][string]): string {
  const who = by === 'app' ? `app ${app}, ${roundName(round ?? 0)}` : by;
  const when = version === undefined ? '' : ` of version ${version}`;
  const before = replaced === undefined ? '' : `, replaced ${JSON.stringify(replaced)}`;
  const given = inputs === undefined || Object.keys(inputs).length === 0 ? '' : `, from ${pairs(inputs)}`;
  return `by ${who}${when}${before}${given}`;
}

function writeLines({
  at,
  operation,
  outcome,
  version,
  ignored,
  rounds,
  refusal,
}: Explanation['writes'][number]): string[] {
  const lines = [`${at} ${operation}: ${outcome}, version ${version}`];
  if (refusal !== undefined) lines.push(`  ${refusal.status} ${refusal.message}; nothing was saved`);
  for (const { path, reason } of ignored) lines.push(`  ignored ${path}: ${reason}`);
  for (const { round, calls, changed, conflicts } of rounds) {
    lines.push(
      `  ${roundName(round)}${changed.length > 0 ? ` changed ${changed.join(', ')}` : ' changed nothing'}`,
    );
    for (const { app, inputs, outputs, undeclared, unreadable = [], milliseconds, failure } of calls) {
      lines.push(
        `    ${app} (${milliseconds.toFixed(1)} ms)${failure === undefined ? '' : ` failed: ${failure}`}`,
      );
      if (Object.keys(inputs).length > 0) lines.push(`      given ${pairs(inputs)}`);
      if (outputs !== undefined) lines.push(`      answered ${pairs(outputs) || 'nothing'}`);
      if (unreadable.length > 0) lines.push(`      holds no entry, left out: ${unreadable.join(', ')}`);
      if (undeclared.length > 0) lines.push(`      undeclared, not written: ${undeclared.join(', ')}`);
    }
    for (const { key, values, winner, declaredWinner } of conflicts) {
      const given = values.map(({ app, value }) => `${app} ${JSON.stringify(value)}`).join(', ');
      const otherOrder = winner === declaredWinner ? '' : `; in declared order ${declaredWinner} would have`;
      lines.push(`    conflict ${key}: ${given}; ${winner} won${otherOrder}`);
    }
  }
  return lines;
}

function roundName(round: number): string {
  return round === 0 ? 'create call' : `round ${round}`;
}

function pairs(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(', ');
}
