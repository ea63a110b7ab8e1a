import { type Context, propagation, trace } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { createSessionManager } from '../session-manager';

const exporter = new InMemorySpanExporter();

/** Reads W3C's traceparent, as the propagator of an SDK does. */
const propagator = {
  inject() {},
  fields: () => ['traceparent'],
  extract(into: Context, carrier: { traceparent?: string }) {
    const [, traceId = '', spanId = ''] = (carrier.traceparent ?? '').split('-');
    if (traceId === '') return into;
    return trace.setSpanContext(into, { traceId, spanId, traceFlags: 1, isRemote: true });
  },
};

afterEach(() => {
  trace.disable();
  propagation.disable();
});

test('with an SDK, registered at any time, each request is a span within the trace of its client', async () => {
  const { fetch, faults } = createSessionManager();
  await fetch('http://x/api/segments');
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
  );
  propagation.setGlobalPropagator(propagator);
  const traceId = 'a'.repeat(32);
  const traceparent = `00-${traceId}-${'b'.repeat(16)}-01`;
  await fetch('http://x/api/sessions', { method: 'POST', headers: { traceparent } });
  faults.add({ status: 503 });
  await fetch('http://x/api/segments');
  await fetch('http://x/api/sessions');
  const [created, failed, refused, ...others] = exporter.getFinishedSpans();
  expect(others).toEqual([]);
  expect(created).toMatchObject({
    name: 'session createSession',
    attributes: {
      'http.request.method': 'POST',
      'http.response.status_code': 201,
      'vtex.account': 'acme',
      'vtex.operation': 'createSession',
    },
    status: { code: 0 },
  });
  expect([created?.spanContext().traceId, created?.parentSpanContext?.spanId]).toEqual([
    traceId,
    'b'.repeat(16),
  ]);
  expect(failed).toMatchObject({ attributes: { 'http.response.status_code': 503 }, status: { code: 2 } });
  expect(failed?.spanContext().traceId).not.toBe(traceId);
  expect(refused).toMatchObject({ name: 'session refused', status: { code: 0 } });
});
