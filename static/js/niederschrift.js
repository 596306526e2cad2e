// A part of the Niederschrift saves itself while one writes. If somebody else has saved it meanwhile, nothing is
// overwritten: the text stays here, and "Speichern" shows both. Without this file the form is sent as a whole.

const formular = document.querySelector("form[data-selbst-speichern]");
if (formular) selbstSpeichern(formular);

function selbstSpeichern(form) {
  const texte = form.dataset;
  const stand = form.querySelector("[data-speicherstand]");
  const konflikt = form.querySelector("[data-konflikt]");
  const felder = [...form.querySelectorAll("textarea")];
  let uhr = null;
  let laufend = null;
  let gestoppt = false;
  let abgeschickt = false;

  // What is saved needs no warning; kim.js would warn of everything that was ever typed.
  form.removeAttribute("data-ungesichert-warnen");
  window.addEventListener("beforeunload", (ereignis) => {
    if (!abgeschickt && offen()) ereignis.preventDefault();
  });

  const offen = () => felder.some((feld) => feld.value !== feld.defaultValue);

  form.addEventListener("input", () => warten(1500));

  function warten(dauer) {
    clearTimeout(uhr);
    if (!gestoppt) uhr = setTimeout(speichern, dauer);
  }

  async function speichern() {
    if (laufend || gestoppt || !offen()) return;
    const gesendet = new Map(felder.map((feld) => [feld, feld.value]));
    stand.textContent = texte.textSpeichert;
    laufend = senden();
    const [status, antwort] = await laufend;
    laufend = null;
    if (gestoppt) return;
    if (status === 200) gelungen(antwort, gesendet);
    else if (status === 409) halt(antwort.meldung);
    else if (status === 0 || status >= 500) {
      stand.textContent = texte.textOffline;
      warten(5000);
    } else {
      stand.textContent = antwort.meldung || texte.textFehler;
    }
  }

  async function senden() {
    try {
      const antwort = await fetch(location.pathname, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        redirect: "manual",
      });
      const daten = /json/.test(antwort.headers.get("Content-Type") || "");
      // Signed out, the page answers with the way to sign in: the text waits here.
      if (!daten) return [antwort.status >= 500 ? antwort.status : 400, {}];
      return [antwort.status, await antwort.json()];
    } catch {
      return [0, {}];
    }
  }

  function gelungen(antwort, gesendet) {
    form.elements.zaehler.value = antwort.zaehler;
    gesendet.forEach((wert, feld) => (feld.defaultValue = wert));
    const zeit = new Date().toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
    stand.textContent = `${texte.textGespeichert} ${zeit}`;
    if (offen()) warten(500);
  }

  function halt(meldung) {
    gestoppt = true;
    stand.textContent = "";
    konflikt.hidden = false;
    konflikt.querySelector("[data-konflikttext]").textContent = meldung;
  }

  // The button must not overtake what is on its way: it would meet its own older state.
  form.addEventListener("submit", async (ereignis) => {
    clearTimeout(uhr);
    if (!laufend) {
      gestoppt = abgeschickt = true;
      return;
    }
    ereignis.preventDefault();
    ereignis.stopPropagation();
    const knopf = ereignis.submitter;
    const [status, antwort] = await laufend;
    if (status === 200) form.elements.zaehler.value = antwort.zaehler;
    laufend = null;
    form.requestSubmit(knopf);
  });
}
