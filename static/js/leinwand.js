// Keeps the wall of the room up to date: asks every second whether something has happened, and changes the
// picture only when it has. A lost connection is named in a corner; it comes back by itself.

const TAKT = 1000;
const GEDULD = 5000; // an answer that takes longer counts as none
const AUFFRISCHEN = 60000; // also what raises no counter, such as a session put off, is seen within a minute
const STUFEN = 4;
const KOPF = { "HX-Request": "true", Accept: "application/json, text/html" };

const wand = document.querySelector("[data-leinwand]");
const flaeche = wand.querySelector("[data-leinwand-flaeche]");
const verbindung = wand.querySelector("[data-leinwand-verbindung]");
let verloren = null;
let zuletzt = Date.now();

const bild = () => flaeche.firstElementChild;

async function holen(adresse, hintergrund) {
  // While the session is on, the wall itself keeps the person signed in; afterwards it does not.
  const kopf = hintergrund ? { ...KOPF, "X-Kim-Hintergrund": "1" } : KOPF;
  const antwort = await fetch(adresse, {
    headers: kopf,
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(GEDULD),
  });
  if (!antwort.ok) throw Object.assign(new Error(antwort.statusText), { status: antwort.status });
  return antwort;
}

async function nachsehen() {
  const { zaehler, stand, beginn } = bild().dataset;
  const hintergrund = stand === "geschlossen";
  const neu = await (await holen(wand.dataset.standUrl, hintergrund)).json();
  const anders = String(neu.zaehler) !== zaehler || neu.stand !== stand || Date.parse(neu.beginn) !== Date.parse(beginn);
  if (!anders && Date.now() - zuletzt < AUFFRISCHEN) return;
  const inhalt = await (await holen(location.pathname, hintergrund)).text();
  zuletzt = Date.now();
  zeigen(inhalt);
}

let gezeigt = "";
function zeigen(inhalt) {
  if (inhalt === gezeigt) return;
  gezeigt = inhalt;
  flaeche.innerHTML = inhalt;
  einpassen();
}

// A long title or wording becomes smaller until all of it is on the wall.
function einpassen() {
  const satz = bild();
  delete satz.dataset.stufe;
  for (let stufe = 1; stufe <= STUFEN && document.documentElement.scrollHeight > window.innerHeight + 1; stufe += 1) {
    satz.dataset.stufe = stufe;
  }
}

function melden(fehler) {
  const texte = verbindung.dataset;
  if (verloren === null) verloren = { zeit: new Date(), mal: 0 };
  verloren.mal += 1;
  // One answer that fails is no lost connection.
  if (verloren.mal < 2) return;
  const uhr = verloren.zeit.toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
  const eigene = { 401: texte.textAbgemeldet, 403: texte.textWeg, 404: texte.textWeg };
  const text = eigene[fehler.status] || `${texte.textNetz} ${uhr} Uhr`;
  if (verbindung.textContent !== text) verbindung.textContent = text;
}

async function schlag() {
  try {
    await nachsehen();
    if (verloren !== null) {
      verloren = null;
      verbindung.textContent = "";
    }
  } catch (fehler) {
    melden(fehler);
  }
  setTimeout(schlag, TAKT);
}

// The projector must not go to sleep while people talk.
async function wachhalten() {
  try {
    if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen");
  } catch {
    // Not allowed here: then the computer's own setting counts.
  }
}

document.addEventListener("visibilitychange", wachhalten);
window.addEventListener("resize", einpassen);
document.fonts.ready.then(einpassen);
einpassen();
wachhalten();
setTimeout(schlag, TAKT);
