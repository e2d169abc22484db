// did:web identifiers, the URLs that stand for them, and addresses (RFC 3986).
const FORM = /^did:web:[A-Za-z0-9.-]+(%3A[0-9]{1,5})?(:[A-Za-z0-9._-]+)*$/;
const NAME = '(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.)*[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.?';
const NUMBERS = '[0-9]{1,3}(?:\\.[0-9]{1,3}){3}';
const URL_FORM = new RegExp(`^(https?)://(${NAME}|${NUMBERS})(?::([1-9][0-9]{0,4}|0))?((?:/[A-Za-z0-9._-]+)*)$`);
const ADDRESS = /^(?:[A-Za-z][A-Za-z0-9+.-]*:(?=[^#])|(?![^/?#]*:))(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=\u00a1-\uffff]|%[0-9A-Fa-f]{2})*(?:#(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=\u00a1-\uffff]|%[0-9A-Fa-f]{2})*)?$/;

export function isDid(text) {
  return typeof text === 'string' && FORM.test(text);
}

/**
 * The identifier behind an issuer's URL: https://host:8081/departments/x is
 * did:web:host%3A8081:departments:x. Undefined when no identifier has exactly this URL.
 */
export function didOfUrl(url) {
  const found = URL_FORM.exec(url);
  if (!found) return undefined;
  const [, scheme, host, port, path] = found;
  const loopback = host === 'localhost' || host === '127.0.0.1';
  const parts = path.split('/').slice(1);
  if (scheme !== (loopback ? 'http' : 'https') || parts.includes('.') || parts.includes('..')) {
    return undefined;
  }
  const did = ['did:web:' + host + (port === undefined ? '' : '%3A' + port), ...parts].join(':');
  return isDid(did) ? did : undefined;
}

/** Scheme, host and port of an issuer's URL, with a slash behind. */
export function originOf(url) {
  return /^https?:\/\/[^/]+/.exec(url)[0] + '/';
}

/** Whether a text can be the address of something. */
export function isAddress(text) {
  return ADDRESS.test(text);
}

/** The same for addresses that differ in the case of scheme and host alone. */
export function comparable(address) {
  return address.replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/, start => start.toLowerCase());
}
