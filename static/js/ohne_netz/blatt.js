// The sheet of a consent on the device: German, and below it the language of the person, filled with what is
// chosen. The words come from the server and name nobody; which wording was read goes along with the signature.

import * as lager from "./lager.js";

const TAG = { timeZone: "Europe/Berlin" };
const formular = document.querySelector("[data-formular=familie]");
const flaeche = document.querySelector("[data-blatt]");
let texte = {};

const wert = (f, name) => f.elements[name]?.value.trim().replace(/\s+/g, " ") || "";
const gewaehlte = (f, name) => [...f.querySelectorAll(`[name="${name}"]:checked`)].map((feld) => feld.value);
const monate = (f) => Number(f.querySelector("[name=monate]:checked")?.value || 12);
const iso = (tag) => tag.toLocaleDateString("sv-SE", TAG);
const deutsch = (tag) => tag.toLocaleDateString("de-DE", { ...TAG, day: "2-digit", month: "2-digit", year: "numeric" });

// The last day: the day before the same one so many months later.
function ende(anzahl) {
  const tag = new Date();
  tag.setMonth(tag.getMonth() + anzahl);
  tag.setDate(tag.getDate() - 1);
  return tag;
}

// What is signed, as the server will read it.
export function blattangaben(f) {
  const sprache = wert(f, "sprache");
  const gelesen = [...new Set(["de", sprache])].filter((k) => texte[k]).map((k) => [k, texte[k].sha256]);
  return {
    empfaenger: [...new Set([wert(f, "empfaenger"), wert(f, "empfaenger2")])].filter(Boolean),
    datenklassen: gewaehlte(f, "datenklassen"),
    zwecke: gewaehlte(f, "zwecke"),
    bis: iso(ende(monate(f))),
    sprache,
    texte: Object.fromEntries(gelesen),
  };
}

function element(art, inhalt) {
  const neu = document.createElement(art);
  neu.textContent = inhalt;
  return neu;
}

function liste(ueber, punkte) {
  const neu = document.createElement("ul");
  neu.append(...punkte.map((punkt) => element("li", punkt)));
  return [element("p", ueber), neu];
}

function spalte({ sprache, richtung, saetze, datenklassen, zwecke }, angaben) {
  const neu = document.createElement("article");
  Object.assign(neu, { lang: sprache, dir: richtung });
  const dauer = saetze.von_bis.replace("{von}", deutsch(new Date())).replace("{bis}", deutsch(ende(monate(formular))));
  neu.append(
    element("h3", saetze.titel_datenuebermittlung),
    element("p", saetze.einleitung),
    ...liste(saetze.an_wen, angaben.empfaenger),
    ...liste(saetze.welche, angaben.datenklassen.map((k) => datenklassen[k])),
    ...liste(saetze.wofuer, angaben.zwecke.map((z) => zwecke[z])),
    ...liste(saetze.dauer, [dauer]),
    ...["freiwillig_titel", "freiwillig", "widerruf", "auskunft", "gelesen"].map((name) => element("p", saetze[name])),
  );
  return neu;
}

function zeigen() {
  const angaben = blattangaben(formular);
  const spalten = Object.keys(angaben.texte).map((sprache) => spalte(texte[sprache], angaben));
  flaeche.replaceChildren(...spalten);
  flaeche.hidden = !spalten.length;
  document.querySelector("[data-ohne-blatt]").hidden = spalten.length > 0;
}

// Of whoever the device logs for: another Kreis has other words and other bodies.
export async function blattBereit(marke) {
  const blatt = marke ? (await lager.eigner(marke))?.blatt : null;
  texte = blatt?.sprachen || {};
  document.querySelector("[data-stellen]").replaceChildren(...(blatt?.stellen || []).map((name) => new Option("", name)));
  zeigen();
}

for (const art of ["input", "reset"]) formular.addEventListener(art, () => queueMicrotask(zeigen));
