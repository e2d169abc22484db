// What the page keeps on this device: a few named things in IndexedDB.
const NAME = 'onenet-offline';
const KEPT = 'kept';

export async function kept(name) {
  return asked(store => store.get(name), 'readonly');
}

export async function keep(name, value) {
  await asked(store => store.put(value, name), 'readwrite');
}

async function asked(question, mode) {
  const database = await answer(opening());
  try {
    return await answer(question(database.transaction(KEPT, mode).objectStore(KEPT)));
  } finally {
    database.close();
  }
}

function opening() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(KEPT);
  return request;
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
