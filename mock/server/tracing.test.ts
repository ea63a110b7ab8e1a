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
  exporter.reset();
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
  const finished = exporter.getFinishedSpans();
  const [created, failed, refused, ...others] = finished.filter(({ name }) => name.startsWith('session '));
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
  expect(refused).toMatchObject({ name: 'session getSession', status: { code: 0 } });
});

test('each call of a session app is a span within the one of its request, without what it read and wrote', async () => {
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
  );
  const app = (name: string, transform: () => Promise<undefined>) => ({
    ...{ name, input: { public: ['canary'] }, output: {}, transform },
  });
  const slow = app('slow', () => new Promise((resolve) => setTimeout(() => resolve(undefined), 30)));
  const failing = app('failing', async () => {
    throw new Error('canary');
  });
  for (const apps of [[slow], [slow, failing]]) {
    const { fetch } = createSessionManager({ apps });
    await fetch('http://x/api/sessions?canary=canary', { method: 'POST' });
  }
  const finished = exporter.getFinishedSpans();
  const requests = finished.filter(({ name }) => name === 'session createSession');
  expect(requests.map(({ attributes }) => attributes['http.response.status_code'])).toEqual([201, 502]);
  for (const [index, request] of requests.entries()) {
    const { spanId, traceId } = request.spanContext();
    const calls = finished.filter(({ parentSpanContext }) => parentSpanContext?.spanId === spanId);
    expect(calls.every((call) => call.spanContext().traceId === traceId)).toBe(true);
    const own = calls.filter(({ name }) => name === 'app slow' || name === 'app failing');
    expect(own.map(({ name, status }) => [name, status.code])).toEqual(
      [
        ['app slow', 0],
        ['app failing', 2],
      ].slice(0, index + 1),
    );
    const [first] = own;
    expect(first?.attributes).toEqual({
      'vtex.account': 'acme',
      'vtex.app': 'slow',
      'vtex.call': 'transform',
      'vtex.round': expect.any(Number),
    });
    const milliseconds = ([seconds, nanos]: [number, number]) => seconds * 1000 + nanos / 1e6;
    expect(milliseconds(first?.duration as [number, number])).toBeGreaterThan(25);
    expect(milliseconds(first?.startTime as [number, number])).toBeGreaterThanOrEqual(
      milliseconds(request.startTime) - 1,
    );
    expect(calls.length).toBeGreaterThan(own.length); // VTEX's own apps too
    expect(JSON.stringify(calls.map(({ attributes, status }) => [attributes, status]))).not.toContain(
      'canary',
    );
  }
});

test('the message of a failed span shows no credential', async () => {
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
  );
  const key = 'vtexappkey-acme-ABCDEF';
  const controlToken = 'control-token-of-this-emulator';
  const messageOf = async (reason: string) => {
    const transform = () => Promise.reject(new Error(reason));
    const failing = { name: 'failing', input: { public: ['a'] }, output: {}, transform };
    const { fetch } = createSessionManager({ apps: [failing], controlToken });
    await fetch('http://x/api/sessions?a=1', { method: 'POST', headers: { 'x-vtex-api-appkey': key } });
    return exporter.getFinishedSpans().findLast(({ name }) => name.startsWith('session '))?.status.message;
  };
  expect(await messageOf('out of order')).toContain('out of order');
  for (const secret of [key, controlToken, 'password=hunter2']) {
    expect(await messageOf(`no answer to ${secret}`)).toBe('<redacted>');
  }
});
