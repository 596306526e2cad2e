"""The Arbeitsgruppen of the demo: those that the sources name, and that what is invented says so."""

from __future__ import annotations

from kim.stammdaten.domain.queries.listen import kreis_mit_kuerzel
from lenkung.models import AGBericht, AGTreffen, Arbeitsgruppe, Beschlussfolge

# Evaluation RSK 5.2.1 and 5.2.3; "erfunden" is only what is running today.
GRUPPEN = {
    "UAG Verwaltung": "beendet",
    "UAG Wohlfahrt": "beendet",
    "UAG MSO": "beendet",
    "UAG Ehrenamt": "beendet",
    "UAG Arbeitsmarkt": "beendet",
    "PAG DELFIN4": "arbeitet",
    "KAG Bildung 0-6": "berichtet",
    "KAG Arbeitsmarktintegration": "arbeitet",
    "KAG Zusammenarbeit mit Wohlfahrtsverbänden": "arbeitet",
    "KAG Wohnen": "arbeitet",
}


def test_die_arbeitsgruppen_der_quellen_stehen_da(demo) -> None:
    kreis = kreis_mit_kuerzel("rhein-sieg-kreis")
    gruppen = {str(ag): ag for ag in Arbeitsgruppe.objects.select_related("beschluss")}
    assert {name: ag.stand for name, ag in gruppen.items()} == GRUPPEN
    assert {ag.kreis_id for ag in gruppen.values()} == {kreis.pk}
    delfin = gruppen["PAG DELFIN4"]
    assert delfin.beschluss is not None
    assert delfin.beschluss.titel == "Projektarbeitsgruppe „DELFIN4“"
    assert Beschlussfolge.objects.get(beschluss=delfin.beschluss, art="arbeitsgruppe").stand == "erledigt"
    # One is led by the chair; of the others the delegation is recorded.
    leitungen = {name: ag.mitglieder.get(rolle="leitung") for name, ag in gruppen.items()}
    ohne = [name for name, satz in leitungen.items() if satz.uebertragen_am is None]
    assert ohne == ["KAG Zusammenarbeit mit Wohlfahrtsverbänden"]
    # Reported, and overdue: both are on their way to the next agenda.
    unterwegs = {name for name, ag in gruppen.items() if ag.vorschlag_id is not None}
    assert unterwegs == {"KAG Bildung 0-6", "KAG Arbeitsmarktintegration"}
    texte = [AGTreffen.objects.get(stand="fertig").protokoll, AGBericht.objects.get().text]
    assert all("für die Vorführung erfunden" in text for text in texte)
