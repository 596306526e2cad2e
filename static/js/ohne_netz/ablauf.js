// The page that logs without a network. What is typed is sealed at once; keys and opened entries live in the
// memory of this page alone and are gone when it locks.

import { ARTEN, angefangen, fehlendes, heute, inWorten, personDazu, themenZeigen } from "./eintraege.js";
import { blattBereit } from "./blatt.js";
import { fehlerZeigen } from "./fehler.js";
import { oeffnen, versiegeln } from "./kasten.js";
import * as lager from "./lager.js";
import { aufschliessen, einrichten, schwaeche } from "./losung.js";
import * as mappe from "./mappe.js";
import { allesSenden, amWerk, anmelden, mappeHolen } from "./senden.js";
import { unterschriftsfeld } from "./unterschrift.js";

const RUHE = 5 * 60 * 1000; // after so long without a touch the page locks
const NACHSEHEN = 30 * 1000;
const eins = (wahl) => document.querySelector(wahl);
const alle = (wahl) => [...document.querySelectorAll(wahl)];
const teil = (name) => eins(`[data-teil="${name}"]`);

let marke = null; // whose entries are being logged
let eigene = new Set(); // all marks of the same account on this device
let angemeldet = false;
let privat = null; // the owner's own key, while unlocked
let blaetter = [];
let zuletzt = Date.now();
let laeuft = null;
const unterschrift = unterschriftsfeld(eins("[data-unterschrift]"));

const sagen = (text) => (eins("[data-meldung]").textContent = text);

// Whose device ------------------------------------------------------------------------------------------------

async function eigentuemerin(neu) {
  if (neu === marke) return;
  // A draft that could not be sealed stands in the form still: it is not handed to somebody else.
  if (marke && !(await sperren())) return;
  marke = neu;
  eigene = new Set(marke ? [marke] : []);
  const angaben = marke ? await lager.eigner(marke) : null;
  const kommunen = angaben?.kommunen || [];
  eins("#kommune").replaceChildren(...kommunen.map(({ id, name }) => new Option(name, id)));
  eins("[data-kommune]").hidden = kommunen.length < 2;
  if (angaben?.themen) themenZeigen(eins("[data-formular=beratung]"), angaben.themen);
  teil("anmelden").hidden = Boolean(marke);
  teil("erfassen").hidden = teil("losung").hidden = eins("[data-sperren]").hidden = !marke;
  await losungZeigen();
}

// Only the server knows who is signed in. Until it has said so, the page does not claim to know either.
async function fuerWen() {
  const seit = marke && (await lager.eigner(marke))?.bestaetigt;
  const wann = seit ? new Date(seit).toLocaleString("de-DE", { dateStyle: "short", timeStyle: "short" }) : "";
  const ohne = `Eingerichtet für das Konto, das zuletzt am ${wann} Uhr hier angemeldet war. Sind Sie das nicht, melden Sie sich bitte zuerst an.`;
  eins("[data-fuer]").textContent = !marke ? "" : angemeldet ? "Eingerichtet für Ihr Konto." : wann && ohne;
}

// Signing out, or somebody else signed in anywhere in KIM, leaves this flag: from then on the device logs for nobody.
async function abgemeldetInKim() {
  if (localStorage.getItem("kim-ohne-netz-abgemeldet") === null) return;
  await eigentuemerin(null);
  await lager.setzen("aktiv", null);
  localStorage.removeItem("kim-ohne-netz-abgemeldet");
}

// Sending -----------------------------------------------------------------------------------------------------

function nachsehen() {
  amWerk(Date.now() - zuletzt < 60000);
  laeuft ??= senden().finally(() => (laeuft = null));
  return laeuft;
}

async function senden() {
  await abgemeldetInKim();
  const wartend = await lager.kaestenHolen();
  if (!navigator.onLine) {
    angemeldet = false;
    return netzZeigen("getrennt");
  }
  const { lage: gesagt, marke: neue, marken } = await anmelden();
  if (gesagt === "da") await eigentuemerin(neue).then(() => blattBereit(marke));
  angemeldet = gesagt === "da" && marke === neue;
  if (angemeldet) eigene = new Set([marke, ...marken]);
  const lage = gesagt === "da" && !angemeldet ? "anders" : gesagt;
  netzZeigen(lage);
  if (wartend.length && lage !== "getrennt") {
    const { angenommen, abgelegt, lage: danach } = await allesSenden(angemeldet ? eigene : new Set(), listeZeigen);
    if (danach !== "da" && danach !== lage) netzZeigen(danach);
    const saetze = [];
    if (angenommen) saetze.push(angenommen === 1 ? "Ein Eintrag ist übertragen." : `${angenommen} Einträge sind übertragen.`);
    if (abgelegt.length) saetze.push(`In der Ablage „nicht übertragen“ liegt: ${[...new Set(abgelegt)].join(" ")}`);
    if (saetze.length) sagen(saetze.join(" "));
  }
  await listeZeigen();
  mappeKnoepfe();
}

