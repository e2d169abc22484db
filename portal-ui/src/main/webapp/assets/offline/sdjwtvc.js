// Reads an SD-JWT VC and its disclosures. What judges it (iss, nbf, exp, vct, status, cnf) is taken
// from what the issuer signed in the clear, never from a disclosure.
import * as claims from './claims.js';
import {didOfUrl, isAddress, originOf} from './did.js';
import {disclosed, readDisclosure} from './disclosures.js';
import {KINDS, MOST_CHARACTERS, digestsOf, mustBeOf, readJws} from './jws.js';
import {Refused} from './verdict.js';

/** What is said of the credential, not of its subject. */
const OF_THE_CREDENTIAL =
    ['iss', 'iat', 'nbf', 'exp', 'jti', 'cnf', 'vct', 'vct#integrity', 'status', '_sd_alg'];

export async function readSdJwtVc(text) {
  const sdJwt = await takenApart(text);
  const jws = await readJws(sdJwt.issuerSigned, KINDS.sdJwtVc, MOST_CHARACTERS);
  const signed = jws.payload;
  const subject = disclosed(signed, sdJwt.disclosures);
  const vct = signed.get('vct');
  if (typeof vct !== 'string' || vct.trim() === '') {
    throw new Refused('CREDENTIAL_TYPE_MISSING', "vct: the credential's type", String(vct));
  }
  const url = claims.text(signed, 'iss');
  const issuer = didOfUrl(url);
  if (issuer === undefined) throw claims.refused('iss: an https URL without query', url);
  const keyId = jws.keyId === '' ? `${issuer}#${jws.certified}` : jws.keyId;
  mustBeOf(issuer, keyId);
  const issuedAt = claims.secondsIfThere(signed, 'iat');
  const validFrom = claims.secondsIfThere(signed, 'nbf') ?? issuedAt;
  if (validFrom === undefined) throw claims.refused('nbf or iat: seconds since 1970', 'neither');
  const validUntil = claims.secondsIfThere(signed, 'exp');
  const status = placesOf(signed.get('status') ?? null);
  for (const name of OF_THE_CREDENTIAL) subject.delete(name);
  const confirmation = signed.get('cnf');
  const holderKey = confirmation instanceof Map ? confirmation.get('jwk') : undefined;
  return {
    form: KINDS.sdJwtVc.typ,
    id: typeof signed.get('jti') === 'string' ? signed.get('jti') : '',
    type: typeOf(vct, originOf(url)),
    issuer,
    keyId,
    issuedAt,
    validFrom,
    validUntil,
    subject,
    status,
    jws,
    certified: jws.certified,
    digests: await digestsOf(jws),
    sdJwt,
    holderKey: holderKey instanceof Map ? holderKey : undefined,
  };
}

/** RFC 9901 §4: issuer-signed JWT ~ disclosure ~ … ~ [key-binding JWT]. */
async function takenApart(text) {
  if (text.length > MOST_CHARACTERS) {
    throw new Refused('TOO_LARGE', `at most ${MOST_CHARACTERS} characters`, `${text.length} characters`);
  }
  const parts = text.split('~');
  const keyBinding = parts.pop();
  const [issuerSigned, ...rest] = parts;
  const disclosures = [];
  for (const one of rest) disclosures.push(await readDisclosure(one));
  return {issuerSigned, disclosures, keyBinding, withoutKeyBinding: parts.join('~') + '~'};
}

/** The type that the registry is asked for: the last part of a vct at the issuer's own origin. */
function typeOf(vct, origin) {
  const last = vct.slice(vct.lastIndexOf('/') + 1);
  return vct.startsWith(origin) && /^[A-Za-z0-9._-]+$/.test(last) ? last : vct;
}

/** Token Status List, draft 20, §6.2; a status of another kind cannot be asked for. */
function placesOf(status) {
  if (status === null) return [];
  const entry = status instanceof Map ? status.get('status_list') : undefined;
  if (entry instanceof Map && claims.isInt(entry.get('idx'))) {
    const list = entry.get('uri');
    if (typeof list === 'string' && isAddress(list)) return [{list, index: Number(entry.get('idx'))}];
  }
  throw claims.refused('status.status_list: idx and uri', status);
}
