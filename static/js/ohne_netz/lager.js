// The store on the device: sealed boxes under opaque marks, when they were made, how often they were sent.
// Nothing here names a person, neither a client nor who logged it.

const NAME = "kim-ohne-netz";
let verbindung = null;

function oeffnen() {
  verbindung ??= new Promise((gut, schlecht) => {
    const anfrage = indexedDB.open(NAME, 1);
    anfrage.onupgradeneeded = () => {
      const db = anfrage.result;
      db.createObjectStore("kaesten", { keyPath: "kennung" });
      db.createObjectStore("eigner", { keyPath: "marke" });
      db.createObjectStore("mappe", { keyPath: "marke" });
      db.createObjectStore("geraet");
    };
    anfrage.onsuccess = () => {
      anfrage.result.onversionchange = () => {
        anfrage.result.close();
        verbindung = null;
      };
      // The browser may end it by itself, as when a phone is short of memory.
      anfrage.result.onclose = () => (verbindung = null);
      gut(anfrage.result);
    };
    anfrage.onerror = () => {
      verbindung = null;
      schlecht(anfrage.error);
    };
  });
  return verbindung;
}

// A connection that has ended unseen is opened anew, once.
async function beginnen(lager, art) {
  const weise = { durability: "strict" };
  try {
    return (await oeffnen()).transaction(lager, art, weise);
  } catch (fehler) {
    if (fehler.name !== "InvalidStateError") throw fehler;
    verbindung = null;
    return (await oeffnen()).transaction(lager, art, weise);
  }
}

// Done only when the database says that all of it is written: a full disk is an error, not a promise.
async function tun(lager, art, tat) {
  const vorgang = await beginnen(lager, art);
  return new Promise((gut, schlecht) => {
    const anfrage = tat(vorgang.objectStore(lager));
    vorgang.oncomplete = () => gut(anfrage?.result);
    vorgang.onabort = () => schlecht(vorgang.error || anfrage?.error);
  });
}

const lesen = (lager, tat) => tun(lager, "readonly", tat);
const schreiben = (lager, tat) => tun(lager, "readwrite", tat);

export const kaestenHolen = async () =>
  (await lesen("kaesten", (l) => l.getAll())).sort((a, b) => a.seit - b.seit);

export const kastenAblegen = (kasten) =>
  schreiben("kaesten", (l) => l.add({ kennung: kasten.kennung, marke: kasten.marke, kasten, seit: Date.now(), versuche: 0, stand: "wartet" }));

// Only after the server has said that it holds the entry.
export const kastenEntlassen = (kennung) => schreiben("kaesten", (l) => l.delete(kennung));

export const kastenNotieren = (satz, angaben) =>
  schreiben("kaesten", (l) => {
    // Another tab may have delivered it meanwhile: then there is nothing left to note.
    l.get(satz.kennung).onsuccess = ({ target }) => {
      if (target.result) l.put({ ...target.result, ...angaben });
    };
  });

export const eigner = (marke) => lesen("eigner", (l) => l.get(marke));
export const eignerMarken = () => lesen("eigner", (l) => l.getAllKeys());
export const eignerSetzen = async (marke, angaben) =>
  schreiben("eigner", (l) => {
    l.get(marke).onsuccess = ({ target }) => l.put({ ...target.result, ...angaben, marke });
  });

export const wert = (name) => lesen("geraet", (l) => l.get(name));
export const setzen = (name, inhalt) => schreiben("geraet", (l) => (inhalt === null ? l.delete(name) : l.put(inhalt, name)));

export const mappe = (marke) => lesen("mappe", (l) => l.get(marke));
export const mappeSetzen = (satz) => schreiben("mappe", (l) => l.put(satz));
export const mappenRaeumen = (heute) =>
  schreiben("mappe", (l) => {
    l.openCursor().onsuccess = ({ target }) => {
      if (!target.result) return;
      if (target.result.value.tag !== heute) target.result.delete();
      target.result.continue();
    };
  });
