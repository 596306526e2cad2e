// To the server: whose mark this device carries, and the sealed entries one by one. A box leaves the device only
// when the server has named it and said that it holds it. Every other answer, or none, leaves it here.

import * as lager from "./lager.js";

const GEDULD = 20000;
const GEHALTEN = ["angenommen", "abgelegt"];
const wege = document.body.dataset;
let csrf = "";
let hintergrund = true;
// Boxes of people who are not signed in are offered once for each time that the page is opened.
const angeboten = new Set();

async function fragen(adresse, inhalt, mehr = {}) {
  const antwort = await fetch(adresse, {
    method: inhalt === undefined ? "GET" : "POST",
    body: inhalt === undefined ? undefined : JSON.stringify(inhalt),
    headers: {
      Accept: "application/json",
      // What the page does by itself is no sign that somebody works.
      ...(hintergrund ? { "X-Kim-Hintergrund": "1" } : {}),
      ...(inhalt === undefined ? {} : { "Content-Type": "application/json", "X-CSRFToken": csrf }),
    },
    cache: "no-store",
    redirect: "manual",
    signal: AbortSignal.timeout(GEDULD),
    ...mehr,
  });
  if (antwort.type === "opaqueredirect" || antwort.status === 401 || antwort.status === 403) return { abgemeldet: true };
  if (!antwort.ok) return { status: antwort.status };
  // A portal of a foreign network answers 200 as well, but not in our words.
  const daten = await antwort.json().catch(() => null);
  return daten && typeof daten === "object" ? { daten } : { status: 0 };
}

// The words of the sheet are long and seldom change: fetched only when the server names another state of them.
async function blattHolen(marke, stand) {
  if (!stand || (await lager.eigner(marke)).blatt?.stand === stand) return;
  const { daten } = await fragen(wege.texte);
  if (daten?.sprachen) await lager.eignerSetzen(marke, { blatt: daten });
}

export const amWerk = (ja) => (hintergrund = !ja);

// "da" with what the server said, "abgemeldet", "stumm" (it answers, but takes nothing), or "getrennt".
const ohneAntwort = ({ abgemeldet, status }) => ({ lage: abgemeldet ? "abgemeldet" : status ? "stumm" : "getrennt" });
export async function anmelden() {
  const freigegeben = () => localStorage.getItem("kim-ohne-netz-freigegeben");
  const vorher = freigegeben();
  try {
    const erste = await fragen(wege.geraet);
    if (!erste.daten?.csrf) return ohneAntwort(erste);
    csrf = erste.daten.csrf;
    const zweite = await fragen(wege.geraet, { marken: await lager.eignerMarken() });
    if (zweite.daten?.grenze) return { lage: "grenze" };
    if (!zweite.daten?.marke) return ohneAntwort(zweite);
    // Signed out in KIM while this was under way: the answer is about somebody who has gone.
    if (freigegeben() !== vorher) return { lage: "abgemeldet" };
    const { marke, marken, geheimnis, kommunen, themen, bereich, schluessel, zeichen, texte } = zweite.daten;
    // The key belongs to the mark: a draft of somebody else is still to be sealed under hers.
    await lager.eignerSetzen(marke, { kommunen, themen, bereich, schluessel, bestaetigt: Date.now(), ...(geheimnis ? { geheimnis } : {}) });
    await blattHolen(marke, texte);
    await lager.setzen("aktiv", marke);
    // By this sign a page of KIM sees that somebody else has signed in (kim.js).
    localStorage.setItem("kim-ohne-netz-zeichen", zeichen);
    return { lage: "da", marke, marken: marken || [] };
  } catch {
    return { lage: "getrennt" };
  }
}

export const mappeHolen = async () => {
  try {
    return (await fragen(wege.mappe, {})).daten || null;
  } catch {
    return null;
  }
};

async function einen(satz, eigene) {
  const jetzt = new Date().toISOString();
  if (eigene.has(satz.marke)) return fragen(wege.annehmen, { kasten: fuerServer(satz), jetzt });
  if (angeboten.has(satz.kennung)) return null;
  angeboten.add(satz.kennung);
  const geheimnis = (await lager.eigner(satz.marke))?.geheimnis;
  return geheimnis ? fragen(wege.einwerfen, { kasten: fuerServer(satz), geheimnis, jetzt }, { credentials: "omit" }) : null;
}

// The part that only the owner opens stays on the device.
function fuerServer(satz) {
  const kasten = { ...satz.kasten };
  delete kasten.eigen;
  return kasten;
}

// Returns what became of it: { angenommen, abgelegt: [reasons], lage }.
export async function allesSenden(eigene, gesendet = () => {}) {
  const ergebnis = { angenommen: 0, abgelegt: [], lage: "da" };
  const arbeiten = async (sperre) => {
    if (!sperre) return;
    let fehlschlaege = 0;
    // What was tried least goes first: a box that never gets through does not hold up the others.
    for (const satz of (await lager.kaestenHolen()).sort((a, b) => a.versuche - b.versuche)) {
      let antwort;
      try {
        antwort = await einen(satz, eigene);
        ergebnis.lage = "da";
      } catch {
        ergebnis.lage = "getrennt";
        fehlschlaege += 1;
        await lager.kastenNotieren(satz, { versuche: satz.versuche + 1, stand: "getrennt" });
        if (!navigator.onLine || fehlschlaege === 3) break;
        continue;
      }
      if (!antwort) continue;
      if (antwort.abgemeldet) {
        ergebnis.lage = "abgemeldet";
        break;
      }
      const { daten } = antwort;
      if (daten && daten.kennung === satz.kennung && GEHALTEN.includes(daten.stand)) {
        await lager.kastenEntlassen(satz.kennung);
        if (daten.stand === "angenommen") ergebnis.angenommen += 1;
        else ergebnis.abgelegt.push(daten.text);
        gesendet();
        continue;
      }
      await lager.kastenNotieren(satz, { versuche: satz.versuche + 1, stand: daten?.stand || `antwort ${antwort.status}`, hinweis: daten?.kennung === satz.kennung ? daten.text : "" });
      if (daten?.stand === "fremd" && eigene.has(satz.marke)) ergebnis.lage = "anders";
    }
  };
  // Two windows of one device: one of them sends. Should both, the entry's UUID makes it one.
  if (navigator.locks) await navigator.locks.request("kim-ohne-netz-senden", { ifAvailable: true }, arbeiten);
  else await arbeiten(true);
  return ergebnis;
}
