import { redacted } from '../redacted';

const maxKnown = 20;

/**
 * Shows `Set-Cookie` lines without their values. Those of one cookie are one string, however many there are: an emulator
 * gives a cookie the same attributes each time, so that their length is enough to know them by.
 */
export function setCookieShower(): (line: string) => string {
  const known = new Map<string, { readonly length: number; readonly shown: string }>();
  return (line) => {
    const equals = line.indexOf('=') + 1;
    const semicolon = line.indexOf(';', equals);
    const end = semicolon < 0 ? line.length : semicolon;
    if (equals === end) return line; // takes the cookie away
    const name = line.slice(0, equals);
    const length = line.length - end;
    const same = known.get(name);
    if (same?.length === length) return same.shown;
    const shown = name + redacted + line.slice(end);
    if (known.size < maxKnown) known.set(name, { length, shown });
    return shown;
  };
}
