import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import nock from 'nock';
import { behaviours } from '../../behaviours';
import type { Behaviour } from '../../harness/behaviour';
import { reasonNotTried, runBehaviour } from '../../harness/run-behaviour';
import { gradedWithoutRun, problemsOfFolder } from '../../recordings/check';
import { exchangeFolder } from '../../recordings/exchanges';
import type { Validation } from '../../recordings/recorder';
import { secretsIn } from '../../recordings/secrets';
import { familyOf } from '../../verify/result';
import { inProcessTarget } from '../in-process';
import type { LoginCookie, TargetRequest } from '../target';
import { type LiveOptions, type LiveTarget, liveTarget } from './index';

/**
 * A recorded run as on a live account, with our own emulator answering at the account's host. Recordings are marked
 * as of the emulator: nothing here was seen on a live account. That every behaviour passes there is tested by
 * `verify/live.test.ts`.
 */
const host = 'acme.vtexcommercestable.com.br';
const emulator = inProcessTarget();
const rehearsalFolder = join(__dirname, '../../recordings/rehearsal');
const liveFolder = join(__dirname, '../../recordings/live');
const world = { sleep: async () => undefined, now: () => Date.UTC(2026, 10, 23) };
let login: LoginCookie;
let scratch: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  login = (await emulator.login?.()) as LoginCookie;
  nock.disableNetConnect();
  nock.enableNetConnect(/^127\.0\.0\.1:/); // where supertest reaches the emulator
  const answer = async (method: TargetRequest['method'], path: string, headers: object, body: string) => {
    const {
      status,
      text,
      headers: rest,
      setCookie,
    } = await emulator.request({
      method,
      path,
      headers: only(headers as Record<string, string>, 'cookie', 'content-type', 'origin'),
      body: body === '' ? undefined : body,
    });
    const raw = [...Object.entries(rest), ...setCookie.map((line) => ['set-cookie', line])].flat();
    return [status, text, raw] as unknown as nock.ReplyFnResult;
  };
  const scope = nock(`https://${host}`, { encodedQueryParams: true }).persist();
  for (const method of ['GET', 'POST', 'PATCH'] as const) {
    scope.intercept(/./, method).reply(async function (uri, body) {
      const sent = typeof body === 'string' ? body : JSON.stringify(body);
      return answer(method, uri, this.req.headers, sent);
    });
  }
});

afterAll(async () => {
  nock.cleanAll();
  nock.enableNetConnect();
  nock.restore();
  await emulator.close();
  rmSync(scratch, { recursive: true });
});

function only(headers: Readonly<Record<string, unknown>>, ...names: string[]): Record<string, string> {
  const found = names.filter((name) => headers[name] !== undefined);
  return Object.fromEntries(found.map((name) => [name, String(headers[name])]));
}

function rehearsing(record?: string): LiveTarget {
  const options: LiveOptions = { account: 'acme', allowedHosts: [host], authCookie: login.value, record };
  return liveTarget(options, world);
}

/** The behaviours of it that can be tried there, one after the other. @returns what failed, and why */
async function suiteOn(target: LiveTarget, these: readonly Behaviour[]): Promise<[string, string][]> {
  const failures: [string, string][] = [];
  for (const behaviour of these) {
    if (reasonNotTried(behaviour, target) !== undefined) continue;
    await runBehaviour(behaviour, target, expect).catch((error: Error) => {
      failures.push([behaviour.id, error.message]);
    });
  }
  await target.close();
  return failures;
}

function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );
}

/** The first three that can be tried of each family: each way of sending and storing secrets is among them. */
function representatives(target: LiveTarget): readonly Behaviour[] {
  const counts = new Map<string, number>();
  return behaviours.filter((behaviour) => {
    if (behaviour.id === 'sessions.edit.keeps-the-session') return true;
    if (reasonNotTried(behaviour, target) !== undefined) return false;
    const family = familyOf(behaviour.id);
    counts.set(family, (counts.get(family) ?? 0) + 1);
    return (counts.get(family) ?? 0) <= 3;
  });
}

