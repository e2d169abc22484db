// What the page knows: the city's keys, pinned on the first visit; the newest trust bundle that those
// keys signed; and what things are called. It is asked for anew whenever there is a network.
import {BundleRefused, TrustBundle, readAnchor} from './bundle.js';
import {keep, kept} from './store.js';

const FROM = '/verify/offline/';
const bytes = text => new TextEncoder().encode(text);

/**
 * What is kept on this device: {pinned: {document, since}, anchor, bundle, words}; bundle is
 * undefined before the first visit with a network.
 */
export async function known() {
  const [pinned, text, words] = await Promise.all([kept('pinned'), kept('bundle'), kept('words')]);
  const anchor = pinned && await readAnchor(bytes(pinned.document));
  let bundle;
  try {
    bundle = text && anchor && await TrustBundle.read(text, anchor);
  } catch (e) {
    if (!(e instanceof BundleRefused)) throw e;
  }
  return {pinned, anchor, bundle, words};
}

/**
 * Asks the city. Answers {outcome, changed}: outcome is refreshed, away, or bundle-refused; changed
 * has the city's document when its keys are no longer the pinned ones, which are kept all the same.
 */
export async function refresh() {
  let document;
  let text;
  let words;
  try {
    [document, text, words] = await Promise.all([asked('did.json'), asked('trust-bundle'), asked('words')]);
  } catch (e) {
    return {outcome: 'away'};
  }
  if (!await kept('pinned')) await pin(document);
  const {pinned, anchor, bundle} = await known();
  const changed = keysOf(await readAnchor(bytes(document))) === keysOf(anchor) ? undefined : document;
  try {
    const fresh = await TrustBundle.read(text, anchor);
    // An older one than we have is no news, whoever sends it.
    if (!bundle || fresh.asOf >= bundle.asOf) await keep('bundle', text);
  } catch (e) {
    if (!(e instanceof BundleRefused)) throw e;
    return {outcome: 'bundle-refused', changed};
  }
  await keep('words', JSON.parse(words));
  return {outcome: 'refreshed', changed, pinned};
}

/** Trusts this DID document from now on, and no other. */
export async function pin(document) {
  await readAnchor(bytes(document));
  await keep('pinned', {document, since: Date.now()});
}

/** The fingerprints of a document's keys that are in use, RFC 7638. */
export async function fingerprints(document) {
  const {keys} = await readAnchor(bytes(document));
  return keys.filter(key => key.until === undefined).map(key => key.thumbprint);
}

function keysOf(anchor) {
  return anchor.keys.map(key => `${key.fragment} ${key.thumbprint} ${key.until ?? ''}`).sort().join();
}

async function asked(what) {
  const answer = await fetch(FROM + what, {cache: 'no-cache', credentials: 'omit'});
  if (!answer.ok) throw new Error(`${what}: ${answer.status}`);
  return answer.text();
}
