// Instants, as milliseconds since 1970; what is finer is cut off.
import {Malformed} from './bytes.js';

const DAY = 86_400_000;
const FORM = new RegExp(
    '^([0-9]{4}|\\+[0-9]{5,9}|-[0-9]{4,9})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})'
    + '(?::([0-9]{2})(?:\\.([0-9]{0,9}))?)?(Z|([+-])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)$', 'i');
const MOST_SECONDS = 31_556_889_864_403_199n;
const LEAST_SECONDS = -31_557_014_167_219_200n;

/** RFC 7519 §2, NumericDate: whole seconds, or with a fraction that is cut off. */
export function ofSeconds(value) {
  if (typeof value === 'number' && Number.isFinite(value)) return ofSeconds(BigInt(Math.trunc(value)));
  if (typeof value !== 'bigint' || value > MOST_SECONDS || value < LEAST_SECONDS) {
    throw new Malformed('seconds since 1970');
  }
  return Number(value) * 1000;
}

/** A time such as 2026-11-23T09:00:00Z or 2026-11-23T17:00:00+08:00. */
export function ofText(text) {
  const found = FORM.exec(text);
  if (!found) throw new Malformed('no time');
  const [year, month, day, hour, minute] = found.slice(1, 6).map(Number);
  const second = Number(found[6] ?? 0);
  const [away, awayMinutes, awaySeconds] = found.slice(10, 13).map(part => Number(part ?? 0));
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  const beside = away * 3600 + awayMinutes * 60 + awaySeconds;
  if (day < 1 || day > days || hour > 23 || minute > 59 || second > 59 || beside > 18 * 3600
      || awayMinutes > 59 || awaySeconds > 59) {
    throw new Malformed('no time');
  }
  const milliseconds = Number((found[7] ?? '').padEnd(3, '0').slice(0, 3));
  const clock = ((hour * 60 + minute) * 60 + second - (found[9] === '-' ? -beside : beside)) * 1000;
  return daysTo(year, month, day) * DAY + clock + milliseconds;
}

/** Days from 1970 on: a year begins in March here, so that the odd day is its last. */
function daysTo(year, month, day) {
  const shifted = month > 2 ? year : year - 1;
  const cycle = Math.floor(shifted / 400);
  const inCycle = shifted - cycle * 400;
  const inYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return cycle * 146_097 + inCycle * 365 + Math.floor(inCycle / 4) - Math.floor(inCycle / 100)
      + inYear - 719_468;
}

/** For people who read details: 2026-11-23T09:00:00Z. */
export function told(instant) {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return `${instant} milliseconds from 1970`;
  return date.toISOString().replace('.000Z', 'Z');
}
