// The keyboard of the session screen: jumps to its parts, rows up and down, one key for each button of a row.

const seite = document.querySelector("[data-fuehren]");
if (seite) tasten(seite);

function tasten(wurzel) {
  const SPRUENGE = {
    t: "[data-teil=agenda] button[name=punkt], #agenda-titel",
    p: "#plaetze .kim-wahltaste, #anwesenheit-titel",
    b: "#leitung, #wortlaut, #ja, #feststellen, #feststellen-ja, [data-teil=punkt] input[type=radio]:checked",
    n: "#notiz",
  };
  const schalter = wurzel.querySelector("[data-tasten-aus]");
  const hilfeknopf = wurzel.querySelector("[data-tastenhilfe]");
  const hilfe = wurzel.querySelector("#tastenhilfe");
  hilfeknopf.hidden = false;
  hilfeknopf.addEventListener("click", () => {
    hilfe.hidden = !hilfe.hidden;
    hilfeknopf.setAttribute("aria-expanded", String(!hilfe.hidden));
  });

  document.addEventListener("keydown", (ereignis) => {
    if (ereignis.ctrlKey || ereignis.metaKey || ereignis.altKey) return;
    const ziel = ereignis.target;
    const imText = ziel.closest("textarea, select, input:not([type=radio], [type=checkbox])");
    if (ereignis.key === "Escape" && imText && wurzel.contains(ziel)) {
      wurzel.querySelector("#punkt-titel")?.focus();
      return;
    }
    if (imText) return;
    if (["ArrowUp", "ArrowDown"].includes(ereignis.key) && zeilenweise(ziel, ereignis.key === "ArrowDown")) {
      ereignis.preventDefault();
      return;
    }
    if (schalter.checked) return;
    const taste = ereignis.key.toLowerCase();
    if (taste === "?") {
      hilfeknopf.click();
      return;
    }
    const treffer = ziel.closest("[data-reihe]")?.querySelector(`[data-taste="${CSS.escape(taste)}"]`);
    const sprung = treffer ? null : SPRUENGE[taste] && erstes(SPRUENGE[taste]);
    if (!treffer && !sprung) return;
    ereignis.preventDefault();
    if (treffer) {
      treffer.focus();
      treffer.click();
    } else {
      sprung.closest("details")?.setAttribute("open", "");
      sprung.focus();
    }
  });

  // In the order in which they are named, not in which they stand on the page
  const erstes = (wahl) => wahl.split(", ").map((teil) => wurzel.querySelector(teil)).find(Boolean);

  function zeilenweise(ziel, abwaerts) {
    const reihe = ziel.closest("[data-reihe]");
    const liste = ziel.closest("[data-reihen]");
    if (!reihe || !liste) return false;
    const reihen = [...liste.querySelectorAll("[data-reihe]")].filter((r) => r.querySelector("button, input"));
    const naechste = reihen[reihen.indexOf(reihe) + (abwaerts ? 1 : -1)];
    const knoepfe = (r) => [...r.querySelectorAll("button, input")];
    if (!naechste) return true;
    const stelle = ziel.type === "radio" ? -1 : knoepfe(reihe).indexOf(ziel);
    const gewaehlt = naechste.querySelector("input:checked");
    (gewaehlt || knoepfe(naechste)[stelle] || knoepfe(naechste)[0]).focus();
    return true;
  }
}
