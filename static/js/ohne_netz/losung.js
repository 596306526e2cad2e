// The passphrase: it protects the owner's private key, and so her own entries that still wait here. Neither it
// nor a key made from it is ever stored; the private key lies here only wrapped.

import { base64, bytesVon } from "./kasten.js";

export const RUNDEN = 600000;
export const MINDESTENS = 10;
const KURVE = { name: "ECDH", namedCurve: "P-256" };
const { subtle } = crypto;
const utf8 = new TextEncoder();
// Words that stand on every list; what is left of a passphrase without them, and without rows, must be enough.
const WORTE =
  /passwor[dt]|losung|willkommen|welcome|hallo|hello|geheim|secret|letmein|sommer|summer|winter|herbst|fr(?:ü|ue)hling|integration|kommunal|management|fallarbeit|beratung|schatz|liebe|ich(?=liebe)|dich|love|you|admin|administrator|test|user|master|monkey|dragon|football|baseball|fussball|princess|sunshine|superman|batman|starwars|computer|internet|iloveyou|january|februar|deutschland|berlin|hamburg|bayern|kim/g;
const TASTEN = ["qwertzuiopü", "asdfghjklöä", "yxcvbnm", "qwertyuiop", "zxcvbnm", "1234567890", "0123456789"];
const SPALTEN = ["1qay2wsx3edc4rfv5tgb6zhn7ujm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "q1w2e3r4t5z6u7i8o9p0", "q1w2e3r4t5y6u7i8o9p0", "1q2w3e4r5t6z7u8i9o0p", "1q2w3e4r5t6y7u8i9o0p"];
const REIHEN = ["abcdefghijklmnopqrstuvwxyz", ...TASTEN, ...SPALTEN].flatMap((reihe) => [reihe, [...reihe].reverse().join("")]);
const LEET = { "@": "a", 4: "a", 3: "e", 1: "i", "!": "i", 0: "o", $: "s", 5: "s", 7: "t" };

// Without each stretch of four or more that is a row of the keyboard or of the alphabet.
function ohneReihen(text) {
  let rest = "";
  for (let i = 0; i < text.length; ) {
    let n = Math.min(text.length - i, 28);
    while (n >= 4 && !REIHEN.some((reihe) => reihe.includes(text.slice(i, i + n)))) n -= 1;
    if (n < 4) rest += text[i];
    i += n < 4 ? 1 : n;
  }
  return rest;
}

const ohneWorte = (text) => text.replace(WORTE, "").replace(/[^\p{L}]/gu, "");

// Why a passphrase will not do; empty if it will.
export function schwaeche(losung) {
  const text = losung.normalize("NFC");
  if ([...text].length < MINDESTENS) return `Die Losung hat weniger als ${MINDESTENS} Zeichen.`;
  if (/^[\d\s.,/-]+$/.test(text)) return "Nur Ziffern lassen sich zu schnell durchprobieren. Bitte Wörter dazunehmen.";
  if (new Set(text.toLowerCase()).size < 5) return "Die Losung wiederholt zu wenige Zeichen. Bitte eine andere wählen.";
  const klein = text.toLowerCase();
  // A word twice is as good as once: "geheimgeheim", "sonne-sonne-7".
  const kern = klein.replace(/[^\p{L}]/gu, "");
  if (/^(.{2,})\1+$/u.test(kern)) return "Die Losung wiederholt ein Wort. Bitte eine andere wählen.";
  if (ohneReihen(klein).replace(/[^\p{L}]/gu, "").length < 5 && ohneReihen(klein).length < klein.length) {
    return "Die Losung ist eine Reihe auf der Tastatur. Bitte eine andere wählen.";
  }
  const lesbar = klein.replace(/[@4310!$57]/g, (zeichen) => LEET[zeichen]);
  const rest = Math.min(ohneWorte(klein).length, ohneWorte(lesbar.replace(/[\d\W_]+$/, "")).length);
  // What looks like one word of any kind with digits or marks at its ends is tried first of all.
  if (rest < 5 || /^[\d\W_]*\p{L}{1,7}[\d\W_]*$/u.test(text)) {
    return "Diese Losung steht auf jeder Liste, die durchprobiert wird. Bitte mehrere Wörter wählen.";
  }
  return "";
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