function netzZeigen(lage) {
  const netz = eins("[data-netz]");
  netz.dataset.lage = lage;
  netz.textContent = {
    da: "Verbunden und angemeldet. Einträge gehen sofort hinaus.",
    abgemeldet: "Verbunden, aber nicht angemeldet. Was wartet, bleibt versiegelt hier, bis Sie sich anmelden.",
    anders: "Jemand anderes ist angemeldet. Ihre Einträge warten versiegelt, bis Sie sich wieder anmelden.",
    stumm: "Verbunden, aber der Server nimmt gerade nichts an. Einträge warten versiegelt auf diesem Gerät.",
    grenze: "Mit diesem Konto sind zuletzt viele Geräte angemeldet worden. Hier erfassen Sie bitte mit Netz. Was auf anderen Geräten wartet, geht weiter hinaus.",
    getrennt: "Kein Netz. Einträge warten versiegelt auf diesem Gerät und gehen später von selbst hinaus.",
  }[lage];
  eins("[data-anmelden]").hidden = lage !== "abgemeldet" || !marke;
  mappeKnoepfe();
  fuerWen();
}

async function listeZeigen() {
  const wartend = await lager.kaestenHolen();
  const meine = wartend.filter((satz) => eigene.has(satz.marke));
  const fremde = wartend.length - meine.length;
  const saetze = [meine.length === 1 ? "Ein eigener Eintrag wartet." : `${meine.length || "Keine"} eigenen Einträge warten.`];
  if (fremde) saetze.push(fremde === 1 ? "Ein Eintrag einer anderen Person wartet, bis sie sich anmeldet." : `${fremde} Einträge anderer Personen warten, bis diese sich anmelden.`);
  eins("[data-wartet]").textContent = saetze.join(" ");
  eins("[data-senden]").hidden = !wartend.length;
  eins("[data-liste]").replaceChildren(
    ...meine.map((satz) => {
      const zeile = document.createElement("li");
      const wann = new Date(satz.seit).toLocaleString("de-DE", { dateStyle: "short", timeStyle: "short" });
      zeile.textContent = `${wann} Uhr, versiegelt. ${satz.versuche ? `${satz.versuche}-mal versucht.` : ""} ${satz.hinweis || ""}`;
      return zeile;
    }),
  );
}

// Logging -----------------------------------------------------------------------------------------------------

const offenes = () => alle("[data-formular]").find((formular) => !formular.hidden);

// Taken at once, before anything waits: a second tap, or locking meanwhile, joins what is under way.
const laufend = new Map();
function festhalten(formular, entwurf = false) {
  if (!laufend.has(formular)) laufend.set(formular, ablegen(formular, entwurf, marke).finally(() => laufend.delete(formular)));
  return laufend.get(formular);
}

async function ablegen(formular, entwurf, marke) {
  const art = formular.dataset.formular;
  const daten = ARTEN[art].lesen(formular, { unterschrift });
  const angaben = await lager.eigner(marke);
  daten.bereich = angaben.bereich;
  const kommunen = angaben.kommunen || [];
  if (kommunen.length) daten.kommune_id = kommunen.length > 1 ? Number(eins("#kommune").value) : kommunen[0].id;
  const inhalt = { art, fassung: ARTEN[art].fassung, erfasst_am: new Date().toISOString(), entwurf, daten };
  await lager.kastenAblegen(await versiegeln(inhalt, { marke, server: angaben.schluessel, eigen: angaben.losung?.oeffentlich }));
  leeren(formular);
}

async function absenden(formular) {
  if (laufend.has(formular)) return;
  const art = ARTEN[formular.dataset.formular];
  const fehler = fehlendes(formular);
  if (!fehler.length) fehler.push(...(art.pruefen?.(art.lesen(formular, { unterschrift })) || []));
  fehlerZeigen(fehler);
  if (fehler.length) return;
  try {
    await festhalten(formular);
  } catch {
    // Nothing is lost: it still stands in the form.
    fehlerZeigen([["", "Auf diesem Gerät ist kein Platz mehr. Der Eintrag steht noch im Formular: Bitte Platz schaffen und noch einmal festhalten."]]);
    return;
  }
  waehlen("");
  sagen(`Festgehalten: ${art.titel}.`);
  await listeZeigen();
  nachsehen();
}

function leeren(formular) {
  formular.reset();
  if (formular.dataset.formular === "familie") {
    eins("[data-personen]").replaceChildren();
    unterschrift.leeren();
    personDazu();
  }
}

