"""The sheet that a person takes home: German and her own language side by side, nothing about her."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from casemgmt.domain.terminzettel import zetteltexte
from casemgmt.models import Termin
from casemgmt.permissions import TERMINZETTEL, sieht_standort
from casemgmt.regeln.terminzettel import Zettelwerte, blatt
from kim.basis import anzeige
from kim.basis.pdfart import Pdfart, Pdfinhalt


def inhalt(angaben: Mapping[str, Any]) -> Pdfinhalt:
    menge = Termin.objects.select_related(
        "fall", "standort__kommune", "standort__einrichtung", "konto__person"
    )
    termin = menge.get(pk=int(angaben["termin_id"]))
    standort = termin.standort if sieht_standort(None, termin) else None
    alle = zetteltexte()
    sprachen = ["de"] if angaben["sprache"] == "de" else ["de", angaben["sprache"]]
    tag = timezone.localdate(termin.beginn)
    return Pdfinhalt(
        kreis_id=termin.kreis_id,
        titel=f"Termin am {anzeige.datum(tag)}",
        dateiname=f"Terminzettel {tag.isoformat()}.pdf",
        stand=timezone.now(),
        gehoert_zu_art=TERMINZETTEL,
        gehoert_zu_id=termin.pk,
        sensibel=True,
        kontext={
            "blatt": blatt(
                _werte(termin, standort, angaben["sachen"]), *(alle[sprache] for sprache in sprachen)
            )
        },
    )


def _werte(termin: Termin, standort: Any, sachen: list[str]) -> Zettelwerte:
    telefon = getattr(getattr(termin.konto, "person", None), "telefon", "")
    return Zettelwerte(
        beginn=termin.beginn,
        kanal=termin.kanal,
        ort="\n".join(teil for teil in (str(standort), standort.anschrift) if teil) if standort else "",
        zugang=standort.zugang if standort else "",
        wer=", ".join(teil for teil in (str(termin.konto), telefon) if teil),
        sachen=sachen,
        # The place would tell where a protected person is, so the sheet only reminds of it.
        besprochen=standort is not termin.standort,
    )


PDFART = Pdfart(TERMINZETTEL, "Terminzettel", "casemgmt/pdf/terminzettel.html", inhalt)
