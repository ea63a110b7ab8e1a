import type { Round } from '../rules/rounds';
import type { PlainText } from '../wire/answer';
import { type HandledRequest, roundsOf } from './journal/handled';
import type { ControlRoute } from './route';

/** Counts what is answered. It is on the path of every request, so all but counting waits until the metrics are read. */
export interface Metrics {
  request(handled: HandledRequest): void;
  /** Of a write that has no record of a request. */
  rounds(rounds: readonly Round[]): void;
  /** In Prometheus' text form. */
  text(): Promise<PlainText>;
}

/** Upper ends of the buckets, in milliseconds. */
const ends = [0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500];

interface Times {
  /** Of each bucket alone, with one for what is beyond the last. */
  readonly counts: number[];
  sum: number;
}

/** By what is counted and how it ended: two look-ups take less time than a name made of both. */
type Sampled = Map<string, Map<string | number, Times>>;

/** @param sessions counted only when the metrics are read */
export function metricsOf(account: string, sessions: () => number | Promise<number>): Metrics {
  const requests: Sampled = new Map();
  const apps: Sampled = new Map();
  const refusals = new Map<string, number>();
  let storeErrors = 0;

  const add = (to: Sampled, what: string, end: string | number, milliseconds: number) => {
    const ended = to.get(what) ?? new Map<string | number, Times>();
    if (ended.size === 0) to.set(what, ended);
    let times = ended.get(end);
    if (times === undefined) {
      times = { counts: new Array(ends.length + 1).fill(0), sum: 0 };
      ended.set(end, times);
    }
    let bucket = 0;
    while (bucket < ends.length && milliseconds > (ends[bucket] as number)) bucket += 1;
    times.counts[bucket] = (times.counts[bucket] as number) + 1;
    times.sum += milliseconds;
  };

  const rounds = (given: readonly Round[]) => {
    for (const { calls } of given) {
      for (const { app, milliseconds, failure } of calls) {
        add(apps, app, failure === undefined ? 'ok' : 'failed', milliseconds);
      }
    }
  };

  return {
    rounds,
    request(handled) {
      const { operation, refused = operation, status, milliseconds, answer, added } = handled;
      rounds(roundsOf(handled));
      // An added document may have any number of operations, and a client may send any method.
      const called = added === undefined ? refused : 'added';
      add(requests, called, status, milliseconds);
      if (answer.status < 400 || added !== undefined) return;
      const code = (answer.body as { code?: string } | undefined)?.code ?? 'none';
      refusals.set(code, (refusals.get(code) ?? 0) + 1);
      if (code.startsWith('STORE_')) storeErrors += 1;
    },
    async text() {
      const { prometheusText } = await import('./prometheus');
      const one = (value: number, labels = {}) => [{ value, labels }];
      const stored = await Promise.resolve(sessions()).then(
        (count) => one(count),
        () => [],
      ); // no sample while the store does not answer
      const families = [
        histogram('requests', 'Answered requests by operation and status', ['operation', 'status'], requests),
        histogram('app_calls', 'Calls of session apps in cascades', ['app', 'outcome'], apps),
        family(
          'counter',
          'refusals_total',
          'Refused requests by error code',
          Array.from(refusals, ([code, value]) => ({ value, labels: { code } })),
        ),
        family(
          'counter',
          'store_errors_total',
          'Requests refused because the session store failed',
          one(storeErrors),
        ),
        family('gauge', 'sessions', 'Stored sessions', stored),
        family('gauge', 'info', 'The account that is served', one(1, { account })),
      ];
      return prometheusText(families);
    },
  };
}

function family(type: string, name: string, help: string, values: readonly object[]) {
  return { type, name: `vtex_session_mock_${name}`, help, values, aggregator: 'sum' };
}

/** In seconds, as Prometheus has times; each bucket counts all that is below it too. */
function histogram(
  name: string,
  help: string,
  [whatLabel, endLabel]: readonly [string, string],
  sampled: Sampled,
) {
  const full = `${name}_duration_seconds`;
  const part = (suffix: string, value: number, labels: object) => ({
    ...{ value, labels, metricName: `vtex_session_mock_${full}_${suffix}` },
  });
  const values = [...sampled].flatMap(([what, ended]) =>
    [...ended].flatMap(([end, { counts, sum }]) => {
      const labels = { [whatLabel]: what, [endLabel]: String(end) };
      let count = 0;
      const buckets = counts.map((own, bucket) => {
        count += own;
        const upTo = ends[bucket];
        return part('bucket', count, { ...labels, le: upTo === undefined ? '+Inf' : upTo / 1000 });
      });
      return [...buckets, part('sum', sum / 1000, labels), part('count', count, labels)];
    }),
  );
  return family('histogram', full, help, values);
}

export function metricsRoutes(control: { readonly metrics: Metrics }): readonly ControlRoute[] {
  return [{ method: 'GET', path: '/_mock/metrics', answer: () => control.metrics.text() }];
}
