// Sealing. Each entry gets a fresh key; that key is wrapped to the server's public key, so that nobody on this
// device can open it, and, if there is a passphrase, to the owner's own public key as well.

const FASSUNG = 1;
const KURVE = { name: "ECDH", namedCurve: "P-256" };
const BLOCK = 1024; // lengths are rounded up, so that they tell nothing of what is inside
const { subtle } = crypto;
const utf8 = new TextEncoder();

export function base64(bytes) {
  let text = "";
  new Uint8Array(bytes).forEach((zahl) => (text += String.fromCharCode(zahl)));
  return btoa(text);
}

export const bytesVon = (text) => Uint8Array.from(atob(text), (zeichen) => zeichen.charCodeAt(0));

const zufall = (laenge) => crypto.getRandomValues(new Uint8Array(laenge));
const gcm = (iv, aad) => (aad ? { name: "AES-GCM", iv, additionalData: aad } : { name: "AES-GCM", iv });

function zusammen(iv, geheim) {
  const alles = new Uint8Array(iv.length + geheim.byteLength);
  alles.set(iv);
  alles.set(new Uint8Array(geheim), iv.length);
  return base64(alles);
}

async function ableiten(privat, oeffentlich, epk, zweck, nutzung) {
  const gemeinsam = await subtle.deriveBits({ name: "ECDH", public: oeffentlich }, privat, 256);
  const grund = await subtle.importKey("raw", gemeinsam, "HKDF", false, ["deriveKey"]);
  const weise = { name: "HKDF", hash: "SHA-256", salt: epk, info: utf8.encode(zweck) };
  return subtle.deriveKey(weise, grund, { name: "AES-GCM", length: 256 }, false, nutzung);
}

const oeffentlicher = (roh) => subtle.importKey("raw", roh, KURVE, false, []);

// Wraps a key for whoever holds the private half of `oeffentlich`.
async function einhuellen(schluessel, oeffentlich, zweck) {
  const fluechtig = await subtle.generateKey(KURVE, false, ["deriveBits"]);
  const epk = new Uint8Array(await subtle.exportKey("raw", fluechtig.publicKey));
  const haelt = await ableiten(fluechtig.privateKey, await oeffentlicher(bytesVon(oeffentlich)), epk, zweck, ["wrapKey"]);
  const iv = zufall(12);
  return { epk: base64(epk), huelle: zusammen(iv, await subtle.wrapKey("raw", schluessel, haelt, gcm(iv))) };
}

const bindung = (kennung, marke) => utf8.encode(`kim-ohne-netz-${FASSUNG}|${kennung}|${marke}`);
const serverzweck = (schluessel) => `kim-ohne-netz-${FASSUNG}|server|${schluessel}`;
const eigenzweck = (marke, tag = "") => `kim-ohne-netz-${FASSUNG}|eigen|${marke}|${tag}`;

function gefuellt(inhalt) {
  const roh = utf8.encode(JSON.stringify(inhalt));
  const alles = new Uint8Array(Math.ceil(roh.length / BLOCK) * BLOCK).fill(32);
  alles.set(roh);
  return alles;
}

async function verschlossen(inhalt, kennung, marke) {
  const schluessel = await subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  const iv = zufall(12);
  const geheim = await subtle.encrypt(gcm(iv, bindung(kennung, marke)), schluessel, gefuellt(inhalt));
  return { schluessel, daten: zusammen(iv, geheim) };
}

// An entry for the server; `eigen` is the owner's public key, if she has set a passphrase.
export async function versiegeln(inhalt, { marke, server, eigen }) {
  const kennung = crypto.randomUUID();
  const { schluessel, daten } = await verschlossen(inhalt, kennung, marke);
  const kasten = { v: FASSUNG, kennung, marke, schluessel: server.kennung, daten };
  Object.assign(kasten, await einhuellen(schluessel, server.oeffentlich, serverzweck(server.kennung)));
  if (eigen) kasten.eigen = await einhuellen(schluessel, eigen, eigenzweck(marke));
  return kasten;
}

// Only for the owner herself, and only on this day: the day is part of the key.
export async function fuerHeute(inhalt, { marke, eigen, tag }) {
  const kennung = crypto.randomUUID();
  const { schluessel, daten } = await verschlossen(inhalt, kennung, marke);
  return { v: FASSUNG, kennung, marke, daten, eigen: await einhuellen(schluessel, eigen, eigenzweck(marke, tag)) };
}

// With the owner's private key, which lives in memory only.
export async function oeffnen(kasten, privat, tag = "") {
  const epk = bytesVon(kasten.eigen.epk);
  const haelt = await ableiten(privat, await oeffentlicher(epk), epk, eigenzweck(kasten.marke, tag), ["unwrapKey"]);
  const huelle = bytesVon(kasten.eigen.huelle);
  const schluessel = await subtle.unwrapKey(
    "raw", huelle.slice(12), haelt, gcm(huelle.slice(0, 12)), "AES-GCM", false, ["decrypt"],
  );
  const daten = bytesVon(kasten.daten);
  const klar = await subtle.decrypt(gcm(daten.slice(0, 12), bindung(kasten.kennung, kasten.marke)), schluessel, daten.slice(12));
  return JSON.parse(new TextDecoder().decode(klar));
}