function waehlen(art) {
  alle("[data-formular]").forEach((formular) => (formular.hidden = formular.dataset.formular !== art));
  alle("[data-art]").forEach((knopf) => knopf.setAttribute("aria-pressed", String(knopf.dataset.art === art)));
  fehlerZeigen([]);
  const formular = offenes();
  if (!formular) return;
  const jetzt = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  if (formular.elements.beginn && !angefangen(formular, unterschrift)) formular.elements.beginn.value = jetzt;
  if (formular.elements.tag) formular.elements.tag.value = heute();
}

// Locking -----------------------------------------------------------------------------------------------------

let sperrungen = 0;
function vergessen() {
  sperrungen += 1;
  privat = null;
  sagen("");
  blaetter = [];
  eins("#losung").value = "";
  eins("[data-geoeffnet]").replaceChildren();
  eins("[data-mappenblaetter]").replaceChildren();
}

// Nothing stays readable, and what was begun goes into the store sealed, as a draft.
async function sperren() {
  vergessen();
  for (const formular of alle("[data-formular]")) {
    await laufend.get(formular)?.catch(() => {});
    if (marke && angefangen(formular, unterschrift)) {
      try {
        await festhalten(formular, true);
        sagen("Gesperrt. Was halb ausgefüllt war, ist versiegelt und kommt in die Ablage „nicht übertragen“.");
      } catch {
        sagen("Auf diesem Gerät ist kein Platz mehr: Ein angefangener Eintrag steht noch im Formular.");
        return false;
      }
    }
  }
  waehlen("");
  await listeZeigen();
  await losungZeigen();
  return true;
}

// By the clock, not by a timer alone: a phone that slept stops its timers.
const ruhig = () => Date.now() - zuletzt > RUHE;
let gesperrt = true;

async function ruheSperrt() {
  if (gesperrt || !ruhig()) return;
  gesperrt = true;
  await sperren();
  nachsehen();
}

function beruehrt() {
  zuletzt = Date.now();
  gesperrt = false;
}

// The passphrase ----------------------------------------------------------------------------------------------

async function losungZeigen() {
  if (!marke) return;
  const losung = (await lager.eigner(marke))?.losung;
  eins("[data-losung-text]").textContent = losung
    ? "Mit Ihrer Losung sehen Sie die eigenen Einträge, die noch warten, und Ihre Tagesmappe."
    : "Mit einer Losung können Sie eigene Einträge ansehen, solange sie hier warten, und die Tagesmappe mitnehmen. Es geht auch ohne.";
  eins("[data-losung-knopf]").textContent = losung ? "Öffnen" : "Losung festlegen";
  mappeKnoepfe();
}

// Only whom the server knows as the owner, just now: else somebody who finds the device would choose it for her.
async function losungFestlegen(eingabe) {
  const fehler = schwaeche(eingabe);
  if (fehler) return sagen(fehler);
  const wessen = marke;
  await nachsehen();
  if (!angemeldet || marke !== wessen) return sagen("Eine Losung legen Sie fest, solange Sie angemeldet sind und ein Netz haben.");
  vergessen();
  await lager.eignerSetzen(wessen, { losung: await einrichten(eingabe, wessen) });
  sagen("Die Losung ist festgelegt. Sie gilt für Einträge, die Sie ab jetzt festhalten.");
  return losungZeigen();
}

async function losungAbgeben(neu = false) {
  const feld = eins("#losung");
  const eingabe = feld.value;
  feld.value = "";
  const vorher = sperrungen;
  const angaben = await lager.eigner(marke);
  if (neu || !angaben.losung) return losungFestlegen(eingabe);
  const schluessel = await aufschliessen(eingabe, angaben.losung, marke);
  // Locked while the passphrase was being tried: then it stays locked.
  if (vorher !== sperrungen) return;
  if (!schluessel) return sagen("Diese Losung stimmt nicht.");
  privat = schluessel;
  sagen("Geöffnet. Nach fünf Minuten ohne Berührung sperrt die Seite von selbst.");
  await geoeffnetesZeigen(schluessel);
}

async function geoeffnetesZeigen(schluessel) {
  const zeilen = [];
  for (const satz of await lager.kaestenHolen()) {
    if (satz.marke !== marke || !satz.kasten.eigen) continue;
    const zeile = document.createElement("p");
    const inhalt = await oeffnen(satz.kasten, schluessel).catch(() => null);
    zeile.textContent = inhalt ? inWorten(inhalt) : "Ein Eintrag unter einer früheren Losung: Ihn öffnet nur noch der Server.";
    zeilen.push(zeile);
  }
  const heutige = await mappe.aufschlagen(marke, schluessel);
  if (privat !== schluessel) return;
  eins("[data-geoeffnet]").replaceChildren(...zeilen);
  if (!heutige) return;
  teil("mappe").hidden = false;
  mappe.zeigen(eins("[data-mappenblaetter]"), heutige, ({ aktenzeichen, naechster_schritt: schritt }) => {
    waehlen("beratung");
    eins("#beratung-aktenzeichen").value = aktenzeichen;
    eins("#beratung-naechster_schritt").value = schritt;
    eins("#beratung-aktenzeichen").focus();
  });
}

