// Keeps the shell of the page on the device, and nothing else: no answer about a person ever passes the cache.
// It holds no keys. STAND and DATEIEN are written in front of this file by the server.

const LAGER = `kim-ohne-netz-huelle-${STAND}`;

self.addEventListener("install", (ereignis) => {
  ereignis.waitUntil(
    (async () => {
      const lager = await caches.open(LAGER);
      // Without cookies: what is kept was made for nobody.
      await Promise.all(
        DATEIEN.map(async (adresse) => {
          const antwort = await fetch(adresse, { credentials: "omit", cache: "no-cache" });
          if (!antwort.ok || antwort.redirected) throw new Error(adresse);
          await lager.put(adresse, antwort);
        }),
      );
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (ereignis) => {
  ereignis.waitUntil(
    (async () => {
      const namen = await caches.keys();
      const alte = namen.filter((name) => name.startsWith("kim-ohne-netz-huelle-") && name !== LAGER);
      await Promise.all(alte.map((name) => caches.delete(name)));
      await self.clients.claim();
      await mappenRaeumen();
    })(),
  );
});

self.addEventListener("fetch", (ereignis) => {
  const { request } = ereignis;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || !DATEIEN.includes(pathname)) return;
  ereignis.waitUntil(mappenRaeumen());
  ereignis.respondWith(
    (async () => {
      const lager = await caches.open(LAGER);
      const da = await lager.match(pathname, { ignoreVary: true });
      return da || fetch(request);
    })(),
  );
});

// The Tagesmappe of a day that is over is taken away, also when its page is not open.
function mappenRaeumen() {
  const heute = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Berlin" });
  return new Promise((fertig) => {
    const anfrage = indexedDB.open("kim-ohne-netz");
    anfrage.onupgradeneeded = () => anfrage.transaction.abort();
    anfrage.onerror = () => fertig();
    anfrage.onsuccess = () => {
      const db = anfrage.result;
      db.onversionchange = () => db.close();
      const vorgang = db.transaction("mappe", "readwrite");
      vorgang.objectStore("mappe").openCursor().onsuccess = ({ target }) => {
        if (!target.result) return;
        if (target.result.value.tag !== heute) target.result.delete();
        target.result.continue();
      };
      vorgang.oncomplete = vorgang.onabort = () => {
        db.close();
        fertig();
      };
    };
  });
}
