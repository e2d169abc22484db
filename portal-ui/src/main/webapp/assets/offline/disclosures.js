// A signed payload with its disclosures put where their digests stand, at any depth: RFC 9901 §7.1,
// steps 3 to 5. What is not as the standard wants it is refused: a verifier that overlooks one fault
// believes what nobody signed.
import {Malformed, decoded, hashOf} from './bytes.js';
import * as claims from './claims.js';
import {array as jsonArray} from './json.js';
import {Refused} from './verdict.js';

const MOST_DEPTH = 32;
const DIGESTS = '_sd';
const ELEMENT = '...';
const ALGORITHM = '_sd_alg';
const NEVER_DISCLOSED = ['iss', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'status', ALGORITHM];

/** One thing the holder shows: base64url of [salt, name, value], or of [salt, value]. */
export async function readDisclosure(encoded) {
  let array;
  try {
    array = jsonArray(decoded(encoded));
  } catch (e) {
    if (!(e instanceof Malformed)) throw e;
    throw refused('base64url of a JSON array', e.message);
  }
  const salted = typeof array[0] === 'string';
  const digest = await hashOf(encoded);
  if (salted && array.length === 2) return {digest, value: array[1]};
  if (salted && array.length === 3 && typeof array[1] === 'string') {
    return {digest, name: array[1], value: array[2]};
  }
  throw refused('[salt, name, value] or [salt, value]', 'another array');
}

/** What is said, without digests. */
export function disclosed(payload, disclosures) {
  const algorithm = payload.has(ALGORITHM) ? payload.get(ALGORITHM) : 'sha-256';
  if (algorithm !== 'sha-256') {
    throw new Refused('DIGEST_ALGORITHM_REFUSED', '_sd_alg sha-256', '_sd_alg ' + algorithm);
  }
  const unplaced = new Map();
  for (const one of disclosures) {
    if (unplaced.has(one.digest)) {
      throw new Refused('DISCLOSURE_TWICE', 'each disclosure once', one.digest);
    }
    unplaced.set(one.digest, one);
  }
  const said = new Placing(unplaced).object(payload, 0);
  said.delete(ALGORITHM);
  if (unplaced.size > 0) {
    throw new Refused(
        'DISCLOSURE_UNMATCHED', 'a signed digest for each disclosure', 'none ' + [...unplaced.keys()]);
  }
  return said;
}

class Placing {
  constructor(unplaced) {
    this.unplaced = unplaced;
    this.digests = new Set();
  }

  object(signed, depth) {
    mustBeShallow(depth);
    const shown = new Map();
    for (const [name, value] of signed) {
      if (name === ELEMENT) throw misplaced('an object');
      if (name !== DIGESTS) shown.set(name, this.value(value, depth + 1));
    }
    for (const digest of digestsOf(signed)) {
      const found = this.take(digest);
      if (found) this.put(found, shown, depth);
    }
    return shown;
  }

  put(disclosure, shown, depth) {
    const {name} = disclosure;
    if (name === undefined) throw refused('a claim with its name', 'an element of an array');
    const ours = name === DIGESTS || name === ELEMENT;
    const kept = depth === 0 && NEVER_DISCLOSED.includes(name);
    if (ours || kept || shown.has(name)) {
      throw new Refused('DISCLOSED_NAME_REFUSED', 'a name that is free and may be disclosed', name);
    }
    shown.set(name, this.value(disclosure.value, depth + 1));
  }

  array(signed, depth) {
    mustBeShallow(depth);
    const shown = [];
    for (const element of signed) {
      if (element instanceof Map && element.has(ELEMENT)) {
        const digest = element.get(ELEMENT);
        if (element.size > 1 || typeof digest !== 'string') throw misplaced('more than a digest');
        const found = this.take(digest);
        if (!found) continue;
        if (found.name !== undefined) throw refused('an element of an array', 'a claim with its name');
        shown.push(this.value(found.value, depth + 1));
      } else {
        shown.push(this.value(element, depth + 1));
      }
    }
    return shown;
  }

  value(signed, depth) {
    if (signed instanceof Map) return this.object(signed, depth);
    return Array.isArray(signed) ? this.array(signed, depth) : signed;
  }

  /** The disclosure of a digest, if it was shown; a decoy has none. */
  take(digest) {
    if (this.digests.has(digest)) throw new Refused('DIGEST_TWICE', 'each digest once', digest);
    this.digests.add(digest);
    const found = this.unplaced.get(digest);
    this.unplaced.delete(digest);
    return found;
  }
}

function digestsOf(signed) {
  const digests = signed.has(DIGESTS) ? signed.get(DIGESTS) : [];
  if (!Array.isArray(digests) || digests.some(one => typeof one !== 'string')) {
    throw claims.refused('_sd: a list of digests', digests);
  }
  return digests;
}

function mustBeShallow(depth) {
  if (depth > MOST_DEPTH) throw refused(`at most ${MOST_DEPTH} levels`, 'more');
}

function misplaced(actual) {
  return claims.refused("... only as the one member of an array's element", actual);
}

function refused(expected, actual) {
  return new Refused('DISCLOSURE_REFUSED', expected, actual);
}
