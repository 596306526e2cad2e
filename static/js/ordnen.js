// Puts a list in order by dragging and by keyboard, and saves it. Without this file the buttons of each row
// post the form. A conflict or a lost connection is shown; the order stays on the page until it is saved.

const formular = document.querySelector("form[data-ordnen]");
if (formular) ordnen(formular);

function ordnen(form) {
  const liste = form.querySelector("[data-ordnen-liste]");
  const stand = form.querySelector("[data-ordnen-stand]");
  const ansage = form.querySelector("[data-ordnen-ansage]");
  const erneut = form.querySelector("[data-ordnen-erneut]");
  const konflikt = document.querySelector("[data-ordnen-konflikt]");
  const texte = form.dataset;
  const zeilen = () => [...liste.children];
  const folge = () => zeilen().map((zeile) => zeile.dataset.id).join(",");

  let gespeichert = form.elements.folge.value;
  let laeuft = false;
  let gesperrt = false;
  let warten = 0;
  let uhr = null;

  form.querySelectorAll("[data-griff], [data-ordnen-hilfe]").forEach((teil) => (teil.hidden = false));
  // What the browser brings back may be older than what is stored: the page's own order counts.
  form.elements.folge.value = folge();

  // Saving ------------------------------------------------------------------------------------------------

  function melden(text, offen = false) {
    stand.textContent = text;
    stand.parentElement.classList.toggle("kim-ordnung__stand--offen", offen);
    erneut.hidden = !offen || gesperrt;
  }

  function bald(millisekunden) {
    clearTimeout(uhr);
    uhr = setTimeout(speichern, millisekunden);
  }

  async function speichern() {
    if (laeuft || gesperrt || folge() === gespeichert) return;
    laeuft = true;
    const gesendet = folge();
    form.elements.folge.value = gesendet;
    melden(texte.textSpeichert);
    try {
      const antwort = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        redirect: "manual",
      });
      if (antwort.status === 409) {
        zeigeKonflikt(await antwort.text());
      } else if (!antwort.ok) {
        gesperrt = true;
        const daten = await antwort.json().catch(() => ({}));
        melden(daten.meldung || texte.textFehler, true);
      } else {
        form.elements.zaehler.value = (await antwort.json()).zaehler;
        gespeichert = gesendet;
        warten = 0;
        melden(texte.textGespeichert);
      }
    } catch {
      warten = Math.min(warten + 1, 6);
      melden(texte.textOffline, true);
      bald(warten * 2000);
    } finally {
      laeuft = false;
    }
    // Moved on while the answer was under way
    if (!gesperrt && warten === 0 && folge() !== gespeichert) bald(0);
  }

  function zeigeKonflikt(html) {
    gesperrt = true;
    gespeichert = folge();
    konflikt.innerHTML = html;
    const kasten = konflikt.firstElementChild;
    kasten.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((feld) => {
      feld.value = form.elements.csrfmiddlewaretoken.value;
    });
    melden(texte.textKonflikt, true);
    kasten.focus();
    kasten.scrollIntoView({ block: "start" });
  }

  erneut.addEventListener("click", () => bald(0));
  window.addEventListener("online", () => bald(0));
  window.addEventListener("beforeunload", (ereignis) => {
    if (!gesperrt && folge() !== gespeichert) ereignis.preventDefault();
  });

  // What each row shows ------------------------------------------------------------------------------------

  function beschriften() {
    const [stunde, minute] = liste.dataset.beginn.split(":").map(Number);
    let jetzt = stunde * 60 + minute;
    const alle = zeilen();
    alle.forEach((zeile, stelle) => {
      zeile.querySelector("[data-nummer]").textContent = stelle + 1;
      zeile.querySelector("[data-zeit]").textContent = alsUhrzeit(jetzt);
      zeile.querySelector("button[name=hoch]").disabled = stelle === 0;
      zeile.querySelector("button[name=runter]").disabled = stelle === alle.length - 1;
      jetzt += Number(zeile.dataset.minuten);
    });
    form.querySelector("[data-ende]").textContent = alsUhrzeit(jetzt);
  }

  function alsUhrzeit(minuten) {
    const zwei = (zahl) => String(zahl).padStart(2, "0");
    return `${zwei(Math.floor(minuten / 60) % 24)}:${zwei(minuten % 60)}`;
  }

  function verschoben(zeile) {
    beschriften();
    const alle = zeilen();
    ansage.textContent = texte.textPlatz
      .replace("{titel}", zeile.dataset.titel)
      .replace("{platz}", alle.indexOf(zeile) + 1)
      .replace("{anzahl}", alle.length);
    // From now on what stands here is not what is stored.
    melden(texte.textSpeichert);
    bald(400);
  }

  // By keyboard and by the buttons --------------------------------------------------------------------------

  function ruecken(zeile, nachOben) {
    if (gesperrt) return;
    const ziel = nachOben ? zeile.previousElementSibling : zeile.nextElementSibling;
    if (!ziel) return;
    const fokus = document.activeElement;
    if (nachOben) liste.insertBefore(zeile, ziel);
    else liste.insertBefore(ziel, zeile);
    verschoben(zeile);
    const ersatz = zeile.querySelector(`button[name=${nachOben ? "runter" : "hoch"}]`);
    if (zeile.contains(fokus)) (fokus.disabled ? ersatz : fokus).focus();
    zeile.scrollIntoView({ block: "nearest" });
  }

  liste.addEventListener("keydown", (ereignis) => {
    if (!ereignis.altKey || !["ArrowUp", "ArrowDown"].includes(ereignis.key)) return;
    const zeile = ereignis.target.closest("[data-id]");
    if (!zeile) return;
    ereignis.preventDefault();
    ruecken(zeile, ereignis.key === "ArrowUp");
  });

  liste.addEventListener("click", (ereignis) => {
    const knopf = ereignis.target.closest("button[name=hoch], button[name=runter]");
    if (!knopf) return;
    ereignis.preventDefault();
    knopf.focus();
    ruecken(knopf.closest("[data-id]"), knopf.name === "hoch");
  });

  form.addEventListener("submit", (ereignis) => {
    ereignis.preventDefault();
    delete form.dataset.gesendet;
    bald(0);
  });

  // By dragging ---------------------------------------------------------------------------------------------

  let zug = null;

  liste.addEventListener("pointerdown", (ereignis) => {
    const griff = ereignis.target.closest("[data-griff]");
    if (!griff || ereignis.button !== 0 || gesperrt) return;
    ereignis.preventDefault();
    const zeile = griff.closest("[data-id]");
    zug = { zeile, griff, vorher: zeilen(), abstand: ereignis.clientY - zeile.getBoundingClientRect().top };
    griff.setPointerCapture(ereignis.pointerId);
    zeile.classList.add("kim-punkt--gezogen");
  });

  liste.addEventListener("pointermove", (ereignis) => {
    if (!zug) return;
    amRand(ereignis.clientY);
    const mitte = ereignis.clientY - zug.abstand + zug.zeile.offsetHeight / 2;
    const davor = zug.zeile.previousElementSibling;
    const danach = zug.zeile.nextElementSibling;
    if (davor && mitte < halb(davor)) liste.insertBefore(zug.zeile, davor);
    else if (danach && mitte > halb(danach)) liste.insertBefore(danach, zug.zeile);
  });

  function halb(zeile) {
    const kasten = zeile.getBoundingClientRect();
    return kasten.top + kasten.height / 2;
  }

  // Near the edge of the window the page goes along
  function amRand(y) {
    const rand = 64;
    if (y < rand) window.scrollBy(0, -12);
    else if (y > window.innerHeight - rand) window.scrollBy(0, 12);
  }

  function beenden(abgebrochen) {
    if (!zug) return;
    const { zeile, vorher } = zug;
    zug = null;
    zeile.classList.remove("kim-punkt--gezogen");
    if (abgebrochen) liste.append(...vorher);
    else if (zeilen().indexOf(zeile) !== vorher.indexOf(zeile)) verschoben(zeile);
  }

  liste.addEventListener("pointerup", () => beenden(false));
  liste.addEventListener("pointercancel", () => beenden(true));
  document.addEventListener("keydown", (ereignis) => {
    if (ereignis.key === "Escape") beenden(true);
  });
}
