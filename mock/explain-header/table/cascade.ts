import { isPattern, keyMatcher } from '../../rules/app';
import type { AppCall } from '../../rules/rounds';
import { askedOf, created, edited, hasSession, unchanged, written } from '../asking';
import {
  appOf,
  callsIn,
  isOwn,
  itemsIn,
  ownCalls,
  rounds,
  textIn,
  transforms,
  valueAt,
} from '../asking-apps';
import { type Decision, decision } from '../decision';
import type { Facts } from '../facts';

const someOwn = (facts: Facts, test: (call: AppCall) => boolean): boolean => ownCalls(facts).some(test);
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Keys that an app declares, as items. */
const declared = (declaration: Readonly<Record<string, readonly string[]>> = {}): readonly string[] =>
  Object.entries(declaration).flatMap(([namespace, keys]) => keys.map((key) => `${namespace}.${key}`));

const readsPattern = (facts: Facts, call: AppCall): boolean =>
  Object.entries(appOf(facts, call)?.input ?? {}).some(([namespace, keys]) =>
    keys.some(
      (key) =>
        isPattern(key) &&
        [...(call.input.get(namespace)?.keys() ?? [])].some((name) => keyMatcher(key)(name)),
    ),
  );
const readsDotted = (facts: Facts, call: AppCall): boolean =>
  Object.values(appOf(facts, call)?.input ?? {}).some((keys) =>
    keys.some((key) => key.includes('.') && !isPattern(key)),
  );
const lacksInput = (facts: Facts, call: AppCall): boolean =>
  declared(appOf(facts, call)?.input).some(
    (item) => !isPattern(item) && (valueAt(call.input, item) ?? null) === null,
  );
const isSentUnchanged = ({ write }: Facts, { input }: AppCall): boolean =>
  itemsIn(input).some((item) => valueAt(write?.before, item) === valueAt(input, item));
const isSentNothingOf = (facts: Facts, { input }: AppCall): boolean =>
  askedOf(facts).some(({ key }) => input.get('public')?.has(key) !== true);

const omits = (facts: Facts, call: AppCall): boolean =>
  itemsIn(call.output).length > 0 &&
  declared(appOf(facts, call)?.output).some(
    (item) => valueAt(call.output, item) === undefined && textIn(facts.write?.before, item) !== undefined,
  );
const feedsItself = (facts: Facts, call: AppCall): boolean => {
  const inputs = declared(appOf(facts, call)?.input);
  return declared(appOf(facts, call)?.output).some((item) => inputs.includes(item));
};
const isCalledTwice = (facts: Facts): boolean =>
  transforms(facts).some(({ calls }, index) =>
    calls.some(
      (call) =>
        isOwn(call) && transforms(facts)[index + 1]?.calls.some(({ app }) => app === call.app) === true,
    ),
  );
const answersTheSame = (facts: Facts): boolean =>
  transforms(facts).some(({ calls, changed }) =>
    calls
      .filter(isOwn)
      .some(({ output }) =>
        itemsIn(output).some(
          (item) =>
            isObject(valueAt(output, item)) && !changed.some((ref) => `${ref.namespace}.${ref.key}` === item),
        ),
      ),
  );

