// Judges a credential over a trust bundle: was it changed, is it in force, may its issuer issue it.
// What the bundle does not tell reads "could not check"; never "revoked", and never "valid". The
// same checks and codes as the class CredentialVerifier of the room `credentials`; a test compares.
import {Malformed, hashOf, hex} from './bytes.js';
import {Untold, signsAt} from './bundle.js';
import * as claims from './claims.js';
import {readBitstringList, readCredential, readTokenList} from './credential.js';
import {KINDS, readJws} from './jws.js';
import {publicPart, verifies} from './keys.js';
import {bitOf, valueOf} from './lists.js';
import {told} from './times.js';
import {
  COULD_NOT_CHECK, INVALID, Refused, SKEW, VALID, check, outweighs, refusedAtOnce, verdict,
} from './verdict.js';

/** A credential is valid at once; its digest must be on chain within a day. */
const TIME_TO_REGISTER = 86_400_000;
/** Token Status List §8.3 leaves open how long one without exp may be relied on. */
const MOST_AGE_WITHOUT_END = 86_400_000;
const MOST_CHARACTERS_OF_A_BINDING = 8 * 1024;
/** What Java calls white space. */
const AROUND = /^[\t-\r\x1c-\x20\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+|[\t-\r\x1c-\x20\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+$/g;

/**
 * The verdict on a text, as of an instant, with the receipt of its registration in a batch when one
 * is shown. Never throws for what the text is.
 */
export async function verify(text, bundle, now, receipt) {
  const known = bundle.at(now);
  let credential;
  try {
    credential = await readCredential(text.replace(AROUND, ''));
  } catch (e) {
    if (e instanceof Refused) return refusedAtOnce(e, now);
    throw e;
  }
  const chain = onChain(credential, known, receipt, now);
  const checks = [
    check('format', VALID, 'WELL_FORMED'),
    await signature(credential, known),
    ...await holder(credential, now),
    period(credential, now),
    chain.registration,
    await statusLists(credential, known),
    chain.accreditation,
  ];
  return verdict(checks, now, credential);
}

/** Whether the issuer's own key of that time signed it. */
async function signature(credential, known) {
  const {issuer, keyId, jws, certified, validFrom} = credential;
  const bad = (code, expected, actual) => check('signature', INVALID, code, expected, actual);
  let key;
  let signed;
  try {
    key = known.keyOf(issuer, fragment(keyId));
    signed = await verifies(key.jwk, jws.signed, jws.signature);
  } catch (e) {
    const code = codeOf(e, {untold: 'ISSUER_DOCUMENT_UNREACHABLE', malformed: 'ISSUER_DOCUMENT_MALFORMED'});
    return check('signature', COULD_NOT_CHECK, code, '', e.message);
  }
  if (!signed) return bad('SIGNATURE_INVALID', 'a signature by ' + keyId, 'another');
  if (certified !== undefined && certified !== key.thumbprint) {
    return bad('CERTIFICATE_OF_ANOTHER_KEY', 'a certificate of ' + keyId, 'of the key ' + certified);
  }
  if (!signsAt(key, validFrom)) {
    const end = key.until === undefined ? 'now' : told(key.until);
    return bad('KEY_NOT_VALID_THEN', `issued between ${told(key.from)} and ${end}`, told(validFrom));
  }
  return check('signature', VALID, 'SIGNATURE_VALID', keyId);
}

/** Whether its holder's own key signed what is shown (RFC 9901 §7.3); nobody here had asked for it. */
async function holder({sdJwt, holderKey}, now) {
  if (!sdJwt?.keyBinding) return [];
  const bad = (code, expected, actual) => [check('holder', INVALID, code, expected, actual)];
  try {
    const binding = await readJws(sdJwt.keyBinding, KINDS.keyBinding, MOST_CHARACTERS_OF_A_BINDING);
    if (holderKey === undefined) return bad('KEY_BINDING_REFUSED', 'a credential with cnf.jwk', 'none');
    if (!await verifies(publicPart(holderKey), binding.signed, binding.signature)) {
      return bad('KEY_BINDING_SIGNATURE_INVALID', 'a signature by cnf.jwk', 'another');
    }
    const shown = await hashOf(sdJwt.withoutKeyBinding);
    const hash = claims.text(binding.payload, 'sd_hash');
    if (shown !== hash) return bad('KEY_BINDING_WRONG_SD_HASH', shown, hash);
    const audience = claims.text(binding.payload, 'aud');
    claims.text(binding.payload, 'nonce');
    const signed = claims.seconds(binding.payload, 'iat');
    if (signed > now + SKEW) return bad('KEY_BINDING_REFUSED', 'iat before ' + told(now), told(signed));
    return [check('holder', VALID, 'KEY_BINDING_NOT_COMPARED', '', audience)];
  } catch (e) {
    if (e instanceof Refused) return bad('KEY_BINDING_REFUSED', e.expected, e.actual);
    if (e instanceof Malformed) return bad('KEY_BINDING_REFUSED', 'cnf.jwk: a key on the curve P-256', 'another');
    throw e;
  }
}

/** Whether it has begun to be valid, and has not ended. */
function period({validFrom, issuedAt, validUntil}, now) {
  const bad = (code, expected, actual) => check('period', INVALID, code, expected, told(actual));
  if (validFrom > now + SKEW) return bad('NOT_YET_VALID', 'validFrom before ' + told(now), validFrom);
  if (issuedAt > now + SKEW) return bad('ISSUED_IN_THE_FUTURE', 'issued before ' + told(now), issuedAt);
  if (validUntil <= now) return bad('EXPIRED', 'validUntil after ' + told(now), validUntil);
  return check('period', VALID, 'IN_PERIOD');
}

/** What the registry on chain says: is it registered and in force, and might its issuer issue it. */
function onChain(credential, known, receipt, now) {
  let accreditation;
  let accredited;
  let registration;
  try {
    accreditation = known.accreditation(credential.issuer, credential.type);
    accredited = accreditationOf(credential, accreditation);
    const print = accredited.outcome === VALID ? thumbprintOf(credential, known) : undefined;
    if (print !== undefined) {
      const key = known.keyAccreditation(credential.issuer, credential.type, print);
      registration = registrationOf(credential, accreditation, known, receipt, now);
      accredited = againstTheKey(credential, key, registration.code === 'REGISTERED') ?? accredited;
    }
  } catch (e) {
    const code = codeOf(e, {untold: 'REGISTRY_UNREACHABLE'});
    accredited = check('accreditation', COULD_NOT_CHECK, code, '', e.message);
  }
  registration ??= registrationOf(credential, accreditation, known, receipt, now);
  return {registration, accreditation: accredited};
}

function accreditationOf({issuer, type, validFrom}, accreditation) {
  if (accreditation === undefined) {
    return check('accreditation', INVALID, 'NOT_ACCREDITED', 'an accreditation for ' + type, 'none for ' + issuer);
  }
  const {from, until} = accreditation;
  if (!covers(accreditation, validFrom)) {
    const expected = `issued between ${told(from)} and ${until === undefined ? 'now' : told(until)}`;
    return check('accreditation', INVALID, 'ACCREDITATION_DID_NOT_COVER', expected, told(validFrom));
  }
  return check('accreditation', VALID, 'ACCREDITED', '', told(from));
}

/**
 * What speaks against the key. A thief dates what he signs as he likes, and cannot register it: so
 * of what is dated before the theft only the registered is believed.
 */
function againstTheKey({keyId, validFrom}, {required, windows, stolenSince}, registered) {
  const line = (outcome, code, expected) => check('accreditation', outcome, code, expected, told(validFrom));
  if (stolenSince !== undefined && validFrom >= stolenSince) {
    return line(INVALID, 'KEY_STOLEN', told(stolenSince));
  }
  if (required && !windows.some(window => covers(window, validFrom))) {
    return line(INVALID, 'KEY_NOT_ACCREDITED', keyId);
  }
  if (stolenSince !== undefined && !registered) {
    return line(COULD_NOT_CHECK, 'KEY_STOLEN_AND_UNREGISTERED', told(stolenSince));
  }
  return undefined;
}

function registrationOf({digests, validFrom}, accreditation, known, receipt, now) {
  const line = (outcome, code, expected, actual) => check('registration', outcome, code, expected, actual);
  if (receipt !== undefined && !digests.some(digest => hex(digest) === receipt.digest)) {
    return line(COULD_NOT_CHECK, 'RECEIPT_OF_ANOTHER', hex(digests[0]), receipt.digest);
  }
  let entry;
  let mayStandInABatch = false;
  try {
    entry = receipt && known.entryOf(receipt);
    entry ??= digests.map(digest => known.entry(digest)).find(found => found !== undefined);
    mayStandInABatch = entry === undefined && receipt === undefined && accreditation !== undefined
        && known.registersInBatches(accreditation.account);
  } catch (e) {
    return line(COULD_NOT_CHECK, codeOf(e, {untold: 'REGISTRY_UNREACHABLE'}), '', e.message);
  }
  if (entry === undefined) {
    return validFrom > now - TIME_TO_REGISTER
        ? line(VALID, 'NOT_YET_REGISTERED')
        : line(COULD_NOT_CHECK, mayStandInABatch ? 'RECEIPT_NEEDED' : 'NOT_REGISTERED',
            'registered within a day of ' + told(validFrom),
            receipt === undefined ? 'not registered by itself; no receipt was shown' : 'not registered');
  }
  if (accreditation !== undefined && accreditation.account !== entry.account) {
    return line(INVALID, 'REGISTERED_BY_ANOTHER', accreditation.account, entry.account);
  }
  const change = `${told(known.bundle.asOf)}, reason ${entry.reason}`;
  if (entry.state === 'revoked') return line(INVALID, 'REVOKED_ON_CHAIN', 'in force', change);
  if (entry.state === 'suspended') return line(INVALID, 'SUSPENDED_ON_CHAIN', 'in force', change);
  return line(VALID, 'REGISTERED', '', told(entry.since));
}

/**
 * What the issuer's status lists say, each list itself being judged first. A revocation outweighs a
 * suspension, and either outweighs a list that could not be checked.
 */
async function statusLists(credential, known) {
  let heaviest;
  for (const place of credential.status) {
    const one = await statusList(credential.issuer, place, known);
    const heavier = heaviest === undefined || outweighs(one.outcome, heaviest.outcome)
        || (one.outcome === heaviest.outcome && one.code === 'REVOKED' && heaviest.code !== 'REVOKED');
    if (heavier) heaviest = one;
  }
  return heaviest
      ?? check('status-list', INVALID, 'STATUS_LIST_REFUSED', 'a status entry', 'none');
}

async function statusList(issuer, place, known) {
  const line = (outcome, code, expected, actual) => check('status-list', outcome, code, expected, actual);
  try {
    const text = known.list(place.list);
    const list = await (place.purpose ? readBitstringList(text) : readTokenList(text));
    await mustBeInOrder(list, issuer, place, known);
    const value = await (place.purpose ? bit(list, place) : tokenValue(list, place));
    const found = place.purpose ? 'bit ' + value : 'status ' + value;
    const wanted = place.purpose ? 'bit 0' : 'status 0';
    const suspends = place.purpose ? place.purpose === 'suspension' : value === 2;
    if (value === 0) return line(VALID, 'NOT_REVOKED', '', told(list.validFrom));
    return line(INVALID, suspends ? 'SUSPENDED' : 'REVOKED', wanted, found);
  } catch (e) {
    const code = codeOf(e, {
      untold: 'STATUS_LIST_UNREACHABLE', refused: 'STATUS_LIST_REFUSED', malformed: 'STATUS_LIST_REFUSED',
    });
    return line(COULD_NOT_CHECK, code, e.expected ?? '', e.actual ?? e.message);
  }
}

/** Who may say so, about which address, by which key, and when: as of the bundle, not as of now. */
async function mustBeInOrder(list, issuer, place, known) {
  const {asOf} = known.bundle;
  const mustBe = (right, expected, actual) => {
    if (!right) throw new Refused('STATUS_LIST_REFUSED', expected, actual);
  };
  mustBe(list.issuer === issuer, 'a list of ' + issuer, 'of ' + list.issuer);
  mustBe(list.id === place.list, place.list, list.id);
  const signed = await signature(list, known);
  mustBe(signed.outcome === VALID, 'a signed status list', signed.code);
  const current = period(list, asOf);
  mustBe(current.outcome === VALID, 'a status list in its period', current.code);
  const endless = list.validUntil === undefined && !place.purpose;
  mustBe(!endless || asOf <= list.validFrom + MOST_AGE_WITHOUT_END,
      'a status list of today, or with exp', 'of ' + told(list.validFrom));
}

async function bit({subject}, {purpose, index}) {
  if (subject.get('type') !== 'BitstringStatusList' || subject.get('statusPurpose') !== purpose) {
    throw new Malformed('a BitstringStatusList for ' + purpose);
  }
  return bitOf(String(subject.get('encodedList')), index);
}

async function tokenValue({subject}, {index}) {
  const list = subject.get('status_list');
  const inOrder = list instanceof Map && claims.isInt(list.get('bits')) && typeof list.get('lst') === 'string';
  if (!inOrder) throw new Malformed('status_list: bits and lst');
  if (subject.has('ttl') && !(Number(subject.get('ttl')) > 0 && typeof subject.get('ttl') !== 'string')) {
    throw new Malformed('ttl: a positive number');
  }
  const value = await valueOf(Number(list.get('bits')), list.get('lst'), index);
  if (value > 2) throw new Malformed('a status of 0 to 2, not ' + value); // §7.1: not ours to guess
  return value;
}

/** RFC 7638's thumbprint of the key it names; undefined when there is none to be had. */
function thumbprintOf({issuer, keyId}, known) {
  try {
    return known.keyOf(issuer, fragment(keyId)).thumbprint;
  } catch (e) {
    codeOf(e, {untold: 'ISSUER_DOCUMENT_UNREACHABLE'});
    return undefined;
  }
}

function covers({from, until}, at) {
  return at >= from && (until === undefined || at < until);
}

function fragment(keyId) {
  return keyId.slice(keyId.indexOf('#') + 1);
}

/** The code for what was thrown; what nobody expects is thrown on. */
function codeOf(e, {untold, refused, malformed}) {
  const code = (e instanceof Untold && untold) || (e instanceof Refused && refused)
      || (e instanceof Malformed && malformed);
  if (!code) throw e;
  return code;
}

/** The digest that the registry knows a credential by, as people compare it. */
export function digestOf(credential) {
  return hex(credential.digests[0]);
}
