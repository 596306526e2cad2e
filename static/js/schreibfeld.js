// A text field becomes an editor with headings, lists, bold and italic. Without this file it stays a text field.
// What is pasted is cleaned here for the eye; the server cleans everything again, whatever comes.

const dokument = document;
const BEFEHLE = [
  ["ueberschrift", "", "Strg+Alt+3", () => umschalten("h3")],
  ["liste", "", "Strg+Umschalt+8", () => ausfuehren("insertUnorderedList")],
  ["nummern", "", "Strg+Umschalt+7", () => ausfuehren("insertOrderedList")],
  ["fett", "kim-fett", "Strg+B", () => ausfuehren("bold")],
  ["kursiv", "kim-kursiv", "Strg+I", () => ausfuehren("italic")],
  ["zurueck", "", "Strg+Z", () => ausfuehren("undo")],
  ["wieder", "", "Strg+Y", () => ausfuehren("redo")],
];

function ausfuehren(befehl, wert) {
  dokument.execCommand("styleWithCSS", false, false);
  dokument.execCommand(befehl, false, wert);
}

function block() {
  return String(dokument.queryCommandValue("formatBlock")).toLowerCase();
}

function umschalten(art) {
  if (dokument.queryCommandState("insertUnorderedList")) ausfuehren("insertUnorderedList");
  if (dokument.queryCommandState("insertOrderedList")) ausfuehren("insertOrderedList");
  ausfuehren("formatBlock", block() === art ? "p" : art);
}

function gedrueckt(name) {
  switch (name) {
    case "ueberschrift": return block() === "h3";
    case "liste": return dokument.queryCommandState("insertUnorderedList");
    case "nummern": return dokument.queryCommandState("insertOrderedList");
    case "fett": return dokument.queryCommandState("bold");
    case "kursiv": return dokument.queryCommandState("italic");
    default: return null;
  }
}

// Pasted text ------------------------------------------------------------------------------------------------

const BLOECKE = { H1: "h3", H2: "h3", H3: "h3", H4: "h4", H5: "h4", H6: "h4", P: "p", DIV: "p", BLOCKQUOTE: "blockquote", UL: "ul", OL: "ol", LI: "li" };
const REIHEN = { B: "strong", STRONG: "strong", I: "em", EM: "em" };
const WEG = new Set(["SCRIPT", "STYLE", "TITLE", "META", "LINK", "HEAD", "XML", "IFRAME", "OBJECT", "EMBED", "SVG", "MATH", "IMG", "TEMPLATE", "NOSCRIPT", "INPUT", "BUTTON", "TEXTAREA", "SELECT"]);
const ebene = (absatz) => Number((/mso-list:[^;]*\blevel\s*(\d+)/i.exec(absatz.getAttribute("data-stil") || "") || [])[1] || 0);
const istZeichen = (knoten) => knoten.nodeType === 1 && /mso-list:\s*ignore/i.test(knoten.getAttribute("data-stil") || "");

function zeichenVon(absatz) {
  const alle = [...absatz.querySelectorAll("span")].filter(istZeichen);
  return alle.map((teil) => teil.textContent).join("").replace(/\u00a0/g, " ").trim();
}

// Word writes lists as paragraphs with a mark in front; here they become lists again
function listenAusWord(wurzel) {
  let offen = [];
  for (const absatz of [...wurzel.querySelectorAll("p")]) {
    const tiefe = Math.min(ebene(absatz), 4);
    if (!tiefe) {
      offen = [];
      continue;
    }
    const zeichen = zeichenVon(absatz);
    [...absatz.querySelectorAll("span")].filter(istZeichen).forEach((teil) => teil.remove());
    const art = /^\(?(\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,6})[.)]/.test(zeichen) ? "ol" : "ul";
    const punkt = wurzel.ownerDocument.createElement("li");
    punkt.append(...absatz.childNodes);
    const anschluss = offen.length && offen[0].nextElementSibling === absatz;
    if (!anschluss) offen = [];
    offen = offen.slice(0, tiefe);
    if (offen.length === tiefe && offen[tiefe - 1].localName !== art) offen = offen.slice(0, tiefe - 1);
    while (offen.length < tiefe) {
      const liste = wurzel.ownerDocument.createElement(art);
      const oben = offen[offen.length - 1];
      if (!oben) absatz.before(liste);
      else (oben.lastElementChild || oben).append(liste);
      offen.push(liste);
    }
    offen[tiefe - 1].append(punkt);
    absatz.remove();
  }
}

