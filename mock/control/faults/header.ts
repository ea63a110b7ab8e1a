import { refusedInput, shown } from '../input';
import type { FaultEffect } from './fault';
import { effectNames, readEffect } from './read';

/** Of a request: what is to become of it, such as `status=503, delay=200`. */
export const faultHeader = 'x-mock-fault';

/**
 * Members separated by commas, each a name, or a name and a value: `delay=200, drop=answer`. A name stands for itself
 * in kebab case; alone it means true, and `drop` alone the request.
 * @throws Refusal CONTROL_INPUT_INVALID, its message beginning with the header's name
 */
export function readFaultHeader(text: string): FaultEffect {
  const given: Record<string, unknown> = {};
  for (const member of text.split(',')) {
    const [, word = '', value] = /^\s*([a-z-]+)(?:=([^\s=]+))?\s*$/.exec(member) ?? [];
    const name = effectNames.find((one) => kebab(one) === word);
    if (name === undefined) throw refusedInput(faultHeader, `has ${shown(member.trim())}: ${grammar}`);
    if (name in given) throw refusedInput(placeOf(name), 'stands twice');
    given[name] = meaning(name, value);
  }
  return readEffect(given, faultHeader, placeOf);
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const placeOf = (name: string): string => `${faultHeader}: ${kebab(name)}`;
const grammar = `send some of ${effectNames.map(kebab).join(', ')}, such as status=503, delay=200`;

/** An effect as the header has it, for logs. */
export function faultText(effect: FaultEffect): string {
  return effectNames
    .flatMap((name) => {
      const value = effect[name as keyof FaultEffect];
      if (value === undefined) return [];
      return value === true ? [kebab(name)] : [`${kebab(name)}=${value}`];
    })
    .join(', ');
}

function meaning(name: string, value: string | undefined): unknown {
  if (value === undefined) return name === 'drop' ? 'request' : true;
  return /^\d{1,9}$/.test(value) ? Number(value) : value;
}
