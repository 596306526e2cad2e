"""The sheet that a person takes home: German and her own language side by side, nothing about her."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from casemgmt.domain.terminzettel import zetteltexte
from casemgmt.models import Termin
from casemgmt.permissions import TERMINZETTEL, sieht_standort
from casemgmt.regeln.terminzettel import Zetteltexte
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
            "spalten": [
                _spalte(termin, alle[sprache], angaben["sachen"], besprochen=standort is not termin.standort)
                for sprache in sprachen
            ],
            "standort": standort,
            "wer": str(termin.konto),
            "telefon": getattr(getattr(termin.konto, "person", None), "telefon", ""),
        },
    )


def _spalte(termin: Termin, texte: Zetteltexte, sachen: list[str], *, besprochen: bool) -> dict[str, Any]:
    """`besprochen`: the place would tell where a protected person is, so the sheet only reminds of it."""
    return {
        "texte": texte,
        "saetze": texte.saetze,
        "wann": texte.wann(termin.beginn),
        "ohne_ort": texte.saetze["besprochen"] if besprochen else texte.ohne_ort(termin.kanal),
        "sachen": [texte.sachen[name] for name in sachen],
    }


PDFART = Pdfart(TERMINZETTEL, "Terminzettel", "casemgmt/pdf/terminzettel.html", inhalt)
