import { createRequire } from 'node:module';
import type { Context, Span } from '@opentelemetry/api';
import type { HandledRequest } from '../control/journal/handled';
import type { Request } from '../operations/service';
import { version } from '../version';

/** Spans of the requests, if this process uses OpenTelemetry. */
export interface Tracing {
  /** When a request arrives: what is traced at that moment is what the span belongs to. */
  begun(req: Request): void;
  ended(handled: HandledRequest): void;
}

/** Set by the API package once an SDK has registered itself. */
const registered = Symbol.for('opentelemetry.js.api.1');

export function tracing(account: string): Tracing {
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
    ended({ req, operation, status, failure, fault }) {
      const span = spans.get(req);
      if (span === undefined) return;
      span.updateName(`session ${operation}`);
      span.setAttributes({ 'http.response.status_code': status, 'vtex.operation': operation });
      if (fault !== undefined) span.setAttribute('vtex.fault', fault);
      if (status === 0 || status >= 500) {
        span.setStatus({ code: 2, ...(failure !== undefined && { message: failure }) }); // SpanStatusCode.ERROR
      }
      span.end();
    },
  };
}
