/** Milliseconds of a clock that never goes back. The first use of `performance` loads `perf_hooks`, 4 ms of a start. */
export function monotonicTime(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
