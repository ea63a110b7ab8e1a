import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { createSessionManager, type SessionManager } from '../index';
import { answersIn, type RawAnswer } from './testing/raw-http';
import { newVisitor, sessionOf, type Visitor } from './testing/visitor';

/** Whole connections of several visitors at once, each with a canary in their session that no other may see. */

const runs = Number(process.env['FUZZ_CONNECTIONS'] ?? 60);
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
const visitorCount = 4;

interface Shopper extends Visitor {
  readonly canary: string;
}

/** What a visitor sends on one connection, and what has to come back. */
interface Conversation {
  readonly kind: string;
  readonly bytes: (shopper: Shopper) => string;
  /** Throws unless the answers are as they have to be. */
  readonly check: (answers: readonly RawAnswer[], shopper: Shopper) => void;
}

const item = 'items=public.canary,public.order';
/** A write that answers with its own number, so that the order of the answers shows. */
const numbered = (order: number, { cookie }: Shopper, more: readonly string[] = [], version = '1.1') =>
  `PATCH /api/sessions?order=${order}&${item} HTTP/${version}\r\n${['Host: x', `Cookie: ${cookie}`, ...more, 'Content-Length: 2'].join('\r\n')}\r\n\r\n{}`;
const closing = 'Connection: close';

function expectNumbered(answer: RawAnswer | undefined, order: number, { canary }: Shopper): void {
  const { public: values } = JSON.parse(answer?.body ?? '{}').namespaces ?? {};
  expect([answer?.status, values]).toEqual([
    200,
    { canary: { value: canary }, order: { value: String(order) } },
  ]);
}

const delay = fc.option(fc.integer({ min: 1, max: 15 }).map((by) => `x-mock-fault: delay=${by}`));
const pipelined = fc.array(delay, { minLength: 2, maxLength: 8 }).map(
  (delays): Conversation => ({
    kind: 'pipelining',
    bytes: (shopper) =>
      delays
        .map((header, order) => {
          const last = order === delays.length - 1 ? [closing] : [];
          return numbered(order, shopper, [...(header === null ? [] : [header]), ...last]);
        })
        .join(''),
    check(answers, shopper) {
      expect(answers.length).toBe(delays.length);
      for (const [order, answer] of answers.entries()) expectNumbered(answer, order, shopper);
    },
  }),
);

const garbage = fc.tuple(fc.nat(3), fc.constantFrom('hello', '\0', 'GET', 'PATCH / HTTP/9.9', 'a b c')).map(
  ([count, text]): Conversation => ({
    kind: 'garbage after requests',
    bytes: (shopper) =>
      `${Array.from({ length: count }, (_, order) => numbered(order, shopper, ['x-mock-fault: delay=5'])).join('')}${text}\r\n\r\n`,
    check(answers, shopper) {
      for (const [order, answer] of answers.slice(0, count).entries()) expectNumbered(answer, order, shopper);
      expect(answers.slice(count).map(({ status }) => status)).toEqual([400]);
    },
  }),
);

/** Two lengths, so that a proxy and this server could disagree on where the next request begins. */
const smuggled = fc
  .tuple(
    fc.constantFrom('chunked', 'Chunked', ' chunked', 'gzip, chunked', 'xchunked', 'chunked, identity'),
    fc.boolean(),
  )
  .map(
    ([coding, lengthFirst]): Conversation => ({
      kind: 'CL+TE',
      bytes(shopper) {
        const inner = numbered(0, shopper).replace('order=0', 'smuggled=1');
        const body = `0\r\n\r\n${inner}`;
        const lines = [`Content-Length: ${body.length}`, `Transfer-Encoding: ${coding}`];
        const framing = lengthFirst ? lines : lines.reverse();
        return `POST /api/sessions HTTP/1.1\r\nHost: x\r\n${framing.join('\r\n')}\r\n\r\n${body}`;
      },
      check: (answers) =>
        expect(answers.map(({ status, headers }) => [status, headers['connection']])).toEqual([
          [400, 'close'],
        ]),
    }),
  );

