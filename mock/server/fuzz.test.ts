import fc from 'fast-check';
import { createSessionManager, type SessionManager } from '../index';
import { type RandomRequest, randomRequests } from './testing/random-requests';
import { answersIn, exchange } from './testing/raw-http';
import { anonymous, newVisitor, type Served, sessionOf, type Visitor } from './testing/visitor';

/** How many random requests; `FUZZ_REQUESTS=10000` for the figure that is promised. */
const count = Number(process.env['FUZZ_REQUESTS'] ?? 500);
/** The seed of a run; a failure names it, and `FUZZ_SEED` repeats it. */
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
/** Requests that are under way at once. */
const atOnce = 25;

const tally = { whole: 0, broken: 0, unanswered: 0, statuses: new Map<number, number>() };

/** Sends one request. Throws unless what comes back is HTTP, JSON, and no failure of the server's. */
async function send(port: number, { text, isWhole }: RandomRequest): Promise<void> {
  const endsAt = isWhole ? 'close' : text.length % 2 === 0 ? 'silence' : 'once';
  const received = await exchange(port, Buffer.from(text, 'latin1'), endsAt);
  const answers = answersIn(received, text.includes('HEAD ')).filter(({ status }) => status !== 100);
  tally[isWhole ? 'whole' : 'broken']++;
  if (answers.length === 0) tally.unanswered++;
  if (isWhole && answers.length !== 1) throw new Error(`${answers.length} answers`);
  for (const { status, headers, body } of answers) {
    tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1);
    if (status >= 500) throw new Error(`${status} ${body}`);
    if (body === '' || headers['content-type']?.startsWith('text/html')) continue; // the console's page
    JSON.parse(body);
    if (headers['content-type'] !== 'application/json; charset=utf-8')
      throw new Error(`${headers['content-type']}`);
  }
}

describe(`${count} random requests, seed ${seed}`, () => {
  let manager: SessionManager;
  let served: Served;
  let port: number;
  let target: Visitor;
  let bystander: Visitor;
  beforeAll(async () => {
    manager = createSessionManager({ cors: ['http://localhost:3000'] });
    const { url, ...listening } = await manager.listen();
    served = { handler: url };
    port = listening.port;
    target = await newVisitor(served, { public: { a: { value: 1 } } });
    bystander = await newVisitor(served, { public: { mine: { value: { untouched: ['€', null] } } } });
  });
  afterAll(() => manager.close());

  // An unhandled rejection or exception fails the test by itself: Jest listens for both.
  test('get well-formed answers below 500 and cause no crash', async () => {
    const before = await sessionOf(served, bystander);
    const warnings = jest.spyOn(process, 'emitWarning');
    const batches = fc.array(randomRequests([target.token, target.segment]), {
      minLength: atOnce,
      maxLength: atOnce,
    });
    await fc.assert(
      fc.asyncProperty(batches, async (batch) => {
        const outcomes = await Promise.allSettled(batch.map((one) => send(port, one)));
        for (const [index, outcome] of outcomes.entries()) {
          if (outcome.status === 'rejected') {
            throw new Error(`${outcome.reason}\nto ${JSON.stringify(batch[index]?.text.slice(0, 2000))}`);
          }
        }
      }),
      { seed, numRuns: Math.ceil(count / atOnce), endOnFailure: true },
    );
    expect(warnings).not.toHaveBeenCalled(); // a failing journal or listener only warns
    expect(tally.whole + tally.broken).toBeGreaterThanOrEqual(count);
    expect(await sessionOf(served, bystander)).toEqual(before);
    expect((await sessionOf(served, target)).id).toBe(target.id);
    const late = await newVisitor(served, { public: { sc: { value: '2' } } });
    expect((await sessionOf(served, late)).namespaces).toMatchObject({
      account: anonymous.account,
      store: { channel: { value: '2' }, currencyCode: { value: 'USD' } },
      public: { sc: { value: '2' } },
    });
    if (count > 500)
      process.stdout.write(`${JSON.stringify({ seed, ...tally, statuses: [...tally.statuses].sort() })}\n`);
  }, 1_800_000);
});
