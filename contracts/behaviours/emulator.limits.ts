import { notingApp } from '../apps';
import type { Runs } from '../behaviour';
import { handMadeSegment } from '../decode';
import { rawAnswer } from '../raw-answer';
import type { Answer } from '../targets/target';

const told = (answer: Answer) => [answer.status, answer.json()];
const get = ['GET /api/sessions?items=account.accountName HTTP/1.1', 'Host: store.example'];

/** How much the emulator keeps and reads. */
export const emulatorLimits: Runs = {
  'emulator.limits.least-recently-used-session-goes': async ({ emulate, expect }) => {
    const { newVisitor } = emulate({ maxSessions: 2 });
    const [first, second, third] = [newVisitor(), newVisitor(), newVisitor()];
    await first.post({ public: { a: '1' } });
    await second.post();
    await first.get('*');
    await third.post();
    expect(await first.values('public.a')).toEqual({ 'public.a': '1' });
    const { id } = second.claims();
    const cookie = `vtex_session=${second.cookie('vtex_session')}`;
    expect(told(await newVisitor().get('*', { headers: { cookie } }))).toEqual([
      401,
      { type: 'Unauthorized', message: 'The session token is refused: its session is no longer kept' },
    ]);
    expect((await second.patch()).status).toBe(200); // as if it had no token
    expect(second.claims().id).not.toBe(id);
  },
  'emulator.limits.overtaken-writes': async ({ emulate, expect }) => {
    const restoring: (() => Promise<unknown>)[] = [];
    const app = notingApp('overtaking', { input: { public: ['a'] } }, () => restoring.pop()?.());
    const { newVisitor } = emulate({ apps: [app] });
    const visitor = newVisitor();
    const path = '/_mock/snapshot';
    const snapshots: unknown[] = [];
    for (const color of ['blue', 'red']) {
      await visitor.patch({ public: { color } });
      snapshots.push((await visitor.send('GET', { path })).json());
    }
    // Whatever version a write began with, there is another when it ends.
    const overtake = (times: number) => {
      for (let count = 0; count < times; count++) {
        const body = snapshots[(times - count) % 2];
        restoring.push(() => visitor.send('PUT', { path, body }).then(() => undefined));
      }
    };
    const calls = async (times: number, value: string) => {
      const before = app.sent.length;
      await visitor.send('PUT', { path, body: snapshots[0] });
      overtake(times);
      const answer = await visitor.patch({ public: { a: value } });
      return [answer, app.sent.length - before] as const;
    };
    const [saved, ofNine] = await calls(9, 'nine');
    expect([saved.status, ofNine]).toEqual([200, 10]);
    expect(await visitor.values('public.a')).toEqual({ 'public.a': 'nine' });
    const [refused, ofTen] = await calls(10, 'ten');
    expect(ofTen).toBe(10);
    expect(told(refused)).toEqual([
      503,
      {
        type: 'ServiceUnavailable',
        message: 'Other writes to this session won 10 times in a row: send the request again',
        code: 'WRITE_CONFLICT',
      },
    ]);
    expect(await visitor.values('public.a')).toEqual({});
  },
  'emulator.limits.sessions-end-with-their-tokens': async ({ emulate, expect }) => {
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
      expect(told(await newVisitor().get('*', { headers: { cookie } }))).toEqual([
        401,
        { type: 'Unauthorized', message: 'The session token is refused: it has expired' },
      ]);
      expect(await count()).toBe(0);
    });
  },
  'emulator.limits.nested-segments': async ({ visitor, expect }) => {
    const nested = (levels: number) => {
      let value: unknown = 1;
      for (let level = 0; level < levels; level++) value = { a: value };
      return handMadeSegment(value as Record<string, unknown>);
    };
    expect((await visitor.segment({ path: `/api/segments/${nested(200)}` })).status).toBe(200);
    expect(told(await visitor.segment({ path: `/api/segments/${nested(201)}` }))).toEqual([
      400,
      {
        type: 'BadRequest',
        message:
          'The segment token in the path does not decode to a segment: send the value of vtex_segment, or leave it out',
        code: 'SEGMENT_TOKEN_UNREADABLE',
      },
    ]);
  },
  'emulator.limits.headers': async ({ target, visitor, expect }) => {
    await visitor.get('*');
    const withCookie = (bytes: number) => [...get, `Cookie: a=${'x'.repeat(bytes)}`];
    expect((await rawAnswer(target, withCookie(60_000))).status).toBe(200);
    const answer = await rawAnswer(target, withCookie(70_000));
    expect(told(answer)).toEqual([
      431,
      {
        type: 'RequestHeaderFieldsTooLarge',
        message: 'The request headers are over 65536 bytes: send fewer cookies',
        code: 'HEADERS_TOO_LARGE',
      },
    ]);
  },
  'emulator.limits.not-http': async ({ target, visitor, expect }) => {
    await visitor.get('*');
    const answer = await rawAnswer(target, ['HELLO']);
    expect(told(answer)).toEqual([
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
  },
  'emulator.limits.expectations': async ({ target, visitor, expect }) => {
    await visitor.get('*');
    expect((await rawAnswer(target, [...get, 'Expect: something-else'])).status).toBe(200);
  },
};
