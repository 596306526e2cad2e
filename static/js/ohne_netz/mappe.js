// The Tagesmappe: today's own planned Termine, each under a word that its owner chose. Sealed for her alone and
// for this day alone; gone at midnight.

import { fuerHeute, oeffnen } from "./kasten.js";
import { heute } from "./eintraege.js";
import * as lager from "./lager.js";

const uhrzeit = (zeit) => new Date(zeit).toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" });

// To give each Termin its word before it is packed.
export function zumBenennen(flaeche, blaetter) {
  flaeche.replaceChildren(
    ...blaetter.map((blatt, nummer) => {
      const teil = document.createElement("div");
      teil.className = "kern-form-input";
      const wort = document.createElement("label");
      wort.className = "kern-label";
      wort.htmlFor = `merkwort-${nummer}`;
      wort.textContent = `Merkwort für ${uhrzeit(blatt.beginn)} Uhr${blatt.aktenzeichen ? `, ${blatt.aktenzeichen}` : ""}`;
      const feld = document.createElement("input");
      Object.assign(feld, { id: wort.htmlFor, className: "kern-form-input__input", maxLength: 40, autocomplete: "off" });
      teil.append(wort, feld);
      return teil;
    }),
  );
}

export function merkworte(flaeche, blaetter) {
  return blaetter.map((blatt, nummer) => ({ ...blatt, merkwort: flaeche.querySelector(`#merkwort-${nummer}`).value.trim() }));
}

export async function packen(blaetter, marke, eigen) {
  const tag = heute();
  await lager.mappeSetzen({ marke, tag, kasten: await fuerHeute(blaetter, { marke, eigen, tag }) });
}

// Null if there is none for today; what is of another day does not open, whatever the store says.
export async function aufschlagen(marke, privat) {
  await lager.mappenRaeumen(heute());
  const satz = await lager.mappe(marke);
  if (!satz) return null;
  try {
    return await oeffnen(satz.kasten, privat, heute());
  } catch {
    return null;
  }
}

export function zeigen(flaeche, blaetter, waehlen) {
  const liste = document.createElement("ul");
  liste.className = "kim-inhaltsliste";
  for (const blatt of blaetter) {
    const zeile = document.createElement("li");
    const was = [blatt.merkwort || blatt.aktenzeichen, blatt.naechster_schritt].filter(Boolean).join(": ");
    const wann = document.createElement("span");
    wann.textContent = `${uhrzeit(blatt.beginn)} Uhr, ${was} `;
    const knopf = document.createElement("button");
    Object.assign(knopf, { type: "button", className: "kern-btn kern-btn--secondary", textContent: "Beratung dazu festhalten" });
    knopf.addEventListener("click", () => waehlen(blatt));
    zeile.append(wann, knopf);
    liste.append(zeile);
  }
  flaeche.replaceChildren(liste);
}

// Calls back when the day in Germany is over.
export function umMitternacht(tat) {
  let tag = heute();
  setInterval(() => {
    if (heute() === tag) return;
    tag = heute();
    tat();
  }, 15000);
}
