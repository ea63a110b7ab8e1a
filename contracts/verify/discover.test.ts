import { behaviours } from '../behaviours';
import type { Behaviour } from '../harness/behaviour';
import { type Assumptions, assumptionTable, defaultAssumptions } from '../targets/assumptions';
import { inProcessTarget } from '../targets/in-process';
import type { Target } from '../targets/target';
import { discover, type SettingReport } from './discover';
import { asks, behaviourMade, segment, targetMade } from './testing/made';
import { trierOf } from './trier';

/** Every setting at the last of its alternatives. */
const otherwise = Object.fromEntries(
  Object.entries(assumptionTable).map(([setting, { alternatives }]) => [setting, alternatives.at(-1)]),
) as unknown as Assumptions;

/** A target with unknown assumptions that cannot be configured. */
function unknown(assumptions: Partial<Assumptions>): Target {
  return { ...inProcessTarget(assumptions), variant: undefined, assumptions: defaultAssumptions };
}

const seenOf = (settings: readonly SettingReport[]) =>
  Object.fromEntries(settings.flatMap((one) => (one.seen ? [[one.setting, one.did]] : [])));

const readers = behaviours.filter(
  ({ assumption, needs = [] }) => assumption !== undefined && !needs.includes('variant'),
);
const read = new Set(readers.map(({ assumption }) => assumption?.setting));
const whatIsRead = (assumptions: Assumptions) =>
  Object.fromEntries(
    Object.entries(assumptions).filter(([setting]) => read.has(setting as keyof Assumptions)),
  );

test('finds every setting of a target with alternative values', async () => {
  for (const setting of Object.keys(defaultAssumptions) as (keyof Assumptions)[]) {
    expect(otherwise[setting]).not.toEqual(defaultAssumptions[setting]);
  }
  const target = unknown(otherwise);
  const { settings, assumptions } = await discover(readers, trierOf(target));
  expect(seenOf(settings)).toEqual(whatIsRead(otherwise));
  expect(settings.filter((one) => one.seen && !one.differs)).toEqual([]);
  expect(assumptions).toEqual({ ...defaultAssumptions, ...whatIsRead(otherwise) });
  await target.close();
});

test('finds the defaults of a target as assumed', async () => {
  const target = unknown({});
  const { settings } = await discover(readers, trierOf(target));
  expect(seenOf(settings)).toEqual(whatIsRead(defaultAssumptions));
  expect(settings.filter((one) => one.seen && one.differs)).toEqual([]);
  expect(settings.map(({ setting }) => setting)).toEqual(Object.keys(assumptionTable));
  await target.close();
});

const settingOf = async (setting: keyof Assumptions, tried: readonly Behaviour[], target: Target) =>
  (await discover(tried, trierOf(target))).settings.find((one) => one.setting === setting);

