// Security keys: makes one, or lets the person prove herself with one. The server checks everything.

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (zeichen) => zeichen.charCodeAt(0));
const text = (puffer) =>
  btoa(String.fromCharCode(...new Uint8Array(puffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const mitBytes = (liste) => (liste ?? []).map((eintrag) => ({ ...eintrag, id: bytes(eintrag.id) }));

async function anlegen(daten) {
  const angaben = daten.creation_options.publicKey;
  return navigator.credentials.create({
    publicKey: {
      ...angaben,
      challenge: bytes(angaben.challenge),
      user: { ...angaben.user, id: bytes(angaben.user.id) },
      excludeCredentials: mitBytes(angaben.excludeCredentials),
    },
  });
}

async function ausweisen(daten) {
  const angaben = daten.request_options.publicKey;
  return navigator.credentials.get({
    publicKey: {
      ...angaben,
      challenge: bytes(angaben.challenge),
      allowCredentials: mitBytes(angaben.allowCredentials),
    },
  });
}

function alsJson(ausweis) {
  const antwort = ausweis.response;
  const felder = { clientDataJSON: text(antwort.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (antwort[name]) felder[name] = text(antwort[name]);
  }
  return JSON.stringify({
    id: ausweis.id,
    rawId: text(ausweis.rawId),
    type: ausweis.type,
    clientExtensionResults: ausweis.getClientExtensionResults(),
    response: felder,
  });
}

const formular = document.querySelector("[data-sicherheitsschluessel]");
if (formular && window.PublicKeyCredential) {
  const daten = JSON.parse(document.getElementById("schluessel-daten").textContent);
  const handlung = formular.dataset.sicherheitsschluessel === "anlegen" ? anlegen : ausweisen;
  const fehler = formular.querySelector("[data-schluessel-fehler]");
  const start = async () => {
    fehler.hidden = true;
    try {
      formular.elements.credential.value = alsJson(await handlung(daten));
    } catch {
      fehler.hidden = false;
      return;
    }
    formular.submit();
  };
  formular.hidden = false;
  formular.querySelector("[data-schluessel-start]").addEventListener("click", start);
  // Enter in the name field means the same as the button.
  formular.addEventListener("submit", (ereignis) => {
    ereignis.preventDefault();
    start();
  });
}
