import { behaviours } from '../behaviours';
import { newLabels } from '../recordings/labels';
import { inProcessTarget } from '../targets/in-process';
import { asLive } from '../targets/live/index';
import { defaultBudget, type LiveOptions } from '../targets/live/options';
import { LiveRefusal } from '../targets/live/sending';
import type { Behaviour } from './behaviour';
import { type DryRun, dryRun, dryRunText } from './dry-run';
import { reasonNotTried } from './run-behaviour';

const host = 'initrode.vtexcommercestable.com.br';
const options: LiveOptions = { account: 'initrode', allowedHosts: [host] };
const standIn = inProcessTarget();
const inFlight = { now: 0, most: 0 };
const watched = {
  ...standIn,
  async request(request: Parameters<typeof standIn.request>[0]) {
    inFlight.now += 1;
    inFlight.most = Math.max(inFlight.most, inFlight.now);
    try {
      return await standIn.request(request);
    } finally {
      inFlight.now -= 1;
    }
  },
};

const needingLogin = behaviours.filter(({ needs }) => needs?.includes('login'));

let anonymous: DryRun;
let loggedIn: DryRun;

beforeAll(async () => {
  anonymous = await dryRun(options, watched, behaviours, expect);
  loggedIn = await dryRun({ ...options, authCookie: 'the-users-own' }, standIn, needingLogin, expect);
});
afterAll(() => standIn.close());

test('the default budget covers a whole run with some retries, and at most two', () => {
  const whole = anonymous.requests.length + loggedIn.requests.length;
  expect(whole * 1.1).toBeLessThan(defaultBudget);
  expect(anonymous.requests.length * 2).toBeGreaterThan(defaultBudget);
});

test('it lists what a live run tries, and gives the reason for what is not tried', () => {
  const policy = { account: 'initrode', host, loginCookie: undefined };
  const live = asLive(policy, standIn.assumptions, () => Promise.reject(new Error('nothing is sent')));
  const tried = behaviours.filter((behaviour) => reasonNotTried(behaviour, live) === undefined);
  expect(new Set(anonymous.requests.map(({ behaviour }) => behaviour))).toEqual(
    new Set(tried.map(({ id }) => id)),
  );
  expect(anonymous.notTried.length).toBe(behaviours.length - tried.length);
  const reasons = new Set(anonymous.notTried.map(({ reason }) => reason));
  expect(reasons).toContain('it sends more than the public values of an anonymous visitor');
  expect(reasons).toContain('it needs a login cookie, and none was supplied');
});

test('with a login cookie it lists the requests that carry one, redacted', () => {
  const besides = loggedIn.requests.filter(({ behaviour }) => behaviour.startsWith('login.supplied.'));
  expect(
    besides.some(({ headers }) =>
      /VtexIdclientAutCookie_<account>=<login:1>/.test(headers?.['cookie'] ?? ''),
    ),
  ).toBe(true);
  expect(JSON.stringify(loggedIn)).not.toContain('the-users-own');
});

test('requests are sent one at a time', () => {
  expect(inFlight.most).toBe(1);
});

test('the text names the host, every request and their number, and no secret', () => {
  const text = dryRunText(anonymous);
  expect(text).toContain(`Dry run: nothing was sent. A run would send to https://${host}:`);
  expect(text.match(/^ {2}(GET|POST|PATCH) \/api\/(sessions|segments)/gm)).toHaveLength(
    anonymous.requests.length,
  );
  expect(text).toContain(
    `${anonymous.requests.length} requests in all, one at a time, within a budget of ${defaultBudget}.`,
  );
  expect(text).toMatch(/POST \/api\/sessions\?utm_source=mail&color<random:\d+>=blue&gclid=x/);
  expect(text).not.toMatch(/eyJ[\w-]{6}/);
  expect(newLabels({ account: 'acme', host }).redact(text.replaceAll(host, ''))).toBe(
    text.replaceAll(host, ''),
  );
});

test('the text warns of a budget that is too small', () => {
  expect(dryRunText({ ...anonymous, budget: 3 })).toContain('within a budget of 3: too small');
});

test('invalid options are refused as by a run', async () => {
  await expect(dryRun({ ...options, allowedHosts: [] }, standIn, behaviours, expect)).rejects.toThrow(
    LiveRefusal,
  );
});

test('what the gate of a run refuses is refused', async () => {
  const [first] = behaviours as [Behaviour];
  const run: Behaviour['run'] = async ({ visitor }) => {
    await visitor.send('DELETE', { path: '/api/sessions' });
  };
  await expect(dryRun(options, standIn, [{ ...first, run }], expect)).rejects.toThrow(
    'Not sent to a live account',
  );
});
