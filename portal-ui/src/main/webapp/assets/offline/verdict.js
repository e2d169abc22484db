// A verdict: three axes, each resting on its checks, each check with a code of VerdictCode's.

/** Clocks differ a little. */
export const SKEW = 60_000;

export const NOT_RUN = 'not-run';
export const VALID = 'valid';
export const COULD_NOT_CHECK = 'could-not-check';
export const INVALID = 'invalid';

/** The order is that of weight: an axis is as its heaviest check. */
const WEIGHTS = [NOT_RUN, VALID, COULD_NOT_CHECK, INVALID];
const AXES = ['integrity', 'status', 'issuer'];
const CHECKS = {
  format: 'integrity',
  signature: 'integrity',
  holder: 'integrity',
  'pdf-signature': 'integrity',
  'pdf-text': 'integrity',
  period: 'status',
  registration: 'status',
  'status-list': 'status',
  accreditation: 'issuer',
};

/** A text is refused; nothing else of it was looked at. */
export class Refused extends Error {
  constructor(code, expected, actual) {
    super(`${code}: expected ${expected}, got ${actual}`);
    this.code = code;
    this.expected = expected;
    this.actual = actual.length <= 120 ? actual : actual.slice(0, 120) + '…';
  }
}

/** One line of the checklist. */
export function check(id, outcome, code, expected = '', actual = '') {
  return {id, axis: CHECKS[id], outcome, code, expected, actual};
}

/** Whether the first is the heavier one. */
export function outweighs(one, other) {
  return WEIGHTS.indexOf(one) > WEIGHTS.indexOf(other);
}

/** All that can be said of a credential, as of an instant. */
export function verdict(checks, asOf, credential) {
  const axes = {};
  let overall = NOT_RUN;
  for (const axis of AXES) {
    let heaviest = {outcome: NOT_RUN, code: 'NOT_RUN'};
    for (const one of checks) {
      if (one.axis === axis && outweighs(one.outcome, heaviest.outcome)) heaviest = one;
    }
    const outcome = heaviest.outcome === NOT_RUN ? COULD_NOT_CHECK : heaviest.outcome;
    axes[axis] = {outcome, code: heaviest.code};
    if (outweighs(outcome, overall)) overall = outcome;
  }
  return {overall, axes, checks, asOf, credential};
}

/** Only in the list where there is something for them to look at. */
const NOT_ALWAYS = ['holder', 'pdf-signature', 'pdf-text'];

/** The whole list of a text that could not be read. */
export function refusedAtOnce(refused, asOf) {
  const checks = Object.keys(CHECKS)
      .filter(id => !NOT_ALWAYS.includes(id))
      .map(id => id === 'format'
          ? check(id, INVALID, refused.code, refused.expected, refused.actual)
          : check(id, NOT_RUN, 'NOT_RUN'));
  return verdict(checks, asOf, null);
}

/** The verdict on a text that was inside a PDF, whose page nobody here compares: it says so. */
export function withoutThePage({checks, asOf, credential}) {
  const behindSignature = 2;
  const notRun = ['pdf-signature', 'pdf-text'].map(id => check(id, NOT_RUN, 'NOT_RUN'));
  return verdict(checks.toSpliced(behindSignature, 0, ...notRun), asOf, credential);
}
