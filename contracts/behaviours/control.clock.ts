import { claim } from '../harness/behaviour';
import type { Emulated } from '../harness/emulated';
import type { Visitor } from '../harness/visitor';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service’s clock is the time of day' },
  needs: ['variant'],
} as const;

const turning = { operation: 'PUT /_mock/clock', ...own } as const;

interface State {
  readonly now: string;
  readonly frozen: boolean;
}

const clock = '/_mock/clock';
const noon = '2026-01-31T12:00:00.000Z';
const turned = (visitor: Visitor, body: unknown) => visitor.send('PUT', { path: clock, body });

async function turn(visitor: Visitor, body: unknown): Promise<State> {
  const answer = await turned(visitor, body);
  if (answer.status !== 200) throw new Error(`Turning the clock got ${answer.status}: ${answer.text}`);
  return answer.json() as State;
}

const stateOf = async (visitor: Visitor): Promise<State> =>
  (await visitor.send('GET', { path: clock })).json() as State;

/** An emulator whose clock is given, and stands at that noon. */
const atNoon = (emulate: (variant: { clock: () => number }) => Emulated) =>
  emulate({ clock: () => Date.parse(noon) }).newVisitor();

/** GET and PUT /_mock/clock. */
export const controlClock = [
  claim({
    id: 'control.clock.is-reported',
    sentence: 'The clock reports the time and whether it is frozen.',
    operation: 'GET /_mock/clock',
    ...own,
    run: async ({ emulate, expect }) => {
      const answer = await atNoon(emulate).send('GET', { path: clock });
      expect([answer.status, answer.json()]).toEqual([200, { now: noon, frozen: false }]);
    },
  }),
  claim({
    id: 'control.clock.expiry-follows',
    sentence: 'Advancing the clock past their expiry expires sessions and logins at once.',
    ...turning,
    run: async ({ emulate, expect }) => {
      const { loggedIn, target } = emulate({ account: 'acme' });
      const [one, ann] = [await loggedIn('shopper'), await loggedIn('shopper')];
      await one.post();
      const email = 'profile.email';
      expect((await one.values(email))[email] === undefined).toBe(false);
      const life = (one.claims().exp as number) - (one.claims().iat as number);
      await turn(one, { advance: 'P1DT1S' }); // a login lives a day
      await ann.post();
      expect(await ann.values(email)).toEqual({});
      await turn(one, { advance: `PT${life - 86_400 - 60}S` });
      expect((await one.get(email)).status).toBe(200);
      await turn(one, { advance: 'PT2M' });
      expect((await one.get(email)).status).toBe(target.assumptions.statusOfUnverifiableToken);
      expect((await ann.get(email)).status).toBe(200);
    },
  }),
  claim({
    id: 'control.clock.is-set-to-a-moment',
    sentence: 'The clock can be set to a time and runs on from there; tokens have that time.',
    ...turning,
    run: async ({ emulate, expect }) => {
      let seconds = 0;
      const { newVisitor } = emulate({ clock: () => Date.parse(noon) + seconds * 1000 });
      const visitor = newVisitor();
      const reported = await turn(visitor, { now: '2030-05-01T00:00:00+02:00' });
      expect(reported).toEqual({ now: '2030-04-30T22:00:00.000Z', frozen: false });
      seconds = 5;
      expect(await stateOf(visitor)).toEqual({ now: '2030-04-30T22:00:05.000Z', frozen: false });
      await visitor.post();
      expect(visitor.claims().iat).toBe(Date.parse('2030-04-30T22:00:05Z') / 1000);
      expect((await turn(visitor, { now: '2026-02-28' })).now).toBe('2026-02-28T00:00:00.000Z');
    },
  }),
  claim({
    id: 'control.clock.can-be-frozen',
    sentence: 'A frozen clock stands still until it is set, advanced or resumed.',
    ...turning,
    run: async ({ emulate, expect }) => {
      let seconds = 0;
      const visitor = emulate({ clock: () => Date.parse(noon) + seconds * 1000 }).newVisitor();
      expect(await turn(visitor, { frozen: true })).toEqual({ now: noon, frozen: true });
      seconds = 30;
      expect(await stateOf(visitor)).toEqual({ now: noon, frozen: true });
      const later = '2026-01-31T13:00:00.000Z';
      expect(await turn(visitor, { advance: 'PT1H' })).toEqual({ now: later, frozen: true });
      expect(await turn(visitor, { frozen: false })).toEqual({ now: later, frozen: false });
      seconds = 31;
      expect((await stateOf(visitor)).now).toBe('2026-01-31T13:00:01.000Z');
      expect(await turn(visitor, { now: noon, frozen: true })).toEqual({ now: noon, frozen: true });
      expect(await turn(visitor, { advance: 'PT1H', frozen: false })).toEqual({ now: later, frozen: false });
    },
  }),
  claim({
    id: 'control.clock.durations-and-moments',
    sentence: 'Durations are ISO 8601 with calendar months; a leading minus moves the clock back.',
    ...turning,
    run: async ({ emulate, expect }) => {
      const visitor = atNoon(emulate);
      for (const [advance, now] of [
        ['P5D', '2026-02-05T12:00:00.000Z'],
        ['P1M', '2026-02-28T12:00:00.000Z'],
        ['P2Y1M', '2028-02-29T12:00:00.000Z'],
        ['P1W', '2026-02-07T12:00:00.000Z'],
        ['P1DT2H3M4.5S', '2026-02-01T14:03:04.500Z'],
        ['PT90M', '2026-01-31T13:30:00.000Z'],
        ['-P1M', '2025-12-31T12:00:00.000Z'],
        ['-PT1S', '2026-01-31T11:59:59.000Z'],
      ] as const) {
        await turn(visitor, { now: noon });
        expect([advance, (await turn(visitor, { advance })).now]).toEqual([advance, now]);
      }
    },
  }),
  claim({
    id: 'control.clock.refuses-invalid-input',
    sentence: 'An invalid duration, time or boolean gets 400 with the JSON path and changes nothing.',
    ...turning,
    run: async ({ emulate, expect }) => {
      const visitor = atNoon(emulate);
      for (const [place, body] of [
        ['$', []],
        ['$', {}],
        ['$', undefined],
        ['$.later', { later: 'P5D' }],
        ['$.advance', { now: noon, advance: 'P5D' }],
        ...[
          '5 days',
          'P',
          'PT',
          'P1DT',
          'P1.5D',
          'p5d',
          '',
          'P9000Y',
          'P999999999999Y',
          '-P100Y',
          5,
          null,
        ].map((advance) => ['$.advance', { advance }] as const),
        ...[
          'tomorrow',
          '2026-02-30',
          '2026-13-01',
          '2026-01-31T12:00:00',
          '2026-01-31T24:00Z',
          'Z',
          1,
          null,
        ].map((now) => ['$.now', { now }] as const),
        ['$.frozen', { advance: 'P1D', frozen: 'yes' }],
        ['$.frozen', { frozen: null }],
      ] as const) {
        const answer = await turned(visitor, body);
        const { code, message = '' } = answer.json() as { code?: string; message?: string };
        const reported = [answer.status, code, message.split(' ', 1)[0]];
        expect([body, ...reported]).toEqual([body, 400, 'CONTROL_INPUT_INVALID', place]);
      }
      const broken = await visitor.send('PUT', { path: clock, text: '{"advance":' });
      expect([broken.status, (broken.json() as { code: string }).code]).toEqual([400, 'BODY_NOT_JSON']);
      expect(await stateOf(visitor)).toEqual({ now: noon, frozen: false });
    },
  }),
  claim({
    id: 'control.clock.reset-restores-it',
    sentence: 'A reset puts the clock back.',
    operation: 'POST /_mock/reset',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = atNoon(emulate);
      await turn(visitor, { advance: 'P5D', frozen: true });
      await visitor.send('POST', { path: '/_mock/reset' });
      expect(await stateOf(visitor)).toEqual({ now: noon, frozen: false });
    },
  }),
  claim({
    id: 'control.clock.refused-to-other-origins',
    sentence: 'A page of another origin can neither read nor set the clock.',
    ...turning,
    run: async ({ emulate, expect }) => {
      const visitor = atNoon(emulate);
      const headers = { origin: 'https://elsewhere.example' };
      for (const method of ['GET', 'PUT'] as const) {
        const answer = await visitor.send(method, {
          path: clock,
          headers,
          ...(method === 'PUT' && { body: { advance: 'P1D' } }),
        });
        expect([answer.status, (answer.json() as { code: string }).code]).toEqual([403, 'CONTROL_FORBIDDEN']);
      }
      expect((await stateOf(visitor)).now).toBe(noon);
    },
  }),
];
