// The service worker of the page that verifies without a network: keeps the page's files, all of one
// version, and answers with them. Before this, OfflinePage writes `version` and `files`.
const CACHE = 'onenet-offline-' + version;
const PAGE = '/verify/offline';

addEventListener('install', event => event.waitUntil(fill()));
addEventListener('activate', event => event.waitUntil(takeOver()));
addEventListener('fetch', event => {
  const kept = keptAs(event.request);
  if (kept) event.respondWith(answer(kept, event.request));
});

async function fill() {
  const cache = await caches.open(CACHE);
  const pages = ['en', 'zh'].map(language => `${PAGE}?lang=${language}`);
  // Without credentials nothing in the answers changes the language that somebody chose.
  await cache.addAll([...pages, ...files].map(one => new Request(one, {cache: 'reload', credentials: 'omit'})));
  await skipWaiting();
}

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith('onenet-offline-') && name !== CACHE) await caches.delete(name);
  }
  await clients.claim();
}

/** The name under which the answer is kept; undefined for what is none of ours. */
function keptAs(request) {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return undefined;
  if (url.pathname === PAGE) return `${PAGE}?lang=${languageOf(url)}`;
  return files.includes(url.pathname) ? url.pathname : undefined;
}

function languageOf(url) {
  const asked = url.searchParams.get('lang') ?? navigator.language;
  return asked.startsWith('zh') ? 'zh' : 'en';
}

async function answer(kept, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(kept, {ignoreVary: true})) ?? fetch(request);
}
