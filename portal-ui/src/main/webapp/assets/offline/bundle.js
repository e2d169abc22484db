// The trust bundle: everything a verifier asks, signed by the city in one text. Its shape is told
// by the class TrustBundle of the room `credentials`, whose answers these are.
import {Malformed, decoded, ofHex, order} from './bytes.js';
import * as claims from './claims.js';
import {comparable, isDid} from './did.js';
import {object, shown} from './json.js';
import {KINDS, mustBeOf, readJws} from './jws.js';
import {publicPart, thumbprint, verifies} from './keys.js';
import {ofSeconds, ofText, told} from './times.js';
import {Refused, SKEW} from './verdict.js';

const MOST_CHARACTERS = 32 << 20;
const MOST_LIFETIME = 7 * 86_400_000;
const STATES = ['in-force', 'suspended', 'revoked'];
const PREFIX = 10;

/** A text is no trust bundle of whom the verifier trusts: nothing of it was believed. */
export class BundleRefused extends Error {}

/** What is asked is not in the bundle, or the bundle is not of this time: nothing can be said. */
export class Untold extends Error {}

/**
 * A DID document's keys: {id, keys: [{fragment, jwk, from, until, thumbprint}]}. Retired keys are
 * among them, with the time at which they ended.
 */
export async function readDidDocument(document) {
  const id = document.get('id');
  const methods = document.get('verificationMethod');
  if (!isDid(id) || !Array.isArray(methods)) throw new Malformed('no DID document');
  const asserting = document.get('assertionMethod') ?? [];
  const keys = [];
  for (const method of methods) {
    if (!(method instanceof Map) || !asserting.includes(method.get('id'))) continue;
    if (!(method.get('publicKeyJwk') instanceof Map)) continue;
    const name = String(method.get('id'));
    if (!name.startsWith(id + '#')) throw new Malformed('verificationMethod.id: a key of ' + id);
    const jwk = publicPart(method.get('publicKeyJwk'));
    keys.push({
      fragment: name.slice(id.length + 1),
      jwk,
      from: method.has('validFrom') ? ofText(method.get('validFrom')) : 0,
      until: method.has('expires') ? ofText(method.get('expires')) : undefined,
      thumbprint: jwk.kty === 'EC' ? await thumbprint(jwk) : undefined,
    });
  }
  return {id, keys};
}

/** The city's keys, known beforehand, from its did.json. */
export async function readAnchor(bytes) {
  return readDidDocument(object(bytes));
}

/** The key under that fragment, or else the one with that thumbprint. */
function keyIn(document, fragment) {
  return document.keys.find(key => key.fragment === fragment)
      ?? document.keys.find(key => key.thumbprint === fragment);
}

/** Whether a key signs for its owner at that instant. */
export function signsAt(key, at) {
  return at >= key.from - SKEW && (key.until === undefined || at <= key.until + SKEW);
}

export class TrustBundle {
  /** Reads a bundle and sees who signed it. One that has ended is read too, and answers nothing. */
  static async read(compact, anchor) {
    try {
      const jws = await readJws(compact.trim(), KINDS.bundle, MOST_CHARACTERS);
      const said = jws.payload;
      const city = claims.text(said, 'iss');
      mustBeOf(city, jws.keyId);
      const asOf = claims.seconds(said, 'iat');
      const until = claims.seconds(said, 'exp');
      await mustBeSignedBy(city, jws, anchor, asOf);
      if (until <= asOf || until > asOf + MOST_LIFETIME) {
        throw new BundleRefused('exp: expected within 7 days of iat, got ' + told(until));
      }
      return new TrustBundle(asOf, until, await contentOf(said));
    } catch (e) {
      if (e instanceof Refused || e instanceof Malformed || e instanceof TypeError) {
        throw new BundleRefused('this is no trust bundle: ' + e.message);
      }
      throw e;
    }
  }

  constructor(asOf, until, content) {
    this.asOf = asOf;
    this.until = until;
    this.chain = content.chain;
    this.issuers = content.issuers;
    this.lists = content.lists;
    this.groups = content.groups;
    this.batches = content.batches;
    this.leaves = content.leaves;
  }

  isCurrent(now) {
    return now < this.until && now >= this.asOf - SKEW;
  }

  /** The same bundle, asked at an instant. */
  at(now) {
    return new Answers(this, now);
  }
}

/** What a bundle answers at an instant; Untold is thrown where it has no answer. */
class Answers {
  constructor(bundle, now) {
    this.bundle = bundle;
    this.now = now;
  }

  keyOf(issuer, fragment) {
    this.mustBeCurrent();
    const known = this.bundle.issuers.get(issuer);
    const key = known && keyIn(known.document, fragment);
    // A key that is not there may be newer than the bundle: it is not called unknown.
    return key ?? this.untold(`key ${issuer}#${fragment}`);
  }

  list(address) {
    this.mustBeCurrent();
    return this.bundle.lists.get(comparable(address)) ?? this.untold('list ' + address);
  }

  /** Undefined when the chain knows none. */
  accreditation(issuer, type) {
    return this.type(issuer, type).accreditation;
  }

  keyAccreditation(issuer, type, print) {
    return this.type(issuer, type).keys.get(print) ?? this.untold(`the key ${print} of ${issuer}`);
  }

  /**
   * A registered digest's account, state, reason and time; undefined when it is not registered. Of a
   * digest in a batch only what took it out of force is told; that it is in force takes its receipt.
   */
  entry(digest) {
    this.mustBeCurrent();
    return heaviest([...this.bundle.groups, ...this.bundle.leaves], digest, this.bundle.asOf);
  }

