"""Was zu einem Verweis geschrieben wird: nie ein Name, nie ein Thema. Der Kreis darf es ändern."""

from __future__ import annotations

from kim.basis.mailtext import Mailtextart, Platzhalter

VERWEIS_LINK = Mailtextart(
    schluessel="casemgmt.verweis",
    titel="Verweis an eine Stelle",
    betreff="Anfrage des Case Managements {absender}",
    text=(
        "Guten Tag {name},\n\nwir möchten jemanden an Sie verweisen und bitten Sie um Antwort bis {bis}.\n\n"
        "Öffnen Sie dazu bitte diesen Link. Er ist nur für Sie bestimmt:\n{link}\n\n"
        "Worum es geht, steht dort erst, wenn Sie den Code eingeben. Den Code sagen wir Ihnen am Telefon "
        "oder geben ihn Ihnen auf Papier; er steht in keiner E-Mail.\n\nAngefragt hat {wer}."
    ),
    platzhalter=(
        Platzhalter("name", "Name der angeschriebenen Person oder Stelle", "Petra Probe"),
        Platzhalter("absender", "Kreis", "Rhein-Sieg-Kreis"),
        Platzhalter("wer", "wer verweist", "Karla Beispiel, Case Management Lohmar"),
        Platzhalter("bis", "bis wann eine Antwort erwartet wird", "14.03.2023", pflicht=True),
        Platzhalter("link", "persönlicher Link", "https://kim.example/…", pflicht=True, geheim=True),
    ),
    anlass="Geht hinaus, wenn ein Verweis per E-Mail gesendet wird. Nennt weder die Person noch das Thema.",
)
MAILTEXTE_DER_VERWEISE = (VERWEIS_LINK,)
