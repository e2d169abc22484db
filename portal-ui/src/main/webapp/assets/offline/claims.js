// The members of a payload by their kind; what is of another kind is refused by its name.
import {Malformed} from './bytes.js';
import {shown} from './json.js';
import {ofSeconds, ofText} from './times.js';
import {Refused} from './verdict.js';

export function refused(expected, actual) {
  return new Refused('PAYLOAD_REFUSED', expected, typeof actual === 'string' ? actual : shown(actual));
}

export function text(claims, member) {
  const value = claims.get(member);
  if (typeof value !== 'string' || value.trim() === '') throw refused(`${member}: a text`, value);
  return value;
}

export function seconds(claims, member) {
  return time(ofSeconds, claims, member, 'seconds since 1970');
}

/** Undefined when it is not there. */
export function secondsIfThere(claims, member) {
  return claims.has(member) ? seconds(claims, member) : undefined;
}

export function instant(claims, member) {
  text(claims, member);
  return time(ofText, claims, member, 'a time such as 2026-11-23T09:00:00Z');
}

function time(read, claims, member, kind) {
  const value = claims.get(member);
  try {
    return read(value);
  } catch (e) {
    if (e instanceof Malformed) throw refused(`${member}: ${kind}`, value);
    throw e;
  }
}

/** Whether a value of the JSON reader's is a whole number of 32 bits. */
export function isInt(value) {
  return typeof value === 'bigint' && BigInt.asIntN(32, value) === value;
}