  /** Whether the account is known to register in batches. */
  registersInBatches(account) {
    this.mustBeCurrent();
    return this.bundle.batches.some(batch => batch.account === account);
  }

  /** The same by the batch that a receipt names. */
  entryOf(receipt) {
    this.mustBeCurrent();
    const {chain, batches, leaves, groups} = this.bundle;
    const batch = batches.find(one =>
      receipt.chainId === chain.id && receipt.contract === chain.contract
          && receipt.account === one.account && receipt.root === one.root
          && receipt.leafCount === one.leafCount);
    if (batch === undefined) return undefined;
    const own = [...leaves, ...groups].filter(group => group.account === batch.account);
    return heaviest(own, ofHex(receipt.digest), batch.anchoredAt)
        ?? {account: batch.account, state: 'in-force', since: batch.anchoredAt};
  }

  type(issuer, name) {
    this.mustBeCurrent();
    const known = this.bundle.issuers.get(issuer);
    return known?.types.find(type => type.name === name) ?? this.untold(`${name} of ${issuer}`);
  }

  mustBeCurrent() {
    if (!this.bundle.isCurrent(this.now)) {
      const {asOf, until} = this.bundle;
      throw new Untold(`the trust bundle holds from ${told(asOf)} to ${told(until)}`);
    }
  }

  untold(what) {
    throw new Untold(`the trust bundle of ${told(this.bundle.asOf)} does not tell of ${what}`);
  }
}

async function mustBeSignedBy(city, jws, anchor, asOf) {
  const key = city === anchor.id && keyIn(anchor, jws.keyId.slice(jws.keyId.indexOf('#') + 1));
  if (!key) throw new BundleRefused(`its key ${jws.keyId} is not a trusted one`);
  if (!await verifies(key.jwk, jws.signed, jws.signature)) {
    throw new BundleRefused(`it is not signed by the trusted key ${jws.keyId}`);
  }
  if (!signsAt(key, asOf)) throw new BundleRefused(`its key ${jws.keyId} did not sign at ${told(asOf)}`);
}

async function contentOf(said) {
  const chain = member(said, 'chain', isObject);
  const issuers = new Map();
  for (const issuer of objects(said, 'issuers')) {
    const document = await readDidDocument(member(issuer, 'document', isObject));
    issuers.set(document.id, {document, types: objects(issuer, 'types').map(typeOf)});
  }
  const lists = new Map();
  for (const [address, list] of member(said, 'statusLists', isObject)) {
    lists.set(comparable(address), list);
  }
  return {
    chain: {
      id: member(chain, 'id', isWhole),
      contract: member(chain, 'contract', isText),
      block: member(chain, 'block', isWhole),
    },
    issuers,
    lists,
    groups: objects(said, 'registered').map(groupOf),
    batches: objects(said, 'batches').map(batchOf),
    leaves: objects(said, 'leaves').map(groupOf),
  };
}

function batchOf(json) {
  return {
    account: member(json, 'account', isText),
    root: member(json, 'root', isText),
    leafCount: member(json, 'leafCount', isWhole),
    anchoredAt: ofSeconds(json.get('anchoredAt')),
  };
}

function typeOf(json) {
  const name = member(json, 'type', isText);
  if (!json.has('account')) return {name, keys: new Map()};
  const keys = new Map();
  for (const key of objects(json, 'keys')) {
    keys.set(member(key, 'thumbprint', isText), {
      required: key.get('required') === true,
      windows: objects(key, 'windows').map(windowOf),
      stolenSince: time(key, 'stolenSince'),
    });
  }
  return {name, accreditation: {account: member(json, 'account', isText), ...windowOf(json)}, keys};
}

function windowOf(json) {
  return {from: ofSeconds(json.get('from')), until: time(json, 'until')};
}

function groupOf(json) {
  const state = STATES.indexOf(member(json, 'state', isText));
  if (state < 0) throw new Malformed('state: ' + json.get('state'));
  const digests = decoded(member(json, 'digests', isText));
  if (digests.length % PREFIX !== 0) throw new Malformed('digests: expected a multiple of 10 bytes');
  for (let at = PREFIX; at < digests.length; at += PREFIX) {
    if (order(digests, at - PREFIX, digests, at, PREFIX) > 0) {
      throw new Malformed('digests: expected in ascending order');
    }
  }
  return {account: member(json, 'account', isText), state, reason: member(json, 'reason', isWhole), digests};
}

/** The heaviest state that a digest has in one of the groups. */
function heaviest(groups, digest, since) {
  let found;
  for (const group of groups) {
    if (found !== undefined && group.state <= found.state) continue;
    if (contains(group.digests, digest)) found = group;
  }
  return found && {account: found.account, state: STATES[found.state], reason: found.reason, since};
}

/** Whether a digest's first 10 bytes are among them: taken for one of a million once in 10^18. */
function contains(digests, digest) {
  let low = 0;
  let high = digests.length / PREFIX - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const difference = order(digests, middle * PREFIX, digest, 0, PREFIX);
    if (difference === 0) return true;
    if (difference < 0) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

function time(json, name) {
  return json.has(name) ? ofSeconds(json.get(name)) : undefined;
}

function objects(json, name) {
  return member(json, name, value => Array.isArray(value) && value.every(isObject));
}

function member(json, name, isRight) {
  if (!isRight(json.get(name))) throw new Malformed(`${name}: not ${shown(json.get(name))}`);
  return json.get(name);
}

function isObject(value) {
  return value instanceof Map;
}

function isWhole(value) {
  return typeof value === 'bigint';
}

function isText(value) {
  return typeof value === 'string';
}