describe('a recorded run', () => {
  let target: LiveTarget;
  let tried: readonly Behaviour[];
  let failures: [string, string][];
  let folder: string;

  beforeAll(async () => {
    folder = join(scratch, 'whole');
    target = rehearsing(folder);
    tried = representatives(target);
    failures = await suiteOn(target, tried);
  });

  test('passes, and counts its requests', () => {
    expect(failures).toEqual([]);
    expect(tried.length).toBeGreaterThan(40);
    expect(target.spent()).toBeGreaterThan(tried.length);
  });

  test('writes a valid snapshot for each behaviour, dated and marked as of the emulator', () => {
    const { 'validation.json': validation, ...snapshots } = filesIn(folder);
    expect(Object.keys(snapshots).sort()).toEqual(tried.map(({ id }) => `${id}.json`).sort());
    const schema = readFileSync(join(exchangeFolder, 'exchange.schema.json'), 'utf8');
    const valid = new Ajv().compile(JSON.parse(schema) as object);
    for (const [file, text] of Object.entries(snapshots)) {
      const snapshot = JSON.parse(text) as { origin: string };
      expect([file, valid(snapshot), valid.errors, snapshot.origin]).toEqual([file, true, null, 'emulator']);
    }
    const { origin, date, account, suite } = JSON.parse(validation as string) as Validation;
    expect({ origin, date, account }).toEqual({
      origin: 'emulator',
      date: '2026-11-23T00:00:00Z',
      account: '<account>',
    });
    expect(suite).toMatch(/^\d+\.\d+\.\d+/);
    expect(problemsOfFolder(folder, 'emulator')).toEqual([]);
  });

  test('stores no secret, id, date, name, account or host', () => {
    for (const [file, text] of Object.entries(filesIn(folder))) {
      const clean = file === 'validation.json' ? text.replace(/"(date|sha256)": [\s\S]*$/, '') : text;
      expect([file, secretsIn(clean)]).toEqual([file, []]);
      const traces =
        /\bacme\b|vtexcommercestable|@|eyJ|[0-9a-f]{8}-[0-9a-f]{4}-|GMT|\b20\d\d-\d\d|Ann\b/.exec(clean);
      expect([file, traces?.[0]]).toEqual([file, undefined]);
    }
  });

  test('gives one value one label everywhere, and different values different labels', () => {
    const text = readFileSync(join(folder, 'sessions.edit.keeps-the-session.json'), 'utf8');
    const { steps } = JSON.parse(text) as { steps: { request: never; response: never }[] };
    const [creation, edit, reading] = steps.map((step) => JSON.stringify(step));
    const [, created] = /"sessionToken":"(<token:\d+>)"/.exec(creation ?? '') ?? [];
    const [, edited] = /"sessionToken":"(<token:\d+>)"/.exec(edit ?? '') ?? [];
    expect(creation).toContain(
      `vtex_session=${created}; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=432000`,
    );
    expect(edit).toContain(`"cookie":"vtex_session=${created}; `);
    expect(reading).toContain(`"cookie":"vtex_session=${edited}; `);
    expect(edited).not.toBe(created);
    expect(reading).toMatch(/"id":"<session:\d+>"/);
    expect(edit).toMatch(/"public":\{"color<random:(\d+)>"/);
  });
});

describe('a behaviour that fails', () => {
  const failing: Behaviour = {
    ...(behaviours.find(({ id }) => id === 'sessions.edit.keeps-the-session') as Behaviour),
    run: async ({ visitor, expect: check }) => {
      await visitor.post();
      check(visitor.cookie('vtex_session')).toBe(visitor.cookie('vtex_session').replace(/.{20}$/, 'x'));
    },
  };

  test('reveals no token in its error', async () => {
    const target = rehearsing();
    const error: Error = await runBehaviour(failing, target, expect).then(
      () => new Error('it passed'),
      (reason: Error) => reason,
    );
    const own = Object.getOwnPropertyNames(error).map((name) => JSON.stringify(error[name as keyof Error]));
    expect(error.message).toContain('<token:1>');
    expect(own.join('\n')).not.toMatch(/eyJ/);
    expect(Object.keys(error)).not.toContain('matcherResult');
  });

  test('is not recorded', async () => {
    const folder = join(scratch, 'failing');
    expect(await suiteOn(rehearsing(folder), [failing])).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(['validation.json']);
  });
});

test('a run recorded to a file is a list of the same snapshots', async () => {
  const [first] = behaviours as [Behaviour];
  const [file, folder] = [join(scratch, 'one.json'), join(scratch, 'one')];
  expect(await suiteOn(rehearsing(file), [first])).toEqual([]);
  expect(await suiteOn(rehearsing(folder), [first])).toEqual([]);
  const list = JSON.parse(readFileSync(file, 'utf8')) as unknown[];
  expect(list).toEqual([JSON.parse(readFileSync(join(folder, `${first.id}.json`), 'utf8'))]);
});

describe('the committed rehearsal', () => {
  const ids = [
    'cookies.set.names',
    'cookies.set.expired-alike',
    'login.supplied.ids-are-one',
    'segments.read.follows-the-session',
    'sessions.create.with-items-answers-the-session',
    'sessions.edit.keeps-unnamed-keys',
  ];
  const kept = behaviours.filter(({ id }) => ids.includes(id));

  test('equals what a run records today; UPDATE_REHEARSAL=1 rewrites it', async () => {
    if (process.env['UPDATE_REHEARSAL']) await suiteOn(rehearsing(rehearsalFolder), kept);
    const folder = join(scratch, 'again');
    expect(await suiteOn(rehearsing(folder), kept)).toEqual([]);
    const { 'validation.json': dated, ...snapshots } = filesIn(folder);
    const { 'validation.json': datedThen, ...snapshotsThen } = filesIn(rehearsalFolder);
    expect(snapshots).toEqual(snapshotsThen);
    expect(dated).toBeDefined();
    expect(datedThen).toBeDefined();
  });

  test('is dated, complete, and marked as of the emulator', () => {
    expect(problemsOfFolder(rehearsalFolder, 'emulator')).toEqual([]);
    expect(problemsOfFolder(rehearsalFolder, 'live')).not.toEqual([]);
  });
});

describe('snapshots of live runs', () => {
  test('are absent, or dated and not edited by hand', () => {
    expect(existsSync(liveFolder) ? problemsOfFolder(liveFolder, 'live') : []).toEqual([]);
  });

  test('exist for every behaviour that is graded live', () => {
    expect(gradedWithoutRun(behaviours, liveFolder)).toEqual([]);
  });

  test('are missed where a behaviour is graded live without one', () => {
    const [first] = behaviours as [Behaviour];
    const graded = { ...first, grade: 'live' as const };
    expect(gradedWithoutRun([graded, { ...first, id: 'a.b.c' }], liveFolder)).toEqual([first.id]);
    expect(gradedWithoutRun([graded], rehearsalFolder)).toEqual([first.id]); // of the emulator is not live
  });

  test('are never written by a rehearsal', async () => {
    const [first] = behaviours as [Behaviour];
    await expect(suiteOn(rehearsing(liveFolder), [first])).rejects.toThrow('Only a live run');
    expect(existsSync(liveFolder)).toBe(false);
  });
});

describe('a hand-edited folder is refused', () => {
  const edit = (file: string, change: (text: string) => string) => (folder: string) => {
    writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  };
  const validation = (change: (validation: Record<string, unknown>) => void) =>
    edit('validation.json', (text) => {
      const parsed = JSON.parse(text) as Record<string, unknown>;
      change(parsed);
      return JSON.stringify(parsed);
    });

  test.each<[string, (folder: string) => void, RegExp]>([
    [
      'a changed answer',
      edit('cookies.set.names.json', (text) => text.replace('201', '200')),
      /was edited after the run/,
    ],
    ['an added blank', edit('cookies.set.names.json', (text) => `${text} `), /was edited after the run/],
    ['a missing file', (folder) => rmSync(join(folder, 'cookies.set.names.json')), /is missing/],
    [
      'an added file',
      (folder) => writeFileSync(join(folder, 'a.b.c.json'), '{"id":"a.b.c","origin":"emulator"}'),
      /not written by the run/,
    ],
    ['no date', validation((parsed) => delete parsed['date']), /has no date/],
    [
      'an invalid date',
      validation((parsed) => Object.assign(parsed, { date: '2026-13-45T00:00:00Z' })),
      /has no date/,
    ],
    ['another origin', validation((parsed) => Object.assign(parsed, { origin: 'live' })), /of origin live/],
    [
      'an account name',
      validation((parsed) => Object.assign(parsed, { account: 'acme' })),
      /names an account/,
    ],
    ['no suite', validation((parsed) => delete parsed['suite']), /names no suite/],
    ['no validation', (folder) => rmSync(join(folder, 'validation.json')), /has no validation/],
  ])('%s', (_, change, problem) => {
    const folder = mkdtempSync(join(scratch, 'edited-'));
    for (const [file, text] of Object.entries(filesIn(rehearsalFolder)))
      writeFileSync(join(folder, file), text);
    expect(problemsOfFolder(folder, 'emulator')).toEqual([]);
    change(folder);
    const problems = problemsOfFolder(folder, 'emulator');
    expect(problems.join('\n')).toMatch(problem);
    expect(problems).toHaveLength(1);
  });
});
