// The summary of what is missing, as every form of the house has it; each line leads to its field.

export function fehlerZeigen(fehler) {
  const flaeche = document.querySelector("[data-fehler]");
  flaeche.replaceChildren();
  document.querySelectorAll("[data-formular] [aria-invalid]").forEach((feld) => feld.removeAttribute("aria-invalid"));
  if (!fehler.length) return;
  const kasten = document.createElement("div");
  kasten.className = "kern-alert kern-alert--danger kim-zusammenfassung";
  kasten.setAttribute("role", "alert");
  kasten.tabIndex = -1;
  const kopf = document.createElement("div");
  kopf.className = "kern-alert__header";
  const titel = document.createElement("h2");
  titel.className = "kern-title";
  kopf.append(titel);
  const rumpf = document.createElement("div");
  rumpf.className = "kern-alert__body";
  titel.textContent = fehler.length > 1 ? `Bitte sehen Sie sich diese ${fehler.length} Angaben noch einmal an` : "Bitte sehen Sie sich diese Angabe noch einmal an";
  const liste = document.createElement("ul");
  liste.className = "kim-fehlerliste";
  for (const [ziel, text] of fehler) {
    if (ziel) document.getElementById(ziel)?.setAttribute("aria-invalid", "true");
    const zeile = document.createElement("li");
    const verweis = document.createElement("a");
    verweis.textContent = text;
    if (ziel) verweis.href = `#${ziel}`;
    verweis.addEventListener("click", (ereignis) => {
      ereignis.preventDefault();
      document.getElementById(ziel)?.focus();
    });
    zeile.append(verweis);
    liste.append(zeile);
  }
  rumpf.append(liste);
  kasten.append(kopf, rumpf);
  flaeche.append(kasten);
  kasten.focus();
}
