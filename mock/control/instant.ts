import { refusedInput, shown } from './input';

/** The years that are four digits in ISO 8601, from when milliseconds are counted. */
const last = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const isoDateTime =
  /^(\d{4})-(\d\d)-(\d\d)(?:T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * A moment as milliseconds since the epoch; a date alone is its midnight in UTC.
 * @throws Refusal CONTROL_INPUT_INVALID
 */
export function instantOf(moment: unknown, place: string): number {
  const time =
    moment instanceof Date ? moment.getTime() : typeof moment === 'number' ? moment : isoTime(moment);
  if (Number.isNaN(time)) {
    throw refusedInput(place, `must be a moment such as "2026-01-31T12:00:00Z", not ${shown(moment)}`);
  }
  return within(time, place);
}

function isoTime(moment: unknown): number {
  const [, year, month, day] = isoDateTime.exec(typeof moment === 'string' ? moment : '') ?? [];
  if (Number(day) > daysIn(Number(year), Number(month) - 1)) return Number.NaN; // Date.parse would take it for March
  return year === undefined ? Number.NaN : Date.parse(moment as string);
}

const isoDuration =
  /^(-)?P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

const second = 1000;
const hour = 3600 * second;
const day = 24 * hour;

/**
 * The moment that long after another: an ISO 8601 duration, going back with a minus in front, or milliseconds.
 * Months and years are those of the calendar, in UTC: a month after January 31 is the last of February.
 * @throws Refusal CONTROL_INPUT_INVALID
 */
export function after(from: number, duration: unknown, place: string): number {
  if (typeof duration === 'number' && Number.isFinite(duration)) return within(from + duration, place);
  const match = isoDuration.exec(typeof duration === 'string' ? duration : '');
  if (match === null)
    throw refusedInput(place, `must be a duration such as "P5D" or "PT1H30M", not ${shown(duration)}`);
  const sign = match[1] === '-' ? -1 : 1;
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(2)
    .map((part) => sign * Number(part ?? 0)) as [number, number, number, number, number, number, number];
  const moved = monthsAfter(within(from, place), years * 12 + months, place);
  const rest = (weeks * 7 + days) * day + hours * hour + minutes * 60 * second + Math.round(seconds * second);
  return within(moved + rest, place);
}

function monthsAfter(from: number, months: number, place: string): number {
  if (months === 0) return from;
  const date = new Date(from);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  within(date.getTime(), place);
  date.setUTCDate(Math.min(wanted, daysIn(date.getUTCFullYear(), date.getUTCMonth())));
  return date.getTime();
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}

function within(time: number, place: string): number {
  if (time >= 0 && time <= last) return time;
  throw refusedInput(place, 'leads out of the years 1970 to 9999');
}