function uebertragen(quelle, ziel) {
  for (const knoten of quelle.childNodes) {
    if (knoten.nodeType === 3) {
      const zwischenraum = !knoten.data.trim() && ["DIV", "UL", "OL", "BLOCKQUOTE"].includes(ziel.nodeName);
      if (!zwischenraum) ziel.append(knoten.data.replace(/[\s\u00a0]+/g, " "));
    } else if (knoten.nodeType === 1 && !WEG.has(knoten.nodeName.toUpperCase())) {
      if (knoten.nodeName === "BR") {
        ziel.append(dokument.createElement("br"));
      } else if (knoten.nodeName === "TR") {
        const zeile = dokument.createElement("p");
        zeile.textContent = [...knoten.children].map((zelle) => zelle.textContent.replace(/[\s\u00a0]+/g, " ").trim()).filter(Boolean).join(" · ");
        if (zeile.textContent) ziel.append(zeile);
      } else {
        const name = knoten.className === "MsoTitle" ? "h3" : BLOECKE[knoten.nodeName] || REIHEN[knoten.nodeName];
        if (!name) {
          uebertragen(knoten, ziel);
        } else {
          const neu = dokument.createElement(name);
          uebertragen(knoten, neu);
          if (neu.textContent.trim()) ziel.append(neu);
        }
      }
    }
  }
}

// Foreign styles are only read and handlers never run: both get another name before anything is parsed
function ohneStile(html) {
  const ohne = html.replace(/<style\b[\s\S]*?<\/style>/gi, "");
  return ohne.replace(/<[a-z][^>]*>/gi, (marke) => marke.replace(/\sstyle\s*=/gi, " data-stil=").replace(/\son[a-z]+\s*=/gi, " data-weg="));
}

export function gereinigt(html) {
  // A parsed document runs nothing and loads nothing
  const fremd = new DOMParser().parseFromString(ohneStile(html), "text/html");
  listenAusWord(fremd.body);
  const ziel = dokument.createElement("div");
  uebertragen(fremd.body, ziel);
  return ziel.innerHTML;
}

function imText(text) {
  const auswahl = dokument.getSelection();
  let knoten = auswahl && auswahl.anchorNode;
  while (knoten && knoten.parentNode !== text) knoten = knoten.parentNode;
  return Boolean(knoten && knoten.textContent.trim());
}

function einfuegen(ereignis) {
  const daten = ereignis.clipboardData;
  if (!daten) return;
  ereignis.preventDefault();
  const html = daten.getData("text/html");
  if (html) {
    const rein = gereinigt(html);
    // Several blocks begin below what stands there; a few words go into the line
    if (/<(p|h3|h4|ul|ol|blockquote)>/.test(rein) && imText(ereignis.currentTarget)) ausfuehren("insertParagraph");
    ausfuehren("insertHTML", rein);
    return;
  }
  const absaetze = daten.getData("text/plain").split(/\r?\n\s*\r?\n/);
  if (absaetze.length < 2) {
    ausfuehren("insertText", absaetze[0]);
    return;
  }
  const ziel = dokument.createElement("div");
  for (const absatz of absaetze) {
    const neu = dokument.createElement("p");
    neu.textContent = absatz.trim();
    if (neu.textContent) ziel.append(neu);
  }
  ausfuehren("insertHTML", ziel.innerHTML);
}

// The editor -------------------------------------------------------------------------------------------------

