import { claim } from '../harness/behaviour';
import { rawAnswer } from '../harness/raw-answer';
import type { Answer } from '../targets/target';

const operation = 'POST /api/sessions';
const marker = { emulatorOnly: 'what the real service reads as a body is unknown' } as const;
const own = { grade: 'assumed', evidence: [], marker } as const;
const body = '{"public":{"a":{"value":"€"}}}';
const query = 'items=public.a';

/** A body of so many bytes. */
function filledTo(bytes: number): string {
  const [head, tail] = ['{"public":{"a":{"value":"', '"}}}'];
  return head + 'x'.repeat(bytes - head.length - tail.length) + tail;
}

const tooLarge = {
  type: 'PayloadTooLarge',
  message: 'The body is over 1048576 bytes: send less in one request',
  code: 'BODY_TOO_LARGE',
};

const statusAndBody = (answer: Answer) => [answer.status, answer.json()];
const badRequest = (code: string, message: string) => [400, { type: 'BadRequest', message, code }];
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const post = ['POST /api/sessions?items=public.a HTTP/1.1', 'Host: store.example'];
const json = 'Content-Type: application/json';

/** Which bodies are read, and how the others are refused. */
export const emulatorBodies = [
  claim({
    id: 'emulator.bodies.content-types',
    sentence: 'A body is read when its content type is JSON or +json, in UTF-8.',
    operation,
    ...own,
    run: async ({ newVisitor, expect }) => {
      for (const type of [
        'application/json',
        'application/json; charset=utf-8',
        'application/json;charset=UTF8',
        'application/json; charset="utf-8"; x=y',
        'application/json; x=y; charset=utf-8',
        'APPLICATION/JSON',
        ' application/json ;',
        'application/vnd.vtex.session.v1+json',
        'application/merge-patch+json',
      ]) {
        const answer = await newVisitor().post({ query, text: body, headers: { 'content-type': type } });
        expect([answer.status, (answer.json() as { namespaces?: unknown }).namespaces]).toEqual([
          201,
          { public: { a: { value: '€' } } },
        ]);
      }
      const headers = { 'content-encoding': 'Identity' };
      expect((await newVisitor().post({ text: body, headers })).status).toBe(201);
    },
  }),
  claim({
    id: 'emulator.bodies.missing-content-type',
    sentence: 'A body without a content type is read as JSON.',
    operation,
    ...own,
    needs: ['raw'],
    run: async ({ target, visitor, expect }) => {
      await visitor.post();
      const text = '{"public":{"a":{"value":"blue"}}}';
      for (const more of [[], ['Content-Type:']]) {
        const answer = await rawAnswer(target, [...post, ...more, `Content-Length: ${text.length}`], {
          body: text,
        });
        expect((answer.json() as { namespaces: unknown }).namespaces).toEqual({
          public: { a: { value: 'blue' } },
        });
      }
    },
  }),
  claim({
    id: 'emulator.bodies.other-content-types',
    sentence: 'A compressed body, or one of another content type or charset, gets 415 that names it.',
    operation,
    ...own,
    run: async ({ newVisitor, expect }) => {
      const unsupported = (sent: string) => [
        415,
        {
          type: 'UnsupportedMediaType',
          message: `${sent} is not read: send Content-Type: application/json in UTF-8, not compressed`,
          code: 'CONTENT_TYPE_UNSUPPORTED',
        },
      ];
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/json; charset=latin1',
        'application/json; charset=utf-81',
        'application/json; charset=xutf-8',
        'application/json; charset=x; charset=utf-8',
        'application/json; charset=charset=utf-8',
        'application/jsonx',
        'xapplication/json',
        'application/+json',
        'application/a b+json',
        'text/json',
        'json',
      ]) {
        const headers = { 'content-type': type };
        expect(statusAndBody(await newVisitor().post({ text: body, headers }))).toEqual(
          unsupported(`Content-Type ${type}`),
        );
      }
      for (const encoding of ['gzip', 'br', 'x']) {
        const headers = { 'content-encoding': encoding };
        const answer = await newVisitor().post({ text: body, headers });
        expect(statusAndBody(answer)).toEqual(unsupported(`Content-Encoding ${encoding}`));
      }
    },
  }),
  claim({
    id: 'emulator.bodies.nothing-to-read',
    sentence: 'An empty body counts as no body, whatever its content type.',
    operation,
    ...own,
    needs: ['raw'],
    run: async ({ target, visitor, expect }) => {
      expect((await visitor.post({ text: '', headers: { 'content-type': 'text/plain' } })).status).toBe(201);
      const other = 'Content-Type: text/plain';
      const without = await rawAnswer(target, [...post, other]);
      const ofLength0 = await rawAnswer(target, [...post, other, 'Content-Length: 0']);
      const inNoChunk = await rawAnswer(target, [...post, other, 'Transfer-Encoding: chunked'], {
        body: '0\r\n\r\n',
      });
      for (const answer of [without, ofLength0, inNoChunk]) expect(answer.status).toBe(201);
    },
  }),
  claim({
    id: 'emulator.bodies.at-most-1-mb',
    sentence: 'A body of 1 MB is accepted; one byte more gets 413.',
    operation,
    ...own,
    run: async ({ newVisitor, expect }) => {
      expect((await newVisitor().post({ text: filledTo(1_048_576) })).status).toBe(201);
      expect(statusAndBody(await newVisitor().post({ text: filledTo(1_048_577) }))).toEqual([413, tooLarge]);
    },
  }),
  claim({
    id: 'emulator.bodies.in-chunks',
    sentence: 'A chunked body is read, with the same size limit.',
    operation,
    ...own,
    needs: ['raw'],
    run: async ({ target, visitor, expect }) => {
      await visitor.post();
      const lines = [...post, json, 'Transfer-Encoding: chunked'];
      const latin = '{"public":{"a":{"value":"blue"}}}';
      const small = await rawAnswer(target, lines, {
        body: `${chunk(latin.slice(0, 10))}${chunk(latin.slice(10))}0\r\n\r\n`,
      });
      expect((small.json() as { namespaces: unknown }).namespaces).toEqual({
        public: { a: { value: 'blue' } },
      });
      const large = await rawAnswer(target, lines, { body: `${chunk(filledTo(1_048_577))}0\r\n\r\n` });
      expect(statusAndBody(large)).toEqual([413, tooLarge]);
    },
  }),
  claim({
    id: 'emulator.bodies.not-utf-8',
    sentence: 'A body that is not UTF-8 is refused; a byte order mark is accepted.',
    operation,
    ...own,
    needs: ['raw'],
    run: async ({ target, newVisitor, expect }) => {
      const latin1 = '{"public":{"a":{"value":"\u00e9"}}}'; // sent as bytes, it is no UTF-8
      const lines = [...post, json, `Content-Length: ${latin1.length}`];
      expect(statusAndBody(await rawAnswer(target, lines, { body: latin1 }))).toEqual(
        badRequest('BODY_NOT_JSON', 'The body is not UTF-8: encode it so'),
      );
      const marked = await newVisitor().post({ query, text: `\ufeff${body}` });
      expect([marked.status, (marked.json() as { namespaces?: unknown }).namespaces]).toEqual([
        201,
        { public: { a: { value: '€' } } },
      ]);
    },
  }),
  claim({
    id: 'emulator.bodies.cut-off',
    sentence: 'A body shorter than its Content-Length gets 400 and creates no session.',
    operation,
    ...own,
    needs: ['raw', 'variant'],
    run: async ({ target, emulate, expect }) => {
      await target.request({ method: 'POST', path: '/api/sessions' });
      const { target: other } = emulate({});
      const lines = [...post, json, 'Content-Length: 1000'];
      const answer = await rawAnswer(other, lines, { body: '{"public":', hangUp: true });
      expect(answer.status).toBe(400);
      expect((answer.json() as { code: string }).code).toBe('REQUEST_UNREADABLE');
      const { sessions } = (await other.request({ method: 'GET', path: '/_mock/health' })).json() as {
        sessions: number;
      };
      expect(sessions).toBe(0);
    },
  }),
  claim({
    id: 'emulator.bodies.nesting',
    sentence: 'A body may be nested up to 200 levels deep.',
    operation,
    ...own,
    run: async ({ newVisitor, expect }) => {
      // The body, `public` and the entry are three levels themselves.
      const nested = (levels: number) =>
        `{"public":{"a":{"value":${'['.repeat(levels - 3)}${']'.repeat(levels - 3)}}}}`;
      expect((await newVisitor().post({ text: nested(200) })).status).toBe(201);
      expect(statusAndBody(await newVisitor().post({ text: nested(201) }))).toEqual(
        badRequest('BODY_TOO_DEEP', 'The body is nested over 200 levels deep: send flatter values'),
      );
      const objects = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
      expect((await newVisitor().post({ text: objects(200) })).status).toBe(201);
      expect((await newVisitor().post({ text: objects(201) })).status).toBe(400);
    },
  }),
  claim({
    id: 'emulator.bodies.messages',
    sentence: 'The refusal of a wrongly shaped body says what is wrong and what to send instead.',
    operation,
    ...own,
    run: async ({ visitor, expect }) => {
      const notObject = 'The body must be an object such as {"public":{"country":{"value":"BRA"}}}';
      for (const text of ['[]', '"public"', '1', 'null', 'true']) {
        expect(statusAndBody(await visitor.post({ text }))).toEqual(badRequest('BODY_NOT_OBJECT', notObject));
        expect(statusAndBody(await visitor.patch({ text }))).toEqual(
          badRequest('BODY_NOT_OBJECT', notObject),
        );
      }
      for (const wrong of ['x', 1, [], true, null]) {
        expect(statusAndBody(await visitor.post({ body: { public: wrong } }))).toEqual(
          badRequest('PUBLIC_NOT_OBJECT', '`public` must be an object such as {"country":{"value":"BRA"}}'),
        );
      }
      const { status, json: parsed } = await visitor.post({ text: '{"public":' });
      const { message, ...rest } = parsed() as { message: string };
      expect([status, rest]).toEqual([400, { type: 'BadRequest', code: 'BODY_NOT_JSON' }]);
      expect(message).toMatch(/^The body is not valid JSON at line 1, column \d+: \w/);
      expect(statusAndBody(await visitor.post({ text: '{"public":{"a":{"value":1e400}}}' }))).toEqual(
        badRequest(
          'BODY_NOT_JSON',
          'The body is not valid JSON at line 1, column 25: A double cannot hold this number, so write it as a string',
        ),
      );
    },
  }),
  claim({
    id: 'emulator.bodies.reads-take-none',
    sentence: 'The body of a GET is ignored.',
    operation: 'GET /api/sessions',
    ...own,
    needs: ['raw'],
    run: async ({ target, visitor, expect }) => {
      await visitor.post();
      await visitor.get('*');
      const lines = [
        'GET /api/sessions?items=store.channel HTTP/1.1',
        'Host: store.example',
        'Content-Type: text/plain',
        'Content-Length: 4',
      ];
      expect((await rawAnswer(target, lines, { body: 'text' })).status).toBe(200);
    },
  }),
];
