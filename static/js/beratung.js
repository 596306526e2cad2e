// Comfort on the page "Beratung festhalten". It works without this file.

const formular = document.querySelector("[data-beratung]");

if (formular) {
  // Enter in the search field searches; the page's own button is further down
  const suche = formular.querySelector("[data-suche]");
  suche?.addEventListener("keydown", (ereignis) => {
    if (ereignis.key !== "Enter") return;
    ereignis.preventDefault();
    formular.querySelector('button[name="suchen"]').click();
  });

  // The interpreter of the last time, as long as nobody has chosen another
  let gewaehlt = false;
  formular.addEventListener("change", (ereignis) => {
    const feld = ereignis.target;
    if (feld.name === "sprachmittlung") gewaehlt = true;
    if (feld.name !== "fall_id" || gewaehlt) return;
    const wie = feld.dataset.mittlung || "keine";
    const ziel = formular.querySelector(`input[name="sprachmittlung"][value="${CSS.escape(wie)}"]`);
    if (ziel) ziel.checked = true;
  });

  // "andere": straight to the number
  formular.addEventListener("change", (ereignis) => {
    if (ereignis.target.name === "dauer_minuten" && ereignis.target.value === "andere") {
      formular.querySelector('input[name="dauer_andere"]').focus();
    }
  });
}
