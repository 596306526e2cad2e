// Small comforts. Every page works without this file.

const dokument = document;

// "/" jumps to the search field
dokument.addEventListener("keydown", (ereignis) => {
  if (ereignis.key !== "/" || ereignis.ctrlKey || ereignis.metaKey || ereignis.altKey) return;
  if (ereignis.target.closest("input, textarea, select, [contenteditable]")) return;
  const feld = dokument.getElementById("suchfeld");
  if (!feld || feld.offsetParent === null) return;
  ereignis.preventDefault();
  feld.focus();
});

// Menus close with Escape and when one clicks or tabs elsewhere
const menues = () => dokument.querySelectorAll("details.kim-menue[open], details.kim-mehrmenue[open]");
dokument.addEventListener("keydown", (ereignis) => {
  if (ereignis.key !== "Escape") return;
  menues().forEach((menue) => {
    menue.open = false;
    if (menue.contains(dokument.activeElement)) menue.querySelector("summary").focus();
  });
});
for (const art of ["click", "focusin"]) {
  dokument.addEventListener(art, (ereignis) => {
    menues().forEach((menue) => {
      if (!menue.contains(ereignis.target)) menue.open = false;
    });
  });
}

// Nothing typed is lost by leaving a page
const ungesichert = new Set();
dokument.addEventListener("input", (ereignis) => {
  const formular = ereignis.target.form;
  if (formular && formular.hasAttribute("data-ungesichert-warnen")) ungesichert.add(formular);
});
window.addEventListener("beforeunload", (ereignis) => {
  if (ungesichert.size > 0) ereignis.preventDefault();
});

// A second click on a button must not send the form twice
dokument.addEventListener("submit", (ereignis) => {
  const formular = ereignis.target;
  ungesichert.delete(formular);
  if (formular.method !== "post" || formular.hasAttribute("hx-post")) return;
  if (formular.dataset.gesendet) {
    ereignis.preventDefault();
    return;
  }
  formular.dataset.gesendet = "1";
  // a download leaves the page standing, so the form must become usable again
  setTimeout(() => delete formular.dataset.gesendet, 4000);
});
// The flag is taken away by the page that obeys it; the time stays, for a page that waits for an answer meanwhile
function geraetFreigeben() {
  localStorage.setItem("kim-ohne-netz-abgemeldet", "1");
  localStorage.setItem("kim-ohne-netz-freigegeben", String(Date.now()));
}

// Signed out, nothing that waited here is to be read by the next person
dokument.querySelectorAll('form[action$="/abmelden/"]').forEach((formular) =>
  formular.addEventListener("submit", () => {
    Object.keys(localStorage).filter((name) => name.startsWith("kim-fuehren-")).forEach((name) => localStorage.removeItem(name));
    // The page that logs without a network then logs for nobody; what is sealed there waits for its owner.
    geraetFreigeben();
  }),
);

// Somebody else than whom it is set up for has signed in here: until she is confirmed it logs for nobody
const zeichen = dokument.body.dataset.kontozeichen;
const eingerichtet = localStorage.getItem("kim-ohne-netz-zeichen");
if (zeichen && eingerichtet && zeichen !== eingerichtet) geraetFreigeben();

// and so must the page that the browser brings back from its memory
window.addEventListener("pageshow", (ereignis) => {
  if (ereignis.persisted) dokument.querySelectorAll("form[data-gesendet]").forEach((formular) => delete formular.dataset.gesendet);
});

// Copy buttons appear only where copying works
dokument.querySelectorAll("[data-kopieren]").forEach((knopf) => {
  if (!navigator.clipboard) return;
  knopf.hidden = false;
  knopf.addEventListener("click", async () => {
    await navigator.clipboard.writeText(dokument.getElementById(knopf.dataset.kopieren).value);
    knopf.querySelector(".kern-label").textContent = knopf.dataset.kopiert;
  });
});

// An address names only the filters that are set
dokument.addEventListener("htmx:configRequest", (ereignis) => {
  if (!ereignis.target.matches("form.kim-filter")) return;
  const angaben = ereignis.detail.parameters;
  for (const name of Object.keys(angaben)) if (angaben[name] === "") delete angaben[name];
});

// A partial request that fails says so, instead of doing nothing
const TEXTE = {
  401: "Sie sind abgemeldet. Bitte laden Sie die Seite neu und melden Sie sich an.",
  403: "Das dürfen Sie hier nicht, oder die Seite ist zu alt. Bitte laden Sie die Seite neu.",
  404: "Das gibt es nicht mehr. Bitte laden Sie die Seite neu.",
  netz: "Keine Verbindung. Ihre Eingaben stehen noch hier; bitte versuchen Sie es gleich noch einmal.",
  sonst: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal oder laden Sie die Seite neu.",
};
function melden(text) {
  const bereich = dokument.getElementById("meldungen");
  if (!bereich) return;
  const kasten = dokument.createElement("div");
  kasten.className = "kern-alert kern-alert--danger";
  kasten.setAttribute("role", "alert");
  kasten.innerHTML = '<div class="kern-alert__header"><span class="kern-icon kern-icon--danger" aria-hidden="true"></span><span class="kern-title"></span></div>';
  kasten.querySelector(".kern-title").textContent = text;
  bereich.replaceChildren(kasten);
  kasten.scrollIntoView({ block: "nearest" });
}
dokument.addEventListener("htmx:responseError", (ereignis) => melden(TEXTE[ereignis.detail.xhr.status] || TEXTE.sonst));
dokument.addEventListener("htmx:sendError", () => melden(TEXTE.netz));
