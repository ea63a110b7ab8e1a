import type { Target, Variant } from '../targets/target';
import type { Behaviour, Expect } from './behaviour';
import type { Claim, Need } from './claim';
import { type Emulated, emulatedBy } from './emulated';
import { heldAgainstOpenApi } from './openapi-check';
import { visitorOf } from './visitor';

const unmet: Record<Need, string> = {
  fixture: 'it needs the trade policies of the account',
  tokenOfAnotherAccount: 'it needs a token of another account',
  later: 'it needs a clock that can be moved',
  raw: 'it needs a raw connection',
  variant: 'it needs emulators with other options',
  anyRequest: 'it sends more than the public values of an anonymous visitor',
  vtexCookies: 'it needs cookies marked as VTEX marks them: start the emulator with --cookie-profile live',
  parallel: 'it needs parallel requests',
  login: 'it needs a login cookie, and none was supplied',
};

/** Completes "Not tried, because …"; undefined for a behaviour that can be tried on the target. */
export function reasonNotTried({ marker, needs = [] }: Claim, target: Target): string | undefined {
  if (marker !== 'both') {
    if ('liveOnly' in marker && target.emulator)
      return `it applies to the live service only: ${marker.liveOnly}`;
    if ('emulatorOnly' in marker && !target.emulator)
      return `it applies to the emulator only: ${marker.emulatorOnly}`;
  }
  const need = needs.find((name) => target[name] === undefined);
  return need === undefined ? undefined : unmet[need];
}

/** @throws when the target does not do it, or answered something that the OpenAPI document does not have */
export async function runBehaviour(behaviour: Behaviour, target: Target, expect: Expect): Promise<void> {
  target.recorder?.begins(behaviour);
  let passed = false;
  try {
    await tryOn(behaviour, target, expect);
    passed = true;
  } catch (error) {
    throw target.redacted === undefined ? error : redactedError(error, target.redacted);
  } finally {
    target.recorder?.ends(passed);
  }
}

async function tryOn(behaviour: Behaviour, target: Target, expect: Expect): Promise<void> {
  const held = heldAgainstOpenApi(target);
  const newVisitor = () => visitorOf(held);
  const variants: Target[] = [];
  const emulate = (options: Variant): Emulated => {
    if (held.variant === undefined) throw new Error(`${target.name} has no variants`);
    const variant = held.variant(options);
    variants.push(variant);
    return emulatedBy(variant);
  };
  try {
    await behaviour.run({ target: held, visitor: newVisitor(), newVisitor, emulate, expect });
  } finally {
    for (const variant of variants) await variant.close();
  }
  if (!held.called().includes(behaviour.operation)) {
    throw new Error(`${behaviour.id} is about ${behaviour.operation} and never called it`);
  }
}

/** A new error, for what threw may carry the values compared in properties of its own, or a cause. */
function redactedError(error: unknown, redacted: (text: string) => string): Error {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const clean = new Error(redacted(message));
  clean.name = name;
  // The stack begins with the message; the places behind it hold no answers.
  const places = stack.split('\n').filter((line) => /^ {4}at /.test(line));
  clean.stack = [`${name}: ${clean.message}`, ...places].join('\n');
  return clean;
}
