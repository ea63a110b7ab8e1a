import { notingApp } from '../harness/apps';
import { claim } from '../harness/behaviour';
import { handMadeSegment } from '../harness/decode';
import { rawAnswer } from '../harness/raw-answer';
import type { Answer } from '../targets/target';

const marker = { emulatorOnly: 'the limits of the real service are unknown' } as const;
const own = { grade: 'assumed', evidence: [], marker } as const;
const statusAndBody = (answer: Answer) => [answer.status, answer.json()];
const get = ['GET /api/sessions?items=account.accountName HTTP/1.1', 'Host: store.example'];

/** How much the emulator keeps and reads. */
export const emulatorLimits = [
  claim({
    id: 'emulator.limits.evicts-least-recently-used',
    sentence: 'With too many sessions the least recently used is evicted, and its token is invalid.',
    operation: 'POST /api/sessions',
    ...own,
    needs: ['variant'],
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({ maxSessions: 2 });
      const [first, second, third] = [newVisitor(), newVisitor(), newVisitor()];
      await first.post({ public: { a: '1' } });
      await second.post();
      await first.get('*');
      await third.post();
      expect(await first.values('public.a')).toEqual({ 'public.a': '1' });
      const { id } = second.claims();
      const cookie = `vtex_session=${second.cookie('vtex_session')}`;
      expect(statusAndBody(await newVisitor().get('*', { headers: { cookie } }))).toEqual([
        401,
        { type: 'Unauthorized', message: 'The session token is refused: its session is no longer kept' },
      ]);
      expect((await second.patch()).status).toBe(200); // as if it had no token
      expect(second.claims().id).not.toBe(id);
    },
  }),
  claim({
    id: 'emulator.limits.overtaken-writes',
    sentence:
      'A write that conflicts ten times in a row gets 503 and is not saved; nine conflicts are retried.',
    operation: 'PATCH /api/sessions',
    ...own,
    needs: ['variant'],
    run: async ({ emulate, expect }) => {
      const seeding: (() => Promise<unknown>)[] = [];
      const app = notingApp('overtaking', { input: { public: ['a'] } }, () => seeding.pop()?.());
      const { newVisitor } = emulate({ apps: [app] });
      const visitor = newVisitor();
      let seeds = 0;
      const seed = async () => {
        const sessions = [{ name: 'ann', public: { color: { value: `color ${seeds++}` } } }];
        const answer = await visitor.send('POST', { path: '/_mock/seed', body: { sessions } });
        return (answer.json() as { sessions: { cookie: string }[] }).sessions[0]?.cookie as string;
      };
      // Whatever state a write began with, there is another when it ends.
      const overtake = (times: number) => {
        for (let count = 0; count < times; count++) seeding.push(() => seed().then(() => undefined));
      };
      const calls = async (times: number, value: string) => {
        const before = app.sent.length;
        const cookie = await seed();
        overtake(times);
        const answer = await visitor.patch({ public: { a: value }, headers: { cookie } });
        return [answer, app.sent.length - before] as const;
      };
      const [saved, ofNine] = await calls(9, 'nine');
      expect([saved.status, ofNine]).toEqual([200, 10]);
      expect(await visitor.values('public.a')).toEqual({ 'public.a': 'nine' });
      const [refused, ofTen] = await calls(10, 'ten');
      expect(ofTen).toBe(10);
      expect(statusAndBody(refused)).toEqual([
        503,
        {
          type: 'ServiceUnavailable',
          message: 'Other writes to this session won 10 times in a row: send the request again',
          code: 'WRITE_CONFLICT',
        },
      ]);
      expect(await visitor.values('public.a')).toEqual({ 'public.a': 'nine' });
    },
  }),
  claim({
    id: 'emulator.limits.sessions-end-with-their-tokens',
    sentence: 'A session is stored and counted until its newest token expires.',
    operation: 'GET /api/sessions',
    ...own,
    needs: ['variant'],
    run: async ({ emulate, expect }) => {
      const { target, newVisitor } = emulate({});
      const visitor = newVisitor();
      await visitor.post();
      const count = async () => {
        const answer = await target.request({ method: 'GET', path: '/_mock/health' });
        return (answer.json() as { sessions: number }).sessions;
      };
      const cookie = `vtex_session=${visitor.cookie('vtex_session')}`;
      await target.later?.(431_990, async () => {
        expect([(await visitor.get('*')).status, await count()]).toEqual([200, 1]);
      });
      await target.later?.(432_000, async () => {
        expect(statusAndBody(await newVisitor().get('*', { headers: { cookie } }))).toEqual([
          401,
          { type: 'Unauthorized', message: 'The session token is refused: it has expired' },
        ]);
        expect(await count()).toBe(0);
      });
    },
  }),
  claim({
    id: 'emulator.limits.nested-segments',
    sentence: 'A segment token nested over 200 levels deep is not read.',
    operation: 'GET /api/segments/{segmentToken}',
    ...own,
    run: async ({ visitor, expect }) => {
      const nested = (levels: number) => {
        let value: unknown = 1;
        for (let level = 0; level < levels; level++) value = { a: value };
        return handMadeSegment(value as Record<string, unknown>);
      };
      expect((await visitor.segment({ path: `/api/segments/${nested(200)}` })).status).toBe(200);
      expect(statusAndBody(await visitor.segment({ path: `/api/segments/${nested(201)}` }))).toEqual([
        400,
        {
          type: 'BadRequest',
          message:
            'The segment token in the path does not decode to a segment: send the value of vtex_segment, or leave it out',
          code: 'SEGMENT_TOKEN_UNREADABLE',
        },
      ]);
    },
  }),
  claim({
    id: 'emulator.limits.headers',
    sentence: 'Headers over 64 KB get 431 in JSON; smaller ones are read.',
    operation: 'GET /api/sessions',
    ...own,
    needs: ['raw'],
    run: async ({ target, visitor, expect }) => {
      await visitor.get('*');
      const withCookie = (bytes: number) => [...get, `Cookie: a=${'x'.repeat(bytes)}`];
      expect((await rawAnswer(target, withCookie(60_000))).status).toBe(200);
      const answer = await rawAnswer(target, withCookie(70_000));
      expect(statusAndBody(answer)).toEqual([
        431,
        {
          type: 'RequestHeaderFieldsTooLarge',
          message: 'The request headers are over 65536 bytes: send fewer cookies',
          code: 'HEADERS_TOO_LARGE',
        },
      ]);
    },
  }),
  claim({
    id: 'emulator.limits.not-http',
    sentence: 'Malformed HTTP gets 400 as JSON, and the connection is closed.',
    operation: 'GET /api/sessions',
    ...own,
    needs: ['raw'],
    run: async ({ target, visitor, expect }) => {
      await visitor.get('*');
      for (const [lines, body] of [
        [['HELLO']],
        [[...get, 'a b: c']],
        [[...get, 'Content-Length: x']],
        [['POST /api/sessions HTTP/1.1', 'Host: store.example', 'Transfer-Encoding: chunked'], 'zz\r\n'],
      ] as const) {
        const answer = await rawAnswer(target, lines, { body });
        expect(statusAndBody(answer)).toEqual([
          400,
          {
            type: 'BadRequest',
            message: 'The request is not readable as HTTP/1.1',
            code: 'REQUEST_UNREADABLE',
          },
        ]);
        expect(answer.headers).toEqual({
          'content-type': 'application/json; charset=utf-8',
          'content-length': String(Buffer.byteLength(answer.text)),
          connection: 'close',
        });
      }
    },
  }),
  claim({
    id: 'emulator.limits.expectations',
    sentence: 'An Expect header that Node.js does not know does not prevent the answer.',
    operation: 'GET /api/sessions',
    ...own,
    needs: ['raw'],
    run: async ({ target, visitor, expect }) => {
      await visitor.get('*');
      expect((await rawAnswer(target, [...get, 'Expect: something-else'])).status).toBe(200);
    },
  }),
];
