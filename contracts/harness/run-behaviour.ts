import type { Target, Variant } from '../targets/target';
import type { Behaviour, Expect } from './behaviour';
import type { Claim, Need } from './claim';
import { type Emulated, emulatedBy } from './emulated';
import { heldAgainstOpenApi } from './openapi-check';
import { visitorOf } from './visitor';

const unmet: Record<Need, string> = {
  fixture: 'the trade policies of its account are not known',
  tokenOfAnotherAccount: 'it has no token of another account to give',
  later: 'its clock cannot be moved',
  raw: 'no bytes can be sent to it as they are',
  variant: 'it cannot be configured',
  anyRequest: 'this would send more than an anonymous visitor’s public values',
  parallel: 'it is sent one request at a time',
  login: 'nobody is logged in there, for no login cookie was supplied',
};

/** Why a behaviour cannot be tried on a target; undefined when it can. */
export function reasonNotTried({ marker, needs = [] }: Claim, target: Target): string | undefined {
  if (marker !== 'both') {
    if ('liveOnly' in marker && target.emulator) return `of the live service only: ${marker.liveOnly}`;
    if ('emulatorOnly' in marker && !target.emulator) return `of the emulator only: ${marker.emulatorOnly}`;
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