async function mappeKnoepfe() {
  const losung = marke && (await lager.eigner(marke))?.losung;
  eins("[data-losung-neu]").hidden = !losung || !angemeldet;
  teil("mappe").hidden = !losung;
  eins("[data-mappe-holen]").hidden = !angemeldet || blaetter.length > 0;
  eins("[data-mappe-packen]").hidden = !blaetter.length;
}

async function mappeNehmen() {
  const vorher = sperrungen;
  const antwort = await mappeHolen();
  if (vorher !== sperrungen) return;
  blaetter = antwort?.blaetter || [];
  if (!antwort) sagen("Die Termine ließen sich nicht holen. Bitte später noch einmal versuchen.");
  else if (!blaetter.length) sagen("Heute ist kein Termin geplant.");
  mappe.zumBenennen(eins("[data-mappenblaetter]"), blaetter);
  mappeKnoepfe();
}

async function mappePacken() {
  const { losung } = await lager.eigner(marke);
  await mappe.packen(mappe.merkworte(eins("[data-mappenblaetter]"), blaetter), marke, losung.oeffentlich);
  blaetter = [];
  eins("[data-mappenblaetter]").replaceChildren();
  sagen("Die Tagesmappe ist versiegelt auf diesem Gerät. Mit Ihrer Losung öffnen Sie sie auch ohne Netz.");
  mappeKnoepfe();
}

// Begin -------------------------------------------------------------------------------------------------------

function verdrahten() {
  alle("[data-formular]").forEach((formular) =>
    formular.addEventListener("submit", (ereignis) => {
      ereignis.preventDefault();
      absenden(formular);
    }),
  );
  alle("[data-art]").forEach((knopf) => knopf.addEventListener("click", () => waehlen(knopf.dataset.art)));
  eins("[data-person-dazu]").addEventListener("click", personDazu);
  eins("[data-personen]").addEventListener("click", (ereignis) => {
    if (ereignis.target.closest("[data-person-weg]") && alle("[data-eine-person]").length > 1) ereignis.target.closest("[data-eine-person]").remove();
  });
  eins("[data-unterschrift-leeren]").addEventListener("click", () => unterschrift.leeren());
  eins("[data-senden]").addEventListener("click", nachsehen);
  eins("[data-sperren]").addEventListener("click", () => sperren().then(nachsehen));
  eins("[data-mappe-holen]").addEventListener("click", mappeNehmen);
  eins("[data-mappe-packen]").addEventListener("click", mappePacken);
  eins("[data-losung]").addEventListener("submit", (ereignis) => {
    ereignis.preventDefault();
    losungAbgeben();
  });
  eins("[data-losung-neu]").addEventListener("click", () => losungAbgeben(true));
  for (const art of ["pointerdown", "keydown"]) document.addEventListener(art, beruehrt);
  setInterval(ruheSperrt, 5000);
  window.addEventListener("online", nachsehen);
  window.addEventListener("offline", () => netzZeigen("getrennt"));
  window.addEventListener("storage", nachsehen);
  window.addEventListener("pagehide", vergessen);
  // What the browser brings back from its memory is locked first.
  window.addEventListener("pageshow", (ereignis) => ereignis.persisted && sperren().then(nachsehen));
  window.addEventListener("beforeunload", (ereignis) => {
    if (alle("[data-formular]").some((formular) => angefangen(formular, unterschrift))) ereignis.preventDefault();
  });
  document.addEventListener("visibilitychange", async () => {
    if (document.hidden) return;
    await ruheSperrt();
    nachsehen();
  });
  mappe.umMitternacht(async () => {
    await lager.mappenRaeumen(heute());
    await sperren();
  });
  setInterval(nachsehen, NACHSEHEN);
}

async function beginnen() {
  verdrahten();
  personDazu();
  beruehrt();
  navigator.serviceWorker?.register(document.body.dataset.dienst).catch(() => {});
  // Asked to keep it: a browser short of space must not throw away what waits.
  navigator.storage?.persist?.().catch(() => {});
  await lager.mappenRaeumen(heute());
  await abgemeldetInKim();
  await eigentuemerin((await lager.wert("aktiv")) || null);
  await blattBereit(marke);
  if (!marke) teil("anmelden").hidden = false;
  await listeZeigen();
  await nachsehen();
  document.body.dataset.bereit = "1";
}

beginnen();
