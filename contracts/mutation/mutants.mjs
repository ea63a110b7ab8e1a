// Reads Stryker's report: what became of each mutant, and in what words it is listed.

/** Not noticed: no behaviour reaches it, or those that do pass. */
const undetected = new Set(['Survived', 'NoCoverage']);

/** What became of the mutants of a file or several. */
export function countsOf(mutants) {
  const of = (...names) => mutants.filter(({ status }) => names.includes(status)).length;
  return {
    killed: of('Killed'),
    timeout: of('Timeout'),
    survived: of('Survived'),
    noCoverage: of('NoCoverage'),
    errors: of('RuntimeError', 'CompileError'),
    ignored: of('Ignored'),
  };
}

/** Percent of the mutants that were noticed, of those that could be; with one decimal. */
export function scoreOf({ killed, timeout, survived, noCoverage }) {
  const valid = killed + timeout + survived + noCoverage;
  return valid === 0 ? 100 : Math.floor(((killed + timeout) / valid) * 1000) / 10;
}

export function sumOf(counts) {
  return counts.reduce(
    (sum, one) =>
      Object.fromEntries(Object.entries(one).map(([name, count]) => [name, count + (sum[name] ?? 0)])),
    countsOf([]),
  );
}

/** The mutants that nothing noticed, in the words of the list: stable against lines that move. */
export function survivorsOf({ source, mutants }) {
  const lines = source.split('\n');
  return mutants
    .filter(({ status }) => undetected.has(status))
    .map(({ mutatorName, location, replacement, status }) => ({
      line: location.start.line,
      mutant: `${mutatorName}: ${oneLine(cut(lines, location))} → ${oneLine(replacement)}`,
      reached: status === 'Survived',
    }))
    .sort((a, b) => a.line - b.line);
}

/** Of those that run without end: how many were stopped by time, and not by the count of their steps. */
export function byTheClock(mutants) {
  return mutants.filter(
    ({ status, statusReason }) => status === 'Timeout' && !/^Hit limit/.test(statusReason ?? ''),
  ).length;
}

/** Positions are of lines and columns from 1; the end is the first position behind. */
function cut(lines, { start, end }) {
  const inside = lines.slice(start.line - 1, end.line);
  inside[inside.length - 1] = inside[inside.length - 1].slice(0, end.column - 1);
  inside[0] = inside[0].slice(start.column - 1);
  return inside.join('\n');
}

function oneLine(text) {
  const words = text.replaceAll(/\s+/g, ' ').trim();
  return words.length <= 90 ? words : `${words.slice(0, 89)}…`;
}
