// Reads a text as a credential of VC-JOSE-COSE, or by its ~ as an SD-JWT VC, and refuses everything
// that such a credential may not be, each with its own code.
import * as claims from './claims.js';
import {isAddress, isDid} from './did.js';
import {same} from './json.js';
import {KINDS, MOST_CHARACTERS, digestsOf, mustBeOf, readJws} from './jws.js';
import {readSdJwtVc} from './sdjwtvc.js';
import {told} from './times.js';

const MOST_CHARACTERS_OF_A_LIST = 4 << 20;
const MOST_PLACES = 8;
const CONTEXT = 'https://www.w3.org/ns/credentials/v2';
const VERIFIABLE_CREDENTIAL = 'VerifiableCredential';
const PURPOSES = ['revocation', 'suspension'];

/**
 * What a text says, as far as it could be read; whether it is true is for the verdict:
 * form, id, type, issuer (a DID), keyId, issuedAt, validFrom, validUntil, subject (a Map), status
 * (places in lists), jws, certified, digests; and sdJwt with its holderKey when it is one.
 */
export function readCredential(text) {
  return text.includes('~') ? readSdJwtVc(text) : readVc(text, MOST_CHARACTERS);
}

/** The same for a Bitstring Status List, which may be larger. */
export function readBitstringList(text) {
  return readVc(text, MOST_CHARACTERS_OF_A_LIST);
}

/** A Token Status List, told as a credential is (draft 20, §8.3): its address is the id. */
export async function readTokenList(text) {
  const jws = await readJws(text, KINDS.statusList, MOST_CHARACTERS_OF_A_LIST);
  const said = jws.payload;
  const id = claims.text(said, 'sub');
  const issuer = jws.keyId.slice(0, jws.keyId.indexOf('#'));
  if (!isDid(issuer)) throw claims.refused('issuer: a did:web identifier', issuer);
  return {
    id,
    issuer,
    keyId: jws.keyId,
    validFrom: claims.seconds(said, 'iat'),
    validUntil: claims.secondsIfThere(said, 'exp'),
    subject: said,
    jws,
  };
}

async function readVc(text, most) {
  const jws = await readJws(text, KINDS.credential, most);
  const vc = jws.payload;
  for (const wrong of ['vc', 'vp']) {
    if (vc.has(wrong)) throw claims.refused('the payload is the credential', 'a claim ' + wrong);
  }
  const credential = await credentialOf(jws);
  mustNotContradict(vc, credential);
  return credential;
}

async function credentialOf(jws) {
  const vc = jws.payload;
  const context = vc.get('@context');
  if (!Array.isArray(context) || context[0] !== CONTEXT) {
    throw claims.refused('@context whose first is ' + CONTEXT, context);
  }
  const types = vc.get('type');
  if (!Array.isArray(types) || !types.includes(VERIFIABLE_CREDENTIAL)) {
    throw claims.refused('type with VerifiableCredential', types);
  }
  const type = types.map(String).find(one => one !== VERIFIABLE_CREDENTIAL);
  if (type === undefined) throw claims.refused('a second type', types);
  const described = vc.get('issuer');
  const issuer = described instanceof Map ? described.get('id') : described;
  if (!isDid(issuer)) throw claims.refused('issuer: a did:web identifier', issuer);
  mustBeOf(issuer, jws.keyId);
  const subject = vc.get('credentialSubject');
  if (!(subject instanceof Map)) throw claims.refused('credentialSubject: an object', subject);
  return {
    form: KINDS.credential.typ,
    id: vc.has('id') ? claims.text(vc, 'id') : '',
    type,
    issuer,
    keyId: jws.keyId,
    issuedAt: claims.secondsIfThere(vc, 'iat'),
    validFrom: claims.instant(vc, 'validFrom'),
    validUntil: vc.has('validUntil') ? claims.instant(vc, 'validUntil') : undefined,
    subject,
    status: placesOf(vc.get('credentialStatus') ?? null),
    jws,
    digests: await digestsOf(jws),
  };
}

/**
 * A credential may say the same twice, by a JWT's claims (RFC 7519 §4.1) and by VC 2.0's members. A
 * difference is refused: one reader would believe the one, another the other.
 */
function mustNotContradict(vc, credential) {
  const said = {iss: credential.issuer, jti: vc.get('id') ?? null, sub: credential.subject.get('id') ?? null};
  for (const [claim, member] of Object.entries(said)) {
    if (vc.has(claim) && !same(vc.get(claim), member)) {
      throw claims.refused(`${claim} as VC 2.0 says it`, vc.get(claim));
    }
  }
  const times = {nbf: credential.validFrom, exp: credential.validUntil};
  for (const [claim, member] of Object.entries(times)) {
    const time = claims.secondsIfThere(vc, claim);
    const whole = member === undefined ? undefined : Math.floor(member / 1000) * 1000;
    if (time !== undefined && time !== whole) {
      throw claims.refused(`${claim} as VC 2.0 says it`, told(time));
    }
  }
}

/** VC Data Model 2.0 §4.10: one entry, or several. */
function placesOf(status) {
  if (status === null) return [];
  const entries = Array.isArray(status) ? status : [status];
  if (entries.length > MOST_PLACES) {
    throw claims.refused(`credentialStatus: at most ${MOST_PLACES} entries`, String(entries.length));
  }
  return entries.map(place);
}

function place(entry) {
  if (!(entry instanceof Map) || entry.get('type') !== 'BitstringStatusListEntry') {
    throw claims.refused('credentialStatus: a BitstringStatusListEntry', entry);
  }
  const purpose = entry.get('statusPurpose');
  if (!PURPOSES.includes(purpose)) throw claims.refused('statusPurpose: revocation or suspension', entry);
  const list = String(entry.get('statusListCredential') ?? null);
  const index = entry.get('statusListIndex');
  const whole = typeof index === 'string' && /^[+-]?[0-9]+$/.test(index) ? BigInt(index.replace('+', '')) : null;
  if (whole === null || !claims.isInt(whole) || !isAddress(list)) {
    throw claims.refused('statusListIndex: a number as text, and an address', entry);
  }
  return {list, purpose, index: Number(whole)};
}