describe('a setting is unknown and not guessed if', () => {
  const reading = (setting: keyof Assumptions, holds: (value: unknown) => boolean) =>
    behaviourMade(
      `a.a.${setting.toLowerCase()}`,
      async ({ visitor, target, expect }) => {
        const value = target.assumptions[setting];
        await visitor.segment();
        expect(holds(value)).toBe(true);
      },
      { assumption: { setting, default: defaultAssumptions[setting] } as never },
    );

  test.each<[string, (value: unknown) => boolean, string]>([
    ['no value fits', () => false, 'no value matches what the target does in a.a.bodyorquery'],
    ['all values fit', () => true, '"body" and "query" give the same result in a.a.bodyorquery'],
  ])('%s', async (_, holds, reason) => {
    const setting = await settingOf('bodyOrQuery', [reading('bodyOrQuery', holds)], targetMade());
    expect(setting).toMatchObject({ seen: false, reason });
  });

  test('two behaviours that read it contradict each other', async () => {
    const two = [
      reading('bodyOrQuery', (value) => value === 'body'),
      { ...reading('bodyOrQuery', (value) => value === 'query'), id: 'a.a.other' },
    ];
    expect(await settingOf('bodyOrQuery', two, targetMade())).toMatchObject({
      seen: false,
      reason: 'no value matches what the target does in a.a.bodyorquery, a.a.other',
    });
  });

  test('its behaviour cannot be tried', async () => {
    const needy = { ...reading('bodyOrQuery', () => true), needs: ['later'] as const };
    expect(await settingOf('bodyOrQuery', [needy], targetMade())).toMatchObject({
      seen: false,
      reason: 'it needs a clock that can be moved',
    });
  });

  test('no behaviour reads it, or no probe finds its number', async () => {
    expect(await settingOf('cascadeRounds', [], targetMade())).toMatchObject({
      reason: 'no selected behaviour reads it',
    });
    const rounds = reading('cascadeRounds', (value) => value === 10);
    expect(await settingOf('cascadeRounds', [rounds], targetMade())).toMatchObject({
      seen: false,
      reason: 'no request shows its value',
    });
  });

  test('the target stops answering', async () => {
    let asked = 0;
    const target = targetMade(async () => {
      asked += 1;
      if (asked > 1) throw new Error('connect ECONNREFUSED');
      return segment;
    });
    // With the last of the three values nothing is sent any more; that nothing fails must not count for it.
    const reader = reading('statusOfMissingItems', () => false);
    const three = ['a.a.one', 'a.a.two', 'a.a.three'].map((id) => ({ ...reader, id }));
    expect(await settingOf('statusOfMissingItems', three, target)).toMatchObject({ seen: false });
    expect(asked).toBe(4);
  });

  test('the probe fails', async () => {
    const reserved = behaviourMade('a.a.reserved', asks, {
      assumption: { setting: 'reservedQueryNames', default: defaultAssumptions.reservedQueryNames },
    });
    const setting = await settingOf('reservedQueryNames', [reserved], targetMade());
    expect(setting).toMatchObject({ seen: false, reason: expect.stringMatching(/./) });
  });
});

test('a setting that depends on another is probed again', async () => {
  // The first in the table is read together with one that stands behind it.
  const behind = behaviourMade(
    'a.a.behind',
    async ({ visitor, target, expect }) => {
      await visitor.segment();
      expect(target.assumptions.segmentNonAscii).toBe('escaped');
    },
    { assumption: { setting: 'segmentNonAscii', default: 'raw' } },
  );
  const before = behaviourMade(
    'a.a.before',
    async ({ visitor, target, expect }) => {
      await visitor.segment();
      const { segmentNonAscii, statusOfPostThatEdits } = target.assumptions;
      expect([segmentNonAscii, statusOfPostThatEdits]).toEqual(['escaped', 200]);
    },
    { assumption: { setting: 'statusOfPostThatEdits', default: 201 } },
  );
  const { settings } = await discover([before, behind], trierOf(targetMade()));
  expect(seenOf(settings)).toEqual({ statusOfPostThatEdits: 200, segmentNonAscii: 'escaped' });
});

test('two settings that depend on each other and never agree are unknown', async () => {
  const together = (setting: 'statusOfPostThatEdits' | 'segmentNonAscii', agree: boolean) =>
    behaviourMade(
      `a.a.${setting.toLowerCase()}`,
      async ({ visitor, target, expect }) => {
        const { statusOfPostThatEdits, segmentNonAscii } = target.assumptions;
        await visitor.segment();
        expect((statusOfPostThatEdits === 200) === (segmentNonAscii === 'raw')).toBe(agree);
      },
      { assumption: { setting, default: defaultAssumptions[setting] } as never },
    );
  const behaviours = [together('statusOfPostThatEdits', true), together('segmentNonAscii', false)];
  const { settings, assumptions } = await discover(behaviours, trierOf(targetMade()));
  expect(seenOf(settings)).toEqual({});
  expect(assumptions).toEqual(defaultAssumptions);
});