function leiste(feld, text, namen) {
  const kasten = dokument.createElement("div");
  kasten.className = "kim-schreibfeld__leiste";
  kasten.setAttribute("role", "toolbar");
  kasten.setAttribute("aria-label", feld.dataset.leiste);
  kasten.setAttribute("aria-controls", text.id);
  const knoepfe = BEFEHLE.map(([name, klasse, kuerzel, tun], nummer) => {
    const knopf = dokument.createElement("button");
    knopf.type = "button";
    knopf.textContent = feld.dataset[name];
    knopf.className = klasse;
    knopf.title = `${feld.dataset[name]} (${kuerzel})`;
    knopf.tabIndex = nummer === 0 ? 0 : -1;
    knopf.addEventListener("mousedown", (ereignis) => ereignis.preventDefault());
    knopf.addEventListener("click", () => {
      text.focus();
      tun();
      text.dispatchEvent(new Event("input", { bubbles: true }));
    });
    namen.set(knopf, name);
    return knopf;
  });
  // One stop for the tab key; the arrow keys go from button to button
  kasten.addEventListener("keydown", (ereignis) => {
    const stelle = knoepfe.indexOf(dokument.activeElement);
    const ziele = { ArrowRight: stelle + 1, ArrowLeft: stelle - 1, Home: 0, End: knoepfe.length - 1 };
    if (stelle < 0 || !(ereignis.key in ziele)) return;
    ereignis.preventDefault();
    const ziel = knoepfe[(ziele[ereignis.key] + knoepfe.length) % knoepfe.length];
    knoepfe.forEach((knopf) => { knopf.tabIndex = knopf === ziel ? 0 : -1; });
    ziel.focus();
  });
  kasten.append(...knoepfe);
  return kasten;
}

function kurzbefehl(ereignis) {
  if (!(ereignis.ctrlKey || ereignis.metaKey)) return null;
  const taste = ereignis.code;
  if (ereignis.altKey && taste === "Digit3") return BEFEHLE[0][3];
  if (ereignis.shiftKey && taste === "Digit8") return BEFEHLE[1][3];
  if (ereignis.shiftKey && taste === "Digit7") return BEFEHLE[2][3];
  return null; // bold, italic and undo the browser knows by itself
}

function einrichten(feld) {
  const getippt = feld.querySelector("textarea");
  const form = feld.querySelector("input[type=hidden]");
  const inhalt = feld.querySelector("template");
  const text = dokument.createElement("div");
  const namen = new Map();
  text.className = `kim-schreibfeld__text${getippt.rows > 8 ? " kim-schreibfeld__text--hoch" : ""}`;
  text.contentEditable = "true";
  text.setAttribute("role", "textbox");
  text.setAttribute("aria-multiline", "true");
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (getippt.hasAttribute(name)) text.setAttribute(name, getippt.getAttribute(name));
  }
  text.append(inhalt.content.cloneNode(true));
  if (getippt.value.trim() && !text.textContent.trim()) return; // could not be read as a text: it stays as typed
  const beschriftung = dokument.querySelector(`label[for="${getippt.id}"]`);
  text.id = getippt.id;
  getippt.removeAttribute("id");
  if (beschriftung) {
    beschriftung.id = `${text.id}-beschriftung`;
    text.setAttribute("aria-labelledby", beschriftung.id);
    beschriftung.addEventListener("click", () => text.focus());
  }
  const kasten = leiste(feld, text, namen);
  feld.classList.add("kim-schreibfeld--an");
  feld.append(kasten, text);

  const uebernehmen = () => { getippt.value = text.textContent.trim() ? text.innerHTML : ""; };
  const anzeigen = () => {
    if (dokument.activeElement !== text) return;
    for (const [knopf, name] of namen) {
      const zustand = gedrueckt(name);
      if (zustand !== null) knopf.setAttribute("aria-pressed", String(zustand));
    }
  };
  form.value = "html";
  uebernehmen();
  text.addEventListener("input", () => {
    uebernehmen();
    anzeigen();
    // whoever watches the form for unsaved text watches its fields
    getippt.dispatchEvent(new Event("input", { bubbles: true }));
  });
  text.addEventListener("paste", einfuegen);
  text.addEventListener("drop", (ereignis) => ereignis.preventDefault());
  text.addEventListener("focus", () => ausfuehren("defaultParagraphSeparator", "p"));
  text.addEventListener("keydown", (ereignis) => {
    const tun = kurzbefehl(ereignis);
    if (!tun) return;
    ereignis.preventDefault();
    tun();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
  dokument.addEventListener("selectionchange", anzeigen);
  getippt.form.addEventListener("submit", uebernehmen);
}

dokument.querySelectorAll("[data-schreibfeld]").forEach(einrichten);
