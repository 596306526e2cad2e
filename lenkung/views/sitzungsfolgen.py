"""What came of a session: its Beschlüsse with all that followed, to read and to print."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kim.web.anfrage import Anfrage
from lenkung.domain.queries.beschluesse import beschluesse_der_sitzung
from lenkung.views.beschlussseiten import folgenzeile, urteil_von
from lenkung.views.sitzungsrahmen import rahmen
from lenkung.views.sitzungsseiten import sitzung_holen


def folgen(request: Anfrage, pk: int) -> HttpResponse:
    sitzung, heute = sitzung_holen(request, pk), timezone.localdate()
    return render(
        request,
        "lenkung/sitzung_folgen.html",
        {
            **rahmen(request, sitzung, "folgen"),
            "heute": heute,
            "beschluesse": [
                (beschluss, urteil_von(beschluss), [folgenzeile(f, heute) for f in beschluss.folgen.all()])
                for beschluss in beschluesse_der_sitzung(sitzung)
            ],
        },
    )