const old = fc.constantFrom<string[]>([], ['Connection: keep-alive'], [closing]).map(
  (headers): Conversation => ({
    kind: 'HTTP/1.0',
    bytes: (shopper) =>
      numbered(1, shopper, headers, '1.0') +
      (headers.includes('Connection: keep-alive') ? numbered(2, shopper, [], '1.0') : ''),
    check(answers, shopper) {
      expect(answers.length).toBe(headers.includes('Connection: keep-alive') ? 2 : 1);
      for (const [index, answer] of answers.entries()) expectNumbered(answer, index + 1, shopper);
      expect(answers.at(-1)?.headers['connection']).toBe('close');
    },
  }),
);

const upgrade = fc.constantFrom('websocket', 'h2c', 'TLS/1.0, HTTP/1.1').map(
  (protocol): Conversation => ({
    kind: 'upgrade',
    bytes: (shopper) => numbered(1, shopper, ['Connection: Upgrade, close', `Upgrade: ${protocol}`]),
    check(answers, shopper) {
      expect(answers.length).toBe(1); // the offer is ignored
      expectNumbered(answers[0], 1, shopper);
    },
  }),
);

const cutOff = fc.integer({ min: 1, max: 200 }).map(
  (missing): Conversation => ({
    kind: 'a body that never ends',
    bytes: ({ cookie }) => {
      const body = JSON.stringify({ public: { smuggled: { value: 'x'.repeat(200) } } });
      const head = `PATCH /api/sessions HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Length: ${body.length}\r\n\r\n`;
      return head + body.slice(0, -missing);
    },
    check: (answers) => expect(answers.filter(({ status }) => status !== 400)).toEqual([]),
  }),
);

/** Sends the bytes in pieces, a few turns of the event loop apart, and gives what comes back. */
async function converse(
  port: number,
  text: string,
  pieces: readonly number[],
  ends: boolean,
): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  const received: Buffer[] = [];
  socket.on('data', (data) => received.push(data));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.setTimeout(20_000, () => socket.destroy(new Error('silence')));
  for (let at = 0, turn = 0; at < text.length && socket.writable; turn++) {
    const size = pieces[turn % pieces.length] as number;
    socket.write(text.slice(at, at + size), 'latin1');
    at += size;
    await setImmediate();
  }
  if (ends) socket.end();
  await closed;
  return Buffer.concat(received);
}

describe(`${runs} runs of ${visitorCount} connections, seed ${seed}`, () => {
  let manager: SessionManager;
  beforeAll(() => {
    manager = createSessionManager();
  });
  afterAll(() => manager.close());

  test('each visitor gets their own answers in order, and nothing of another', async () => {
    const { url, port } = await manager.listen();
    const served = { handler: url };
    const shoppers = await Promise.all(
      Array.from({ length: visitorCount }, async (_, index): Promise<Shopper> => {
        const canary = `canary-of-${index}`;
        return { ...(await newVisitor(served, { public: { canary: { value: canary } } })), canary };
      }),
    );
    const kind = fc.oneof(pipelined, garbage, smuggled, old, upgrade, cutOff);
    const pieces = fc.array(fc.constantFrom(7, 40, 150, 100_000), { minLength: 1, maxLength: 4 });
    const round = fc.array(fc.tuple(kind, pieces), { minLength: visitorCount, maxLength: visitorCount });
    const property = fc.asyncProperty(round, async (conversations) => {
      await Promise.all(
        conversations.map(async ([{ kind: name, bytes, check }, sizes], index) => {
          const shopper = shoppers[index] as Shopper;
          const received = await converse(port, bytes(shopper), sizes, name === 'a body that never ends');
          const seen = shoppers.filter((other) => other !== shopper && received.includes(other.canary));
          expect([name, seen]).toEqual([name, []]);
          const answers = answersIn(received);
          expect([name, answers.filter(({ status }) => status >= 500)]).toEqual([name, []]);
          check(answers, shopper);
        }),
      );
    });
    await fc.assert(property, { seed, numRuns: runs, interruptAfterTimeLimit: 45_000, endOnFailure: true });
    for (const shopper of shoppers) {
      const { public: values } = (await sessionOf(served, shopper)).namespaces;
      expect(values).not.toHaveProperty('smuggled');
      expect(values).toMatchObject({ canary: { value: shopper.canary } });
    }
  });
});
