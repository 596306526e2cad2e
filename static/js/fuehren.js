// The screen of a session. Each entry is sent as it is made; while there is no connection it waits in this
// tab and goes out later with its age, so that the clock of the device does not matter. What others enter
// appears within a second or two. Without this file every button still posts its form.

const seite = document.querySelector("[data-fuehren]");
if (seite) fuehren(seite);

function fuehren(wurzel) {
  const texte = wurzel.dataset;
  const meldung = wurzel.querySelector("[data-meldung]");
  const netz = wurzel.querySelector("[data-netz]");
  const hinweis = wurzel.querySelector("[data-hinweis]");
  // Each page keeps what waits under a name of its own, so that two windows do not overwrite each other.
  const vorsilbe = `kim-fuehren-${texte.sitzung}-${texte.konto}-`;
  const lager = vorsilbe + kennung();
  const schlange = [];
  let zaehler = Number(texte.zaehler);
  let sendet = false;
  let frischt = 0;
  let versuche = 0;
  let uhr = null;

  wurzel.querySelectorAll("[data-ohne-skript]").forEach((teil) => teil.remove());

  // Entries that wait ---------------------------------------------------------------------------------------

  // What a page that is gone has left behind goes out now: a browser may have died in the middle.
  async function uebernehmen() {
    const namen = Object.keys(localStorage).filter((name) => name.startsWith(vorsilbe) && name !== lager);
    for (const name of namen) {
      const holen = (sperre) => {
        if (!sperre) return;
        const alte = JSON.parse(localStorage.getItem(name)) || [];
        schlange.push(...alte.map((eintrag) => ({ ...eintrag, lauf: null })));
        merken();
        localStorage.removeItem(name);
      };
      // A page that still lives holds its lock. Without locks an entry may go out twice; its key makes it one.
      if (navigator.locks) await navigator.locks.request(name, { ifAvailable: true }, holen);
      else holen(true);
    }
    if (schlange.length) sagen(texte.textVorhin);
  }

  function merken() {
    try {
      if (schlange.length) localStorage.setItem(lager, JSON.stringify(schlange));
      else localStorage.removeItem(lager);
    } catch {
      // A full or closed store only means that the entries live as long as this page.
    }
  }

  function kennung() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const zeichen = [...bytes].map((zahl) => zahl.toString(16).padStart(2, "0")).join("");
    return zeichen.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function einreihen(formular, knopf) {
    const daten = new FormData(formular, knopf);
    daten.delete("csrfmiddlewaretoken");
    anhaengen([...daten.entries()]);
  }

  function anhaengen(felder) {
    const eintrag = { felder, seit: Date.now(), lauf: performance.now(), schluessel: kennung() };
    if (feld(eintrag, "tat") === "notiz") {
      // Of a note only the last state counts.
      const alt = schlange.findIndex((e, i) => i > 0 && feld(e, "tat") === "notiz" && feld(e, "punkt") === feld(eintrag, "punkt"));
      if (alt > 0) schlange.splice(alt, 1);
    }
    schlange.push(eintrag);
    merken();
    senden();
  }

  const feld = (eintrag, name) => (eintrag.felder.find(([n]) => n === name) || [])[1];

  async function senden() {
    if (sendet || !schlange.length) return;
    sendet = true;
    clearTimeout(uhr);
    const eintrag = schlange[0];
    sagen(texte.textSpeichert);
    try {
      const daten = new FormData();
      eintrag.felder.forEach(([name, wert]) => daten.append(name, wert));
      daten.append("schluessel", eintrag.schluessel);
      daten.append("alter", alter(eintrag));
      const antwort = await fetch(wurzel.querySelector("form[data-eintrag]").action, {
        method: "POST",
        body: daten,
        headers: { Accept: "application/json", "X-CSRFToken": csrf() },
        redirect: "manual",
      });
      if (antwort.status >= 500) throw new Error("server");
      if (antwort.type === "opaqueredirect" || !/json/.test(antwort.headers.get("Content-Type") || "")) {
        // Signed out, or the page is too old: the entry stays until someone is signed in again.
        sagen(texte.textFehler, true);
        uhr = setTimeout(senden, 10000);
        return;
      }
      schlange.shift();
      merken();
      verbunden();
      const ergebnis = await antwort.json();
      if (antwort.ok) gelungen(eintrag, ergebnis);
      else misslungen(eintrag, ergebnis, antwort.status);
    } catch {
      getrennt();
    } finally {
      sendet = false;
    }
    if (!versuche && schlange.length) senden();
  }

  // While this page lives, its own count of time: the clock of a device may be set anew meanwhile.
  const alter = (eintrag) => Math.max(0, Math.round(eintrag.lauf === null ? Date.now() - eintrag.seit : performance.now() - eintrag.lauf));

  const csrf = () => wurzel.querySelector("input[name=csrfmiddlewaretoken]").value;

  function gelungen(eintrag, ergebnis) {
    const zeit = new Date().toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
    sagen(`${texte.textGespeichert} ${zeit}`);
    if (ergebnis.hinweis) zeigen(ergebnis.hinweis);
    if (feld(eintrag, "tat") === "notiz") notizGespeichert(eintrag, ergebnis, zeit);
    else auffrischen(eintrag);
  }

  function misslungen(eintrag, ergebnis, status) {
    if (feld(eintrag, "tat") === "notiz" && status === 409) {
      notizKonflikt(eintrag);
      return;
    }
    sagen(ergebnis.meldung || texte.textFehler, true);
    // What was typed stays where it is, and the field that is meant is next to be typed in.
    auffrischen().then(() => {
      if (ergebnis.feld) wurzel.querySelector(`[data-teil="punkt"] [name="${CSS.escape(ergebnis.feld)}"]`)?.focus();
    });
  }

  function getrennt() {
    versuche = Math.min(versuche + 1, 10);
    netz.hidden = false;
    netz.textContent = `${texte.textOffline} ${schlange.length}`;
    sagen("");
    uhr = setTimeout(senden, versuche * 1000);
  }

  function verbunden() {
    if (!netz.hidden) sagen(texte.textWieder);
    versuche = 0;
    netz.hidden = true;
  }

  function sagen(text, fehler = false) {
    meldung.textContent = text;
    meldung.classList.toggle("kim-fuehren__fehler", fehler);
  }

  // Stays until somebody has read it, for example a code to pass on.
  function zeigen(text) {
    hinweis.querySelector("[data-hinweistext]").textContent = text;
    hinweis.hidden = !text;
  }
  hinweis.querySelector("button").addEventListener("click", () => zeigen(""));

  window.addEventListener("online", senden);
  window.addEventListener("beforeunload", (ereignis) => {
    if (schlange.length || notizOffen()) ereignis.preventDefault();
  });

  wurzel.addEventListener(
    "submit",
    (ereignis) => {
      const formular = ereignis.target;
      if (!formular.matches("form[data-eintrag], form[data-notiz]")) return;
      ereignis.preventDefault();
      ereignis.stopPropagation();
      if (formular.matches("[data-notiz]")) notizSenden();
      else einreihen(formular, ereignis.submitter);
    },
    true,
  );

  // What others have entered --------------------------------------------------------------------------------

  async function fragen() {
    try {
      const antwort = await fetch(texte.standUrl, { headers: { Accept: "application/json" }, redirect: "manual" });
      if (!antwort.ok && antwort.status < 500) {
        // Signed out, or no longer allowed: what stands here is old, and one has to know it.
        sagen(texte.textFehler, true);
      } else if (antwort.ok) {
        if (!schlange.length) verbunden();
        const stand = (await antwort.json()).zaehler;
        if (stand !== zaehler && !sendet && !frischt) await auffrischen();
      }
    } catch {
      if (netz.hidden) getrennt();
    }
    setTimeout(fragen, document.hidden ? 5000 : 1000);
  }

  async function auffrischen(eintrag) {
    let neu;
    frischt += 1;
    try {
      const antwort = await fetch(texte.teileUrl, { redirect: "manual" });
      if (!antwort.ok) return;
      neu = new DOMParser().parseFromString(await antwort.text(), "text/html").querySelector("[data-teile]");
    } catch {
      return;
    } finally {
      frischt -= 1;
    }
    if (!neu) return;
    const merkmal = gemerkt(document.activeElement);
    const eigen = eintrag ? feld(eintrag, "tat") : "";
    const mitte = wurzel.querySelector(".kim-fuehren__mitte");
    for (const name of ["kopf", "agenda", "punkt", "anwesenheit"]) tauschen(name, neu, eigen);
    notizTauschen(mitte, neu);
    // Only now: what went wrong on the way is tried again.
    zaehler = Number(neu.dataset.zaehler);
    if (!eintrag || !zielNach(eigen)) wieder(merkmal);
  }

  // Acts after which the item looks different; all others leave alone what is being typed there.
  const AM_PUNKT = /^(eroeffnen|schliessen|aufrufen|abschliessen|absetzen|zurueckstellen|einvernehmen|widerspruch|beginnen|zaehlen|verwerfen|feststellen|pruefung)/;

  function tauschen(name, neu, eigen) {
    const alt = wurzel.querySelector(`[data-teil="${name}"]`);
    const ersatz = neu.querySelector(`[data-teil="${name}"]`);
    if (ohneMarke(alt) === ohneMarke(ersatz)) return;
    const fertig = name === "punkt" && AM_PUNKT.test(eigen);
    const gleich = alt.dataset.stand === ersatz.dataset.stand;
    const eingaben = fertig ? [] : geaenderte(alt);
    const offen = [...alt.querySelectorAll("details[open][id]")].map((teil) => teil.id);
    const gerollt = alt.scrollTop;
    alt.replaceWith(ersatz);
    ersatz.scrollTop = gerollt;
    if (name === "agenda") zumPunkt();
    if (fertig) return;
    offen.forEach((id) => ersatz.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", ""));
    // What somebody is typing or choosing here is carried over, unless it is about something that is over.
    if (gleich) eingaben.forEach((eingabe) => einsetzen(ersatz, eingabe));
    else if (eingaben.length && !eigen) sagen(texte.textGeaendert, true);
  }

  // A long agenda rolls in its column: the item that is called stays in sight.
  function zumPunkt() {
    const spalte = wurzel.querySelector('[data-teil="agenda"]');
    const punkt = spalte.querySelector(".kim-fuehren__punkt--jetzt");
    if (!punkt || spalte.scrollHeight <= spalte.clientHeight) return;
    const oben = punkt.offsetTop - spalte.scrollTop;
    if (oben < 0 || oben + punkt.offsetHeight > spalte.clientHeight) spalte.scrollTop = punkt.offsetTop - spalte.clientHeight / 3;
  }

  function geaenderte(teil) {
    return [...teil.querySelectorAll("input, textarea")]
      .filter((f) => (waehlbar(f) ? f.checked !== f.defaultChecked : f.type !== "hidden" && f.value !== f.defaultValue))
      .map((f) => ({ name: f.name, wert: f.value, gewaehlt: waehlbar(f) ? f.checked : null }));
  }

  function einsetzen(teil, { name, wert, gewaehlt }) {
    const gleichen = [...teil.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    if (gewaehlt === null) gleichen.forEach((f) => (f.value = wert));
    else gleichen.filter((f) => f.value === wert).forEach((f) => (f.checked = gewaehlt));
  }

  const waehlbar = (f) => f.type === "radio" || f.type === "checkbox";

  // What somebody has unfolded is no difference: the part stays, and with it the hand.
  const ohneMarke = (teil) => teil.innerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*|(<details[^>]*) open=""/g, "$1$2");

  // Where the hand was, also when the button itself is gone: the next in the same row will do.
  function gemerkt(fokus) {
    if (!fokus || !wurzel.contains(fokus)) return null;
    const reihe = /^(taste-\d+-)/.exec(fokus.id || "");
    const klappe = fokus.closest("details[id]");
    return {
      wahl: (fokus.id && `#${CSS.escape(fokus.id)}`) || (fokus.name && `[name="${CSS.escape(fokus.name)}"][value="${CSS.escape(fokus.value)}"]`) || (klappe && `#${klappe.id} ${fokus.localName}`),
      reihe: reihe ? `[id^="${reihe[1]}"]` : "",
      stelle: fokus.matches("textarea, input:not([type=radio], [type=checkbox])") ? fokus.selectionStart : null,
    };
  }

  function wieder(merkmal) {
    if (!merkmal || document.activeElement !== document.body) return;
    const ziel = (merkmal.wahl && wurzel.querySelector(merkmal.wahl)) || (merkmal.reihe && wurzel.querySelector(merkmal.reihe));
    if (!ziel) return;
    ziel.focus();
    if (merkmal.stelle !== null && ziel.setSelectionRange) ziel.setSelectionRange(merkmal.stelle, merkmal.stelle);
  }

  // Where one goes on after an entry, so that a session can be run without a mouse.
  const DANACH = [
    [/^(eroeffnen|abschliessen|absetzen|zurueckstellen)$/, "[data-teil=agenda] button[name=punkt]"],
    [/^(aufrufen|schliessen)$/, "#punkt-titel"],
    [/^beginnen-(offen|geheim)$/, "#ja"],
    [/^beginnen-namentlich$/, "[data-teil=punkt] input[type=radio]:checked"],
    [/^beginnen-.+-geraete$/, "#zaehlen"],
    [/^(zaehlen.*|einvernehmen)$/, "#feststellen, #feststellen-ja, #verwerfen > summary"],
    [/^widerspruch$/, "#beginnen-offen"],
    [/^verwerfen$/, "#wortlaut"],
    [/^feststellen/, ".kim-fuehren__punkt--jetzt + li button, #punkt-titel"],
  ];

  function zielNach(tat) {
    const [, wahl] = DANACH.find(([muster]) => muster.test(tat)) || [];
    const ziel = wahl && wurzel.querySelector(wahl);
    ziel?.focus();
    return Boolean(ziel);
  }

  // Notes ---------------------------------------------------------------------------------------------------

  let notizUhr = null;
  const notizFeld = () => wurzel.querySelector("textarea[name=notiz]");
  const notizOffen = () => Boolean(notizFeld() && notizFeld().value !== notizFeld().defaultValue);

  wurzel.addEventListener("input", (ereignis) => {
    if (!ereignis.target.matches("textarea[name=notiz]")) return;
    clearTimeout(notizUhr);
    notizUhr = setTimeout(notizSenden, 800);
  });

  function notizSenden() {
    clearTimeout(notizUhr);
    const textfeld = notizFeld();
    if (textfeld && textfeld.value !== textfeld.defaultValue) einreihen(textfeld.form);
  }

  function notizGespeichert(eintrag, ergebnis, zeit) {
    const textfeld = notizFeld();
    schlange.forEach((wartend) => {
      if (feld(wartend, "tat") !== "notiz" || feld(wartend, "punkt") !== feld(eintrag, "punkt")) return;
      wartend.felder = wartend.felder.map(([n, w]) => (n === "zaehler" ? [n, String(ergebnis.zaehler)] : [n, w]));
    });
    if (!textfeld || textfeld.dataset.fuer !== feld(eintrag, "punkt")) return;
    textfeld.form.elements.zaehler.value = ergebnis.zaehler;
    textfeld.defaultValue = feld(eintrag, "notiz");
    wurzel.querySelector("[data-notizstand]").textContent = `${texte.textGespeichert} ${zeit}`;
    wurzel.querySelector("[data-notizkonflikt]").hidden = true;
  }

  function notizKonflikt(eintrag) {
    const textfeld = notizFeld();
    if (!textfeld || textfeld.dataset.fuer !== feld(eintrag, "punkt")) return;
    wurzel.querySelector("[data-notizkonflikt]").hidden = false;
    sagen("");
  }

  wurzel.addEventListener("click", async (ereignis) => {
    if (!ereignis.target.closest("[data-notiz-anhaengen]")) return;
    const antwort = await fetch(texte.teileUrl).catch(() => null);
    if (!antwort || !antwort.ok) return;
    const fremd = new DOMParser().parseFromString(await antwort.text(), "text/html").querySelector("form[data-notiz]");
    const textfeld = notizFeld();
    if (!fremd || fremd.elements.punkt.value !== textfeld.dataset.fuer) return;
    textfeld.form.elements.zaehler.value = fremd.elements.zaehler.value;
    textfeld.defaultValue = fremd.elements.notiz.value;
    textfeld.value = `${fremd.elements.notiz.value}\n\n${textfeld.value}`;
    textfeld.focus();
    notizSenden();
  });

  function notizTauschen(mitte, neu) {
    const alt = wurzel.querySelector('[data-teil="notiz"]');
    const ersatz = neu.querySelector('[data-teil="notiz"]');
    ersatz?.querySelectorAll("[data-ohne-skript]").forEach((teil) => teil.remove());
    if (alt && ersatz && alt.dataset.punkt === ersatz.dataset.punkt) {
      if (!notizOffen() && ohneMarke(alt) !== ohneMarke(ersatz) && document.activeElement !== notizFeld()) alt.replaceWith(ersatz);
      return;
    }
    // Another item: what is written here goes out first.
    notizSenden();
    alt?.remove();
    if (ersatz) mitte.append(ersatz);
  }

  // By name: each exception is an entry of its own, so that nobody counts without it.
  wurzel.addEventListener("change", (ereignis) => {
    const feldchen = ereignis.target;
    if (!feldchen.matches("[data-namentlich] input[type=radio]")) return;
    const abstimmung = feldchen.form.elements.abstimmung.value;
    anhaengen([["tat", "stimme"], ["abstimmung", abstimmung], ["sitz", feldchen.name.replace("stimme-", "")], ["wert", feldchen.value]]);
  });

  if (navigator.locks) navigator.locks.request(lager, () => new Promise(() => {}));
  zumPunkt();
  uebernehmen().then(senden);
  fragen();
}
