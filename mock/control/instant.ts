import { refusedInput, wrongInput } from './input';

/** The end of the last year that ISO 8601 writes with four digits. */
const last = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const isoDateTime =
  /^(\d{4})-(\d\d)-(\d\d)(?:T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * A date as milliseconds since the epoch. Without a time it is midnight in UTC.
 * @throws Refusal CONTROL_INPUT_INVALID
 */
export function instantOf(date: unknown, path: string): number {
  const time = date instanceof Date ? date.getTime() : typeof date === 'number' ? date : isoTime(date);
  if (Number.isNaN(time)) throw wrongInput(path, 'an ISO 8601 date such as "2026-01-31T12:00:00Z"', date);
  return within(time, path);
}

function isoTime(date: unknown): number {
  const [, year, month, day] = isoDateTime.exec(typeof date === 'string' ? date : '') ?? [];
  if (Number(day) > daysIn(Number(year), Number(month) - 1)) return Number.NaN; // Date.parse would read February 30 as March 2
  return year === undefined ? Number.NaN : Date.parse(date as string);
}

const isoDuration =
  /^(-)?P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

const second = 1000;
const hour = 3600 * second;
const day = 24 * hour;

/**
 * Adds an ISO 8601 duration, negative with a leading minus, or milliseconds to a time.
 * Months and years are calendar units in UTC: a month after January 31 is the last day of February.
 * @throws Refusal CONTROL_INPUT_INVALID
 */
export function after(from: number, duration: unknown, path: string): number {
  if (typeof duration === 'number' && Number.isFinite(duration)) return within(from + duration, path);
  const match = isoDuration.exec(typeof duration === 'string' ? duration : '');
  if (match === null) throw wrongInput(path, 'a duration such as "P5D" or "PT1H30M"', duration);
  const sign = match[1] === '-' ? -1 : 1;
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(2)
    .map((part) => sign * Number(part ?? 0)) as [number, number, number, number, number, number, number];
  const moved = monthsAfter(within(from, path), years * 12 + months, path);
  const rest = (weeks * 7 + days) * day + hours * hour + minutes * 60 * second + Math.round(seconds * second);
  return within(moved + rest, path);
}

function monthsAfter(from: number, months: number, path: string): number {
  if (months === 0) return from;
  const date = new Date(from);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  within(date.getTime(), path);
  date.setUTCDate(Math.min(wanted, daysIn(date.getUTCFullYear(), date.getUTCMonth())));
  return date.getTime();
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}

function within(time: number, path: string): number {
  if (time >= 0 && time <= last) return time;
  throw refusedInput(path, 'must be within the years 1970 to 9999');
}
