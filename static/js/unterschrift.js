// Writes a signature as strokes of points on a field of 1000 × 400 into the form. Without this file the page
// offers the other ways: a mark with a witness, or the sheet on paper.

const formular = document.querySelector("form[data-unterschrift]");
if (formular) unterschreiben(formular);

function unterschreiben(form) {
  const flaeche = form.querySelector("[data-flaeche]");
  const leeren = form.querySelector("[data-leeren]");
  const feld = form.elements.striche;
  const stift = flaeche.getContext("2d");
  let striche = [];
  let strich = null;

  flaeche.hidden = leeren.hidden = false;
  form.querySelector("[data-ohne-skript]").hidden = true;
  try {
    striche = JSON.parse(feld.value || "[]");
  } catch {
    striche = [];
  }
  zeichnen();

  function punkt(ereignis) {
    const rahmen = flaeche.getBoundingClientRect();
    const x = ((ereignis.clientX - rahmen.left) / rahmen.width) * flaeche.width;
    const y = ((ereignis.clientY - rahmen.top) / rahmen.height) * flaeche.height;
    return [grenzen(x, flaeche.width), grenzen(y, flaeche.height)];
  }

  function grenzen(wert, hoechstens) {
    return Math.min(hoechstens, Math.max(0, Math.round(wert)));
  }

  function zeichnen() {
    stift.clearRect(0, 0, flaeche.width, flaeche.height);
    stift.lineWidth = 8;
    stift.lineCap = stift.lineJoin = "round";
    stift.strokeStyle = "#171a2b";
    for (const punkte of striche) {
      stift.beginPath();
      punkte.forEach(([x, y], nummer) => (nummer ? stift.lineTo(x, y) : stift.moveTo(x, y)));
      stift.stroke();
    }
  }

  function merken() {
    feld.value = striche.length ? JSON.stringify(striche) : "";
  }

  flaeche.addEventListener("pointerdown", (ereignis) => {
    if (!ereignis.isPrimary) return;
    flaeche.setPointerCapture(ereignis.pointerId);
    strich = [punkt(ereignis)];
    striche.push(strich);
  });
  flaeche.addEventListener("pointermove", (ereignis) => {
    if (!strich || !ereignis.isPrimary) return;
    strich.push(punkt(ereignis));
    zeichnen();
  });
  for (const ende of ["pointerup", "pointercancel"]) {
    flaeche.addEventListener(ende, () => {
      strich = null;
      merken();
    });
  }
  leeren.addEventListener("click", () => {
    striche = [];
    merken();
    zeichnen();
  });
}
