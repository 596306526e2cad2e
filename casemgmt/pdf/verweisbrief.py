"""The letter of a Verweis: exactly what the consent covers at this moment. It is never stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt.domain.queries.themen import thementitel
from casemgmt.domain.queries.verweise import absender
from casemgmt.domain.verweisdaten import angaben as angaben_der_person
from casemgmt.domain.verweisdaten import datenurteil
from casemgmt.models import Verweis
from kim.basis import anzeige
from kim.basis.fehler import Fachfehler
from kim.basis.pdfart import Pdfart, Pdfinhalt
from kim.dokumente.pdf.briefkopf import briefkopf

VERWEIS_BRIEF = "casemgmt.verweis_brief"


def inhalt(angaben: Mapping[str, Any]) -> Pdfinhalt:
    verweis = Verweis.objects.select_related(
        "kreis", "klient", "fall", "einrichtung", "person", "kommune", "angelegt_von"
    ).get(pk=int(angaben["verweis_id"]))
    jetzt = timezone.now()
    urteil = datenurteil(verweis, jetzt)
    if not urteil:
        raise Fachfehler(urteil.text, code="einwilligung")
    kopf = briefkopf(verweis.kreis_id)
    stelle: Any = verweis.einrichtung
    person: Any = verweis.person
    konto: Any = verweis.angelegt_von
    empfaenger = [str(stelle), *([str(person)] if person is not None else [])]
    empfaenger += stelle.anschrift.splitlines()
    kontakt = "\n".join(kopf.kontaktzeilen)
    return Pdfinhalt(
        kreis_id=verweis.kreis_id,
        titel=_("Verweis"),
        dateiname=_("Verweis %(tag)s.pdf") % {"tag": anzeige.datum(jetzt)},
        stand=jetzt,
        gehoert_zu_art=VERWEIS_BRIEF,
        gehoert_zu_id=verweis.pk,
        sensibel=True,
        kontext={
            "empfaenger": empfaenger,
            "infoblock": [
                (_("Datum"), anzeige.datum(jetzt)),
                (_("Es berät"), f"{konto.name}\n{absender(verweis)}"),
                *([(_("Kontakt"), kontakt)] if kontakt else []),
            ],
            "thema": thementitel(verweis.kreis_id).get(verweis.thema, verweis.thema),
            "anonym": not verweis.datenklassen,
            "ohne_einwilligung": urteil.ohne_einwilligung,
            "angaben": angaben_der_person(verweis.klient, verweis.datenklassen)
            if verweis.klient is not None
            else [],
            "nachricht": verweis.nachricht,
            "antwort_bis": verweis.antwort_bis,
            "unterzeichnet": konto.name,
        },
    )


PDFART = Pdfart(VERWEIS_BRIEF, "Verweis als Brief", "casemgmt/pdf/verweis.html", inhalt)
