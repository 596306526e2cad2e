// The kinds of entries: what is read from which form. The server knows the same kinds by name and version
// (casemgmt/domain/annahmearten.py); a new kind is one more line in ARTEN.

import { blattangaben } from "./blatt.js";

const text = (formular, name) => formular.elements[name]?.value.trim() || "";
const zahl = (formular, name) => (text(formular, name) === "" ? null : Number(text(formular, name)));
const gewaehlt = (formular, name) => formular.querySelector(`[name="${name}"]:checked`)?.value || "";
const alleGewaehlten = (formular, name) => [...formular.querySelectorAll(`[name="${name}"]:checked`)].map((feld) => feld.value);
const zeitpunkt = (formular) => (text(formular, "beginn") ? new Date(text(formular, "beginn")).toISOString() : "");

export const ARTEN = {
  beratung: {
    fassung: 1,
    titel: "Beratung",
    lesen: (f) => ({
      aktenzeichen: text(f, "aktenzeichen"),
      beginn: zeitpunkt(f),
      dauer_minuten: Number(gewaehlt(f, "dauer_minuten")),
      personen: zahl(f, "personen"),
      themen: alleGewaehlten(f, "themen"),
      kanal: gewaehlt(f, "kanal"),
      sprachmittlung: gewaehlt(f, "sprachmittlung"),
      sprache: text(f, "sprache"),
      naechster_schritt: text(f, "naechster_schritt"),
      notiz: text(f, "notiz"),
    }),
    pruefen: (daten) =>
      daten.themen.length ? (falschesZeichen(daten.aktenzeichen) ? [["beratung-aktenzeichen", "Aktenzeichen: Bitte so schreiben: 2026-12."]] : []) : [["beratung-themen_0", "Themen: Bitte mindestens ein Thema wählen."]],
  },
  arbeitstermin: {
    fassung: 1,
    titel: "Arbeitstermin",
    lesen: (f) => ({
      art: text(f, "art"),
      titel: text(f, "titel"),
      beginn: zeitpunkt(f),
      dauer_minuten: Number(gewaehlt(f, "dauer_minuten")),
      teilnehmende: zahl(f, "teilnehmende"),
      notiz: text(f, "notiz"),
    }),
  },
  kopfzahl: {
    fassung: 1,
    titel: "Kopfzahl",
    lesen: (f) => ({ art: text(f, "art"), tag: text(f, "tag"), anzahl: zahl(f, "anzahl") }),
  },
  familie: {
    fassung: 2,
    titel: "Neue Familie",
    lesen: (f, { unterschrift }) => ({
      hinweis_gegeben: f.elements.hinweis_gegeben.checked,
      hinweis_am: heute(),
      hinweis_sprache: text(f, "hinweis_sprache"),
      personen: [...f.querySelectorAll("[data-eine-person]")].map((teil) => {
        const eine = (name) => teil.querySelector(`[data-feld="${name}"]`);
        return {
          vorname: eine("vorname").value.trim(),
          nachname: eine("nachname").value.trim(),
          geburtsjahr: eine("geburtsjahr").value || null,
          rolle: teil.querySelector('[data-feld="rolle"]:checked')?.value || "erwachsen",
          sprachen: [eine("sprache").value],
        };
      }),
      einwilligung: einwilligung(f, unterschrift),
    }),
    pruefen: ({ einwilligung: ja }) => (ja ? unvollstaendig(ja) : []),
  },
};

// Nobody guesses what was signed: without a signature or a witness there is no consent.
function einwilligung(f, unterschrift) {
  const striche = unterschrift.striche();
  const zeuge = text(f, "zeuge");
  if (!striche.length && !zeuge) return null;
  return { ...blattangaben(f), dolmetschen: text(f, "dolmetschen"), zeuge, unterschrieben_am: new Date().toISOString(), unterschrift: striche };
}

const unvollstaendig = ({ empfaenger, datenklassen, zwecke }) =>
  [
    !empfaenger.length && ["einwilligung-empfaenger", "An wen?: Bitte angeben, wer etwas erfahren darf."],
    !datenklassen.length && ["einwilligung-datenklassen_0", "Welche Angaben?: Bitte mindestens eine wählen."],
    !zwecke.length && ["einwilligung-zwecke_0", "Wofür?: Bitte mindestens einen Zweck wählen."],
  ].filter(Boolean);

// An entry in one line, for its owner.
export function inWorten({ art, daten }) {
  const personen = Array.isArray(daten.personen) ? daten.personen.map((p) => `${p.vorname} ${p.nachname}`) : [];
  return [ARTEN[art].titel, daten.aktenzeichen, daten.titel, daten.naechster_schritt, daten.notiz, ...personen].filter(Boolean).join(" · ");
}

const falschesZeichen = (zeichen) => zeichen !== "" && !/^(kim)?[\s/-]*\d{4}[\s/-]+\d{1,7}$/i.test(zeichen);

export const heute = () => new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Berlin" });

// What the browser itself can tell of a field, in the words of the house.
export function fehlendes(formular) {
  return [...formular.elements]
    .filter((feld) => feld.willValidate && !feld.validity.valid)
    .map((feld) => {
      const wort = formular.querySelector(`label[for="${CSS.escape(feld.id)}"]`)?.firstChild?.textContent.trim() || "";
      const was = feld.validity.valueMissing ? (feld.type === "checkbox" ? "Bitte bestätigen." : "Diese Angabe fehlt.") : "Diese Angabe passt nicht.";
      return [feld.id, `${wort}: ${was}`];
    });
}

// Has somebody begun to fill it in? Then locking the device must not lose it.
export function angefangen(formular, unterschrift) {
  const geaendert = [...formular.elements].some((feld) => {
    if (feld.type === "radio" || feld.type === "checkbox") return feld.checked !== feld.defaultChecked;
    if (feld.type === "datetime-local" || feld.type === "date" || feld.localName === "select") return false;
    return "defaultValue" in feld && feld.value !== feld.defaultValue;
  });
  return geaendert || (formular.dataset.formular === "familie" && unterschrift.striche().length > 0);
}

// The topics that this Kreis offers; those that come along stand in the page already.
export function themenZeigen(formular, themen) {
  const muster = formular.querySelector("[name=themen]").closest(".kern-form-check");
  muster.parentElement.replaceChildren(
    ...themen.map(({ schluessel, titel }, nummer) => {
      const eines = muster.cloneNode(true);
      const feld = eines.querySelector("input");
      const wort = eines.querySelector("label");
      feld.checked = false;
      Object.assign(feld, { id: `beratung-themen_${nummer}`, value: schluessel });
      wort.htmlFor = feld.id;
      wort.textContent = titel;
      return eines;
    }),
  );
}

let personen = 0;
export function personDazu() {
  personen += 1;
  const neue = document.querySelector("template[data-person]").content.cloneNode(true);
  // Names and ids are made unique; `data-feld` keeps what each is.
  neue.querySelectorAll("[name]").forEach((feld) => {
    feld.dataset.feld = feld.name;
    feld.name = `${feld.name}-${personen}`;
  });
  neue.querySelectorAll("[id]").forEach((element) => (element.id = `${element.id}-${personen}`));
  neue.querySelectorAll("[for]").forEach((wort) => (wort.htmlFor = `${wort.htmlFor}-${personen}`));
  neue.querySelectorAll("[aria-describedby]").forEach((feld) => feld.setAttribute("aria-describedby", `${feld.getAttribute("aria-describedby")}-${personen}`));
  document.querySelector("[data-personen]").append(neue);
}