/** Apps of the account's own: when they are called, with what, and what becomes of their answers. */
export const cascade: readonly Decision[] = [
  decision(
    (facts) => rounds(facts).some(({ conflicts }) => conflicts.length > 0),
    'cascade.rounds.last-declared-wins',
  ),
  decision(
    (facts) =>
      unchanged(facts) &&
      ownCalls(facts).length > 0 &&
      askedOf(facts).some(({ value, before }) => value !== before),
    'cascade.rounds.undone-writes',
  ),
  decision((facts) => written(facts) && answersTheSame(facts), 'cascade.rounds.equal-objects-change-nothing'),
  decision(
    (facts) => someOwn(facts, ({ undeclared }) => undeclared.length > 0),
    'cascade.rounds.undeclared-outputs-are-ignored',
  ),
  decision(
    (facts) =>
      someOwn(facts, ({ output }) =>
        itemsIn(output).some((item) => /^(?:public|store|profile|checkout|search|rnb)\./.test(item)),
      ),
    'cascade.rounds.other-namespaces',
  ),
  decision(
    (facts) => someOwn(facts, (call) => omits(facts, call)),
    'cascade.rounds.an-omitted-key-keeps-its-value',
  ),
  decision(
    (facts) => someOwn(facts, ({ output }) => itemsIn(output).some((item) => valueAt(output, item) === null)),
    'cascade.rounds.null-leaves-unset',
  ),
  decision((facts) => someOwn(facts, (call) => readsPattern(facts, call)), 'cascade.rounds.patterns'),
  decision(
    (facts) => someOwn(facts, (call) => readsDotted(facts, call)),
    'cascade.rounds.dots-are-no-patterns',
  ),
  decision((facts) => someOwn(facts, (call) => lacksInput(facts, call)), 'cascade.rounds.unset-inputs'),
  decision(
    (facts) => someOwn(facts, (call) => isSentUnchanged(facts, call)),
    'cascade.rounds.all-inputs-are-sent',
  ),
  decision(
    (facts) => someOwn(facts, (call) => isSentNothingOf(facts, call)),
    'cascade.rounds.undeclared-keys-are-not-sent',
  ),
  decision(
    (facts) => transforms(facts).some(({ calls }) => calls.filter(isOwn).length > 1),
    'cascade.rounds.side-by-side',
  ),
  decision(isCalledTwice, 'cascade.rounds.called-again-in-the-next'),
  decision(
    (facts) => isCalledTwice(facts) && someOwn(facts, (call) => feedsItself(facts, call)),
    'cascade.rounds.own-output-as-input',
  ),
  decision(
    (facts) => callsIn(transforms(facts).slice(1)).some(isOwn),
    'cascade.rounds.until-nothing-changes',
  ),
  decision(
    (facts) =>
      edited(facts) &&
      ownCalls(facts).length > 0 &&
      rounds(facts).filter(({ changed }) => changed.length > 0).length > 1,
    'cascade.rounds.saved-once',
  ),
  decision(
    (facts) =>
      created(facts) && callsIn(rounds(facts).slice(0, 1)).some(isOwn) && rounds(facts)[0]?.call === 'create',
    'cascade.rounds.create-call',
  ),
  decision(
    (facts) =>
      created(facts) &&
      callsIn(transforms(facts).slice(0, 1)).some(
        (call) =>
          isOwn(call) &&
          rounds(facts)[0]?.call === 'create' &&
          rounds(facts)[0]?.changed.some(({ namespace, key }) => call.input.get(namespace)?.has(key)) ===
            true,
      ),
    'cascade.rounds.transform-after-create',
  ),
  decision((facts) => ownCalls(facts).length > 0, 'cascade.rounds.only-changed-inputs-call-an-app'),
  decision(
    (facts) => written(facts) && facts.items?.found.includes('*') === true,
    'cascade.rounds.store-before-public',
  ),
  decision(
    ({ write }) =>
      write?.recordedCookies.includes('checkout.vtex.com') === true && write.outcome !== 'refused',
    'cascade.rounds.cart',
  ),
];

const isFailed = ({ refusal }: Facts): boolean => refusal?.status === 502 && refusal.code === undefined;
const failures = (facts: Facts): readonly AppCall[] =>
  callsIn(rounds(facts)).filter(({ failure }) => failure !== undefined);
const atTheCap = (facts: Facts): boolean => transforms(facts).length === facts.emulator.cascadeRounds;

/** Apps that fail, and apps that do not come to an end. */
export const failing: readonly Decision[] = [
  decision(({ refusal }) => refusal?.status === 508, 'cascade.failures.loop'),
  decision(atTheCap, 'cascade.failures.at-the-cap-of-rounds'),
  decision(
    (facts) => isFailed(facts) && failures(facts).length > 1,
    'cascade.failures.first-declared-is-named',
  ),
  decision(
    (facts) =>
      isFailed(facts) &&
      failures(facts).some(
        ({ failure = '' }) =>
          !failure.startsWith('POST ') && /is not an object$|has no value: |nested over/.test(failure),
      ),
    'cascade.failures.answers-without-the-shape',
  ),
  decision((facts) => isFailed(facts) && hasSession(facts), 'cascade.failures.save-nothing'),
  decision((facts) => isFailed(facts) && facts.token.kind === 'absent', 'cascade.failures.make-no-session'),
  decision(isFailed, 'cascade.failures.named-in-a-502'),
  decision(
    (facts) => written(facts) && failures(facts).length > 0,
    'cascade.failures.refused-when-all-has-settled',
  ),
  decision(
    (facts) =>
      written(facts) &&
      someOwn(
        facts,
        (call) =>
          appOf(facts, call)?.url === undefined &&
          call.failure === undefined &&
          itemsIn(call.output).length === 0 &&
          call.undeclared.length === 0,
      ),
    'cascade.failures.no-answer-is-none',
  ),
];
