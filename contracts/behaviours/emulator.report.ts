import { notingApp } from '../harness/apps';
import { type Context, claim } from '../harness/behaviour';
import type { Emulated } from '../harness/emulated';
import type { Variant } from '../targets/target';

const needs = ['variant'] as const;
const marker = { emulatorOnly: 'the real service reports nothing to its callers' } as const;
const own = { grade: 'assumed', evidence: [], marker, needs } as const;

interface Report {
  readonly milliseconds: number;
  readonly path: string;
  readonly [member: string]: unknown;
}

/** An emulator that reports, and what it reported. */
function reporting({ emulate }: Context, variant: Variant = {}): Emulated & { readonly reports: Report[] } {
  const reports: Report[] = [];
  const onRequest = (report: object) => void reports.push(report as Report);
  return { ...emulate({ ...variant, onRequest }), reports };
}

function untimed(reports: readonly Report[]): unknown[] {
  return reports.map(({ milliseconds: _, ...report }) => report);
}

const silent = { ignored: [], conflicts: [] };

/** The reports of requests to `onRequest`. */
export const emulatorReport = [
  claim({
    id: 'emulator.report.served-requests',
    sentence: 'A report has method, path, operation and status of each answered request.',
    operation: 'POST /api/sessions',
    ...own,
    run: async (context) => {
      const { newVisitor, reports } = reporting(context);
      const visitor = newVisitor();
      const start = performance.now();
      await visitor.post({ path: '/io/api/sessions', query: 'a=b' });
      await visitor.patch();
      await visitor.get('*');
      await visitor.get('*', { path: `/api/sessions/${visitor.cookie('vtex_session')}` });
      await visitor.post({ path: `/api/sessions/${visitor.cookie('vtex_session')}` });
      await visitor.segment();
      await visitor.segment({ path: `/api/segments/${visitor.cookie('vtex_segment')}` });
      await visitor.send('HEAD', { path: '/api/segments' });
      await visitor.send('GET', { path: '/_mock/health' });
      const { expect } = context;
      expect(untimed(reports)).toEqual([
        { method: 'POST', path: '/io/api/sessions', operation: 'createSession', status: 201, ...silent },
        { method: 'PATCH', path: '/api/sessions', operation: 'editSession', status: 200, ...silent },
        { method: 'GET', path: '/api/sessions', operation: 'getSession', status: 200, ...silent },
        {
          method: 'GET',
          path: '/api/sessions/{token}',
          operation: 'getSessionByToken',
          status: 200,
          ...silent,
        },
        {
          method: 'POST',
          path: '/api/sessions/{token}',
          operation: 'editSessionByToken',
          status: 201,
          ...silent,
        },
        { method: 'GET', path: '/api/segments', operation: 'getSegment', status: 200, ...silent },
        {
          method: 'GET',
          path: '/api/segments/{token}',
          operation: 'getSegmentByToken',
          status: 200,
          ...silent,
        },
        { method: 'HEAD', path: '/api/segments', operation: 'getSegment', status: 200, ...silent },
      ]);
      for (const { milliseconds } of reports) {
        expect(Number(milliseconds.toFixed(2))).toBe(milliseconds);
        expect(milliseconds).toBeGreaterThanOrEqual(0);
        expect(milliseconds).toBeLessThanOrEqual(performance.now() - start);
      }
    },
  }),
  claim({
    id: 'emulator.report.refused-requests',
    sentence:
      'Refused requests, unserved paths and OPTIONS are reported with the status and the reason, without tokens.',
    operation: 'GET /api/sessions',
    ...own,
    run: async (context) => {
      const { newVisitor, reports } = reporting(context);
      const visitor = newVisitor();
      await visitor.get(undefined);
      await visitor.send('DELETE', { path: '/api/sessions/secret' });
      await visitor.send('GET', { path: '/api/segments/%zz' });
      await visitor.send('OPTIONS', { path: '/api/sessions' });
      await visitor.send('GET', { path: '/api/session/secret' });
      await visitor.send('GET', { path: '/_mock/nowhere' });
      await visitor.send('GET', { path: '/cells/none/api/sessions' });
      await visitor.send('GET', { path: '/_mock/sessions/none' }); // served: its caller reads the reason
      const refused = { operation: 'refused', ...silent };
      const reasons = reports.map(({ reason }) => String(reason).split(':', 1)[0]);
      context.expect(untimed(reports.map(({ reason: _, ...report }) => report))).toEqual([
        { method: 'GET', path: '/api/sessions', status: 400, ...refused },
        { method: 'DELETE', path: '/api/sessions/{token}', status: 405, ...refused },
        { method: 'GET', path: '/api/segments/{token}', status: 400, ...refused },
        { method: 'OPTIONS', path: '/api/sessions', operation: 'options', status: 204, ...silent },
        { method: 'GET', path: '/api/session/{token}', status: 404, ...refused },
        { method: 'GET', path: '/_mock/nowhere', status: 404, ...refused },
        { method: 'GET', path: '/cells/none/api/sessions', status: 404, ...refused },
      ]);
      const tries = 'Try /api/sessions, /api/segments (both also behind a root path) or /_mock';
      context
        .expect(reasons)
        .toEqual([
          'The query parameter `items` is missing',
          'DELETE is not served here',
          'The token in the path holds a bad percent-escape',
          'undefined',
          `Nothing is served at GET /api/session/{token}. ${tries}`,
          `Nothing is served at GET /_mock/nowhere. ${tries}`,
          'There is no cell none. GET /_mock/cells lists all; a path below /cells/ and the header x-mock-cell name a cell',
        ]);
    },
  }),
  claim({
    id: 'emulator.report.no-tokens',
    sentence: 'A report has no query string and no token, wherever it is in the path.',
    operation: 'GET /api/sessions/{sessionToken}',
    ...own,
    run: async (context) => {
      const { newVisitor, reports } = reporting(context);
      const visitor = newVisitor();
      await visitor.post();
      const token = visitor.cookie('vtex_session');
      for (const path of [
        `/api/sessions/${token}`,
        `/a/b/api/sessions/${token}/`,
        `/api/sessions/api/sessions/${token}`,
        '/api/segments/x/api/sessions/short-secret',
        '/api/sessions/api/segments/short-secret',
        `/${token}/api/sessions`,
        `/${'r'.repeat(64)}/api/sessions`,
      ]) {
        await visitor.send('GET', { path, query: `items=*&token=${token}` });
      }
      context
        .expect(reports.slice(1).map(({ path }) => path))
        .toEqual([
          '/api/sessions/{token}',
          '/a/b/api/sessions/{token}/',
          '/api/sessions/api/sessions/{token}',
          '/api/segments/{token}/api/sessions/{token}',
          '/api/sessions/api/segments/{token}',
          '/{token}/api/sessions',
          `/${'r'.repeat(64)}/api/sessions`,
        ]);
    },
  }),
  claim({
    id: 'emulator.report.ignored-and-conflicts',
    sentence: 'A report lists ignored keys, and keys that two session apps gave different values.',
    operation: 'POST /api/sessions',
    ...own,
    run: async (context) => {
      const giving = (name: string) =>
        notingApp(name, { input: { public: ['a'] }, output: { x: ['one'] } }, () => ({
          x: { one: { value: name } },
        }));
      const { newVisitor, reports } = reporting(context, { apps: [giving('first'), giving('second')] });
      await newVisitor().post({
        query: 'items=*&an=acme',
        body: { public: { a: { value: '1' } }, profile: {} },
      });
      context.expect(reports[0]?.['ignored']).toEqual([
        { path: 'profile', reason: 'a caller writes the public namespace only' },
        { path: '?an', reason: 'the name is reserved' },
      ]);
      context.expect(reports[0]?.['conflicts']).toEqual([
        {
          namespace: 'x',
          key: 'one',
          values: [
            { app: 'first', value: 'first' },
            { app: 'second', value: 'second' },
          ],
          winner: 'second',
          declaredWinner: 'second',
        },
      ]);
    },
  }),
  claim({
    id: 'emulator.report.failed-apps',
    sentence: 'A report says how a session app failed; the answer does not.',
    operation: 'POST /api/sessions',
    ...own,
    run: async (context) => {
      const failing = (reason: unknown) =>
        notingApp('broken', { input: { public: ['a'] } }, () => {
          throw reason;
        });
      for (const reason of [new Error('the inside of it'), 'the inside of it']) {
        const { newVisitor, reports } = reporting(context, { apps: [failing(reason)] });
        const answer = await newVisitor().post({ query: 'a=1' });
        context.expect(answer.text.includes('inside')).toBe(false);
        context
          .expect(reports[0]?.['failure'])
          .toBe('App broken failed, resulting in an error building the session: the inside of it');
      }
      const { newVisitor, reports } = reporting(context);
      await newVisitor().post({ query: 'sc=99' });
      context.expect(Object.keys(reports[0] ?? {})).not.toContain('failure');
    },
  }),
  claim({
    id: 'emulator.report.defects',
    sentence:
      'A defect of the emulator gets 500 and a report, neither with internal details, and changes no session.',
    operation: 'POST /api/sessions',
    ...own,
    run: async (context) => {
      let works = true;
      let count = 0;
      const ids = () => {
        if (!works) throw new Error('a secret');
        return `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`;
      };
      const { newVisitor, reports } = reporting(context, { ids });
      const visitor = newVisitor();
      await visitor.post({ public: { a: 1 } });
      works = false;
      const reason =
        'The emulator failed on this request, which is a defect of the emulator: please report it';
      for (const answer of [await newVisitor().post(), await visitor.patch({ public: { a: 2 } })]) {
        context
          .expect([answer.status, answer.json(), answer.setCookie])
          .toEqual([500, { type: 'InternalError', message: reason, code: 'INTERNAL' }, []]);
      }
      context.expect(untimed(reports).slice(1)).toEqual(
        ['POST', 'PATCH'].map((method) => ({
          ...{ method, path: '/api/sessions', operation: 'refused', status: 500, ...silent, reason },
        })),
      );
      works = true;
      context.expect(await visitor.values('public.a')).toEqual({ 'public.a': 1 });
      context.expect((await visitor.patch({ public: { a: 3 } })).status).toBe(200);
    },
  }),
  claim({
    id: 'emulator.report.listener-that-fails',
    sentence: 'A listener that throws affects neither this answer nor the next.',
    operation: 'POST /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      const warnings: string[] = [];
      const onRequest = () => {
        throw new Error('a listener with a defect');
      };
      const { emitWarning } = process;
      process.emitWarning = (warning: string | Error) => void warnings.push(String(warning));
      try {
        const visitor = emulate({ onRequest }).newVisitor();
        expect((await visitor.post()).status).toBe(201);
        expect((await visitor.get('*')).status).toBe(200);
      } finally {
        process.emitWarning = emitWarning;
      }
      const warning = 'onRequest failed: Error: a listener with a defect';
      expect(warnings).toEqual([warning, warning]);
    },
  }),
];
