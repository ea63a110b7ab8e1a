import { createRequire } from 'node:module';
import type { Context, Span } from '@opentelemetry/api';
import { type HandledRequest, roundsOf } from '../control/journal/handled';
import { redactorOf, secretsIn } from '../control/redact';
import type { Request } from '../operations/service';
import type { Round } from '../rules/rounds';
import { monotonicTime } from '../util/monotonic-time';
import { version } from '../version';

/** Spans of the requests and of the session apps that they call, if this process uses OpenTelemetry. */
export interface Tracing {
  /** When a request arrives: what is traced at that moment is what the span belongs to. */
  begun(req: Request): void;
  ended(handled: HandledRequest): void;
}

/** Set by the API package once an SDK has registered itself. */
const registered = Symbol.for('opentelemetry.js.api.1');

/** @param ownSecrets credentials of the emulator itself */
export function tracing(account: string, ownSecrets: () => readonly string[]): Tracing {
  const spans = new WeakMap<Request, Span>();
  let api: typeof import('@opentelemetry/api') | undefined;
  const loaded = () => {
    try {
      api ??= createRequire(__filename)('@opentelemetry/api') as typeof import('@opentelemetry/api');
    } catch {
      // Another copy has registered itself, which this package cannot reach.
    }
    return api;
  };
  return {
    begun(req) {
      if (!(registered in globalThis)) return;
      const otel = loaded();
      if (otel === undefined) return;
      const active = otel.context.active();
      // Instrumentation of node:http has read the headers already.
      const parent: Context =
        otel.trace.getSpan(active) === undefined ? otel.propagation.extract(active, req.headers) : active;
      const attributes = { 'http.request.method': req.method as string, 'vtex.account': account };
      const options = { kind: otel.SpanKind.SERVER, attributes };
      spans.set(
        req,
        otel.trace.getTracer('vtex-session-mock', version).startSpan('session', options, parent),
      );
    },
    ended(handled) {
      const { req, operation, refused = operation, status, failure, fault } = handled;
      const span = spans.get(req);
      if (span === undefined) return;
      span.updateName(`session ${refused}`);
      span.setAttributes({ 'http.response.status_code': status, 'vtex.operation': refused });
      if (fault !== undefined) span.setAttribute('vtex.fault', fault);
      if (status === 0 || status >= 500) {
        const { text } = redactorOf([...secretsIn(req.rawHeaders), ...ownSecrets()]);
        span.setStatus({ code: 2, ...(failure !== undefined && { message: text(failure) }) }); // SpanStatusCode.ERROR
      }
      appSpans(roundsOf(handled), span);
      span.end();
    },
  };

  /** Of each call of a session app. What it read and wrote is the visitor's, and not traced. */
  function appSpans(rounds: readonly Round[], parent: Span): void {
    const { context, trace } = api as NonNullable<typeof api>;
    const within = trace.setSpan(context.active(), parent);
    const tracer = trace.getTracer('vtex-session-mock', version);
    for (const [index, { call, calls }] of rounds.entries()) {
      for (const { app, startedAt, milliseconds, failure } of calls) {
        const startTime = Date.now() - monotonicTime() + startedAt;
        const attributes = {
          'vtex.account': account,
          'vtex.app': app,
          'vtex.call': call,
          'vtex.round': index,
        };
        const span = tracer.startSpan(`app ${app}`, { startTime, attributes }, within);
        if (failure !== undefined) span.setStatus({ code: 2 });
        span.end(startTime + milliseconds);
      }
    }
  }
}
