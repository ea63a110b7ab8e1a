// The table of a run, with its absolute figures, which mean something on this machine only.
const percent = (share) => `${Math.round(share * 100)} %`;
const met = ({ isMet }) => (isMet ? 'met' : 'NOT MET');
const range = ({ median, least, most }, digits = 2) =>
  `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;

export function printResults({ throughput, coldStart, firstAnswer, reset, memory }) {
  print([
    [
      'throughput',
      'ours /s',
      'floor /s',
      'ours:floor',
      'goal',
      '',
      'Express:floor',
      'by cpu time',
      'µs cpu',
      'busy',
      'floor',
    ],
    ...throughput.map((row) => [
      row.title,
      row.ourRate.toFixed(0),
      row.floorRate.toFixed(0),
      range(row.ratio),
      `≥ ${row.goal}`,
      met(row),
      row.expressRatio.median.toFixed(2),
      range(row.cpuRatio),
      `${row.ourMicroseconds.toFixed(0)} : ${row.floorMicroseconds.toFixed(0)}`,
      `${percent(row.ourBusy)} : ${percent(row.floorBusy)}`,
      row.floor,
    ]),
  ]);
  print([
    ['cold start', 'ours', 'Express 5', 'ratio', 'goal', ''],
    ...coldStart.map((row) => [
      row.title,
      `${row.ours.toFixed(0)} ms`,
      `${row.theirs.toFixed(0)} ms`,
      row.ratio.toFixed(2),
      `≤ ${row.goal}`,
      met(row),
    ]),
  ]);
  print([
    ['first answer', 'ours', 'Express 5', 'ratio', 'goal', ''],
    ...firstAnswer.map((row) => [
      row.title,
      `${row.ours.toFixed(2)} ms`,
      `${row.theirs.toFixed(2)} ms`,
      row.ratio.toFixed(2),
      `< ${row.goal}`,
      met(row),
    ]),
  ]);
  print([
    [`reset of ${reset[0].keptSessions} sessions`, 'ours', 'goal', '', 'ours:floor'],
    ...reset.map((row) => [
      row.title,
      `${row.milliseconds.toFixed(4)} ms`,
      `< ${row.goal} ms`,
      met(row),
      row.ratio.toFixed(2),
    ]),
  ]);
  print([
    ['memory, bytes a session', 'resident', 'heap', 'goal', ''],
    ...memory.map((row) => [
      row.title,
      range(row.resident, 0),
      row.heap.toFixed(0),
      `≤ ${row.goal}`,
      met(row),
    ]),
  ]);
}

function print(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
  console.log();
}
