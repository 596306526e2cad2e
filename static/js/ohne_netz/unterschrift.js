// A signature with finger, pen or mouse, kept as lines of points: small, and drawn again at any size.

export function unterschriftsfeld(flaeche) {
  const stift = flaeche.getContext("2d");
  let striche = [];
  let strich = null;

  const punkt = (ereignis) => {
    const rahmen = flaeche.getBoundingClientRect();
    const x = ((ereignis.clientX - rahmen.left) / rahmen.width) * flaeche.width;
    const y = ((ereignis.clientY - rahmen.top) / rahmen.height) * flaeche.height;
    return [Math.round(x), Math.round(y)];
  };

  function zeichnen() {
    stift.clearRect(0, 0, flaeche.width, flaeche.height);
    Object.assign(stift, { lineWidth: 6, lineCap: "round", lineJoin: "round" });
    stift.strokeStyle = getComputedStyle(flaeche).color;
    for (const punkte of striche) {
      stift.beginPath();
      punkte.forEach(([x, y], nummer) => (nummer ? stift.lineTo(x, y) : stift.moveTo(x, y)));
      stift.stroke();
    }
  }

  flaeche.addEventListener("pointerdown", (ereignis) => {
    ereignis.preventDefault();
    flaeche.setPointerCapture(ereignis.pointerId);
    strich = [punkt(ereignis)];
    striche.push(strich);
  });
  flaeche.addEventListener("pointermove", (ereignis) => {
    if (!strich) return;
    strich.push(punkt(ereignis));
    zeichnen();
  });
  for (const art of ["pointerup", "pointercancel"]) flaeche.addEventListener(art, () => (strich = null));

  return {
    striche: () => striche.filter((punkte) => punkte.length > 1),
    leeren() {
      striche = [];
      zeichnen();
    },
  };
}
