// The page that verifies without a network: what it knows, what is to be checked, and the verdict.
import {hasCamera, lookForCode} from '../camera.js';
import {Malformed} from './bytes.js';
import {fingerprints, known, pin, refresh} from './knowledge.js';
import {PdfRefused, certificateIn, isPdf} from './pdf.js';
import {readReceipt} from './receipt.js';
import {element, shown} from './show.js';
import {withoutThePage} from './verdict.js';
import {verify} from './verifier.js';
import {age, time, word} from './words.js';

const MOST_BYTES = 5 << 20;
const HOUR = 3_600_000;
const MINUTE = 60_000;
const byId = id => document.getElementById(id);

let knowledge = {};
let offered;
let filesAreKept = false;

/** Shows a text in an element, or hides it. */
function tell(id, text) {
  byId(id).textContent = text ?? '';
  byId(id).hidden = !text;
}

function showKnowledge() {
  const {pinned, bundle} = knowledge;
  const now = Date.now();
  byId('known').hidden = !bundle;
  if (bundle) {
    set('as-of', bundle.asOf);
    set('until', bundle.until);
    set('pinned', pinned.since);
    byId('age').textContent = `(${age(bundle.asOf, now)})`;
  }
  const early = bundle && now < bundle.asOf && !bundle.isCurrent(now) && 'offline.early';
  const over = bundle && !bundle.isCurrent(now) && 'offline.over';
  const missing = !bundle && 'offline.nothing';
  const wrong = early || over || missing;
  tell('problem', wrong && word(wrong));
  showReadiness(!wrong);
}

/** Whether the page opens without a network, and knows something then. */
function showReadiness(knows) {
  const mark = byId('ready');
  const ready = filesAreKept && knows;
  mark.dataset.ready = ready ? 'yes' : 'no';
  mark.className = ready ? 'tag ok' : 'tag warn';
  mark.textContent = word(ready ? 'offline.ready' : knows ? 'offline.preparing' : 'offline.not-ready');
}

function set(id, instant) {
  byId(id).dateTime = new Date(instant).toISOString();
  byId(id).textContent = time(instant);
}

async function reload() {
  knowledge = await known();
  showKnowledge();
  const {pinned} = knowledge;
  byId('fingerprint').textContent = pinned ? (await fingerprints(pinned.document)).join(' ') : '–';
}

async function askTheCity() {
  byId('refresh').disabled = true;
  byId('refreshed').textContent = word('offline.refreshing');
  const {outcome, changed} = await refresh();
  await reload();
  offered = changed;
  byId('changed').hidden = !changed;
  if (changed) {
    byId('ours').textContent = (await fingerprints(knowledge.pinned.document)).join(' ');
    byId('theirs').textContent = (await fingerprints(changed)).join(' ');
  }
  byId('refreshed').textContent = word('offline.' + outcome);
  byId('refreshed').dataset.outcome = outcome;
  byId('refresh').disabled = false;
}

byId('refresh').addEventListener('click', askTheCity);
byId('trust').addEventListener('click', async () => {
  await pin(offered);
  await askTheCity();
});
addEventListener('online', askTheCity);
setInterval(showKnowledge, MINUTE);
setInterval(askTheCity, HOUR);

/** Keeps the page's own files on this device. */
async function keepFiles() {
  if (!('serviceWorker' in navigator)) {
    byId('ready').textContent = word('offline.not-kept');
    return;
  }
  await navigator.serviceWorker.register('/verify/offline/worker.js', {scope: '/verify/offline'});
  await navigator.serviceWorker.ready;
  await navigator.storage?.persist?.();
  filesAreKept = true;
  showKnowledge();
}

addEventListener('beforeinstallprompt', event => {
  event.preventDefault();
  byId('install').hidden = false;
  byId('install').onclick = async () => {
    byId('install').hidden = true;
    await event.prompt();
  };
});

/** The pasted text, or else that of the chosen files; and the receipt, in a PDF or a file of its own. */
async function input() {
  const found = {};
  for (const file of byId('file').files) {
    const content = await contentOf(file);
    if (found.text !== undefined && content.text !== undefined) throw new Unusable('offline.one');
    Object.assign(found, content);
  }
  const pasted = byId('jwt').value;
  if (pasted.trim() !== '') Object.assign(found, {text: pasted, printed: false});
  if (found.text === undefined) throw new Unusable('verify.nothing');
  return found;
}

async function contentOf(file) {
  if (file.size > MOST_BYTES) throw new Unusable('verify.too-large');
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!isPdf(bytes)) {
    const text = new TextDecoder().decode(bytes);
    return text.trimStart().startsWith('{') ? {receipt: bytes} : {text};
  }
  try {
    return {...await certificateIn(bytes), printed: true};
  } catch (e) {
    if (!(e instanceof PdfRefused)) throw e;
    throw new Unusable(e.message === 'several' ? 'offline.several' : 'verify.no-certificate');
  }
}

/** There is nothing that could be judged; the message is the key of a word. */
class Unusable extends Error {}

async function judge(given) {
  tell('error-text');
  byId('error').hidden = true;
  byId('result').hidden = true;
  try {
    const {text, receipt, printed} = await given;
    if (text.trim() === '') throw new Unusable('verify.nothing');
    if (!knowledge.bundle) throw new Unusable('offline.nothing');
    const {read, wrong} = await receiptOf(receipt);
    const inside = await verify(text, knowledge.bundle, Date.now(), read);
    const verdict = printed ? withoutThePage(inside) : inside;
    byId('result').replaceChildren(...shown(verdict, knowledge, printed));
    if (wrong) byId('verdict').after(element('p', {className: 'notice warn', id: 'receipt-refused'}, word('offline.receipt')));
    byId('result').hidden = false;
    byId('result').focus();
  } catch (e) {
    if (!(e instanceof Unusable) && !(e instanceof DOMException)) throw e;
    tell('error-text', word(e instanceof Unusable ? e.message : 'offline.no-file'));
    byId('error').hidden = false;
    byId('error').focus();
  }
}

async function receiptOf(bytes) {
  if (bytes === undefined) return {};
  try {
    return {read: await readReceipt(bytes)};
  } catch (e) {
    if (e instanceof Malformed) return {wrong: true};
    throw e;
  }
}

const form = byId('form');
form.addEventListener('submit', event => {
  event.preventDefault();
  judge(input());
});
form.addEventListener('dragover', event => event.preventDefault());
form.addEventListener('drop', event => {
  event.preventDefault();
  if (event.dataTransfer.files.length === 0) return;
  byId('jwt').value = '';
  byId('file').files = event.dataTransfer.files;
  form.requestSubmit();
});

if (hasCamera) {
  byId('scan').hidden = false;
  byId('scan').addEventListener('click', async () => {
    tell('camera-problem');
    const text = await lookForCode(byId('camera'));
    if (text === null) tell('camera-problem', word('verify.camera.denied'));
    else if (/^ey[A-Za-z0-9_-]*\./.test(text)) await judge({text});
    else scannedLink(text);
  });
}

/** A link of this city's: without a network it can only be said that it is one. */
function scannedLink(text) {
  const link = URL.canParse(text) ? new URL(text) : undefined;
  const ours = link && link.origin === location.origin && link.pathname.startsWith('/verify/');
  tell('camera-problem', word(ours ? 'offline.link' : 'verify.camera.foreign'));
  if (ours) byId('camera-problem').append(' ', element('a', {href: link.pathname}, word('offline.link.open')));
}

await reload();
await askTheCity();
await keepFiles();
