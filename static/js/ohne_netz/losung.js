// The passphrase: it protects the owner's private key, and so her own entries that still wait here. Neither it
// nor a key made from it is ever stored; the private key lies here only wrapped.

import { base64, bytesVon } from "./kasten.js";

export const RUNDEN = 600000;
export const MINDESTENS = 10;
const KURVE = { name: "ECDH", namedCurve: "P-256" };
const { subtle } = crypto;
const utf8 = new TextEncoder();
const GELAEUFIG =
  /^(passwor[dt]|losung|willkommen|welcome|hallo|geheim|sommer|winter|herbst|fr(ü|ue)hling|integration|kommunal\w*|fallarbeit|beratung|schatz|qwertz\w*|asdf\w*|admin\w*|test\w*|kim)+[\d\W_]*$/i;
const REIHEN = ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertzuiopü", "qwertyuiop", "asdfghjklöä", "yxcvbnm"];

// Why a passphrase will not do; empty if it will.
export function schwaeche(losung) {
  const text = losung.normalize("NFC");
  if ([...text].length < MINDESTENS) return `Die Losung hat weniger als ${MINDESTENS} Zeichen.`;
  if (/^[\d\s.,/-]+$/.test(text)) return "Nur Ziffern lassen sich zu schnell durchprobieren. Bitte Wörter dazunehmen.";
  if (new Set(text.toLowerCase()).size < 5) return "Die Losung wiederholt zu wenige Zeichen. Bitte eine andere wählen.";
  if (GELAEUFIG.test(text)) return "Diese Losung steht auf jeder Liste, die durchprobiert wird. Bitte mehrere Wörter wählen.";
  const klein = text.toLowerCase();
  const gereiht = REIHEN.some((reihe) => {
    const rueck = [...reihe].reverse().join("");
    for (let i = 0; i + 6 <= klein.length; i++) {
      const stueck = klein.slice(i, i + 6);
      if ((reihe.includes(stueck) || rueck.includes(stueck)) && klein.length - 6 < 6) return true;
    }
    return false;
  });
  return gereiht ? "Die Losung ist eine Reihe auf der Tastatur. Bitte eine andere wählen." : "";
}

async function ausLosung(losung, salz, runden) {
  const roh = await subtle.importKey("raw", utf8.encode(losung.normalize("NFC")), "PBKDF2", false, ["deriveKey"]);
  const weise = { name: "PBKDF2", hash: "SHA-256", salt: salz, iterations: runden };
  return subtle.deriveKey(weise, roh, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

const bindung = (marke) => utf8.encode(`kim-ohne-netz-1|losung|${marke}`);

// A new pair of keys; what is returned may lie on the device.
export async function einrichten(losung, marke) {
  const fehler = schwaeche(losung);
  if (fehler) throw new Error(fehler);
  const salz = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const paar = await subtle.generateKey(KURVE, true, ["deriveBits"]);
  const haelt = await ausLosung(losung, salz, RUNDEN);
  const weise = { name: "AES-GCM", iv, additionalData: bindung(marke) };
  return {
    salz: base64(salz),
    runden: RUNDEN,
    iv: base64(iv),
    privat: base64(await subtle.wrapKey("pkcs8", paar.privateKey, haelt, weise)),
    oeffentlich: base64(await subtle.exportKey("raw", paar.publicKey)),
  };
}

// The private key, not to be taken out again; null if the passphrase is wrong.
export async function aufschliessen(losung, angaben, marke) {
  const haelt = await ausLosung(losung, bytesVon(angaben.salz), Math.max(angaben.runden, RUNDEN));
  const weise = { name: "AES-GCM", iv: bytesVon(angaben.iv), additionalData: bindung(marke) };
  try {
    return await subtle.unwrapKey("pkcs8", bytesVon(angaben.privat), haelt, weise, KURVE, false, ["deriveBits"]);
  } catch {
    return null;
  }
}
