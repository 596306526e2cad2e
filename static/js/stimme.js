// Shows the next vote by itself. Without this file one loads the page again.

const karte = document.querySelector("[data-stimme]");
if (karte && karte.dataset.stimme !== "code") fragen();

async function fragen() {
  try {
    const antwort = await fetch(karte.dataset.standUrl, { headers: { Accept: "application/json" } });
    if (antwort.ok && (await antwort.json()).stand !== karte.dataset.stimme) {
      location.assign(location.pathname.replace(/abgeben\/$/, ""));
      return;
    }
  } catch {
    // The next try is a second away.
  }
  setTimeout(fragen, document.hidden ? 5000 : 1000);
}
