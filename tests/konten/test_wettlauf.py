"""Two at the same moment: one outcome, and nobody is left without an administrator."""

from __future__ import annotations

import pytest
from django.utils import timezone

from kim.basis.fehler import Fachfehler
from kim.konten.domain.einladung import einladung_annehmen, einladung_senden
from kim.konten.domain.rollen import rolle_beenden, rolle_bestaetigen
from kim.konten.models import Konto, Rollenzuweisung
from tests.fabriken import PASSWORT, KontoFactory, KreisFactory, konto_mit_rolle
from tests.konten.hilfen import token_aus_mail
from tests.werkzeug.wettlauf import wettlauf

pytestmark = pytest.mark.django_db(transaction=True)


def test_zwei_verwaltende_befoerdern_sich_nicht_gegenseitig_hinaus():
    kreis = KreisFactory()
    konten = [konto_mit_rolle("systemadministration", kreis=kreis) for _ in range(2)]
    rollen = [konto.zuweisungen.get().pk for konto in konten]

    ausgang = wettlauf(
        2,
        lambda i: rolle_beenden(
            zuweisung_id=rollen[1 - i], grund="Wechsel", akteur=Konto.objects.get(pk=konten[i].pk)
        ),
    )

    assert [isinstance(fehler, Fachfehler) for fehler in ausgang.fehler] == [True]
    geblieben = Rollenzuweisung.objects.wirksam_am(timezone.localdate()).filter(rolle="systemadministration")
    assert geblieben.count() == 1


def test_eine_einladung_wird_nur_einmal_angenommen():
    verwaltung = konto_mit_rolle("systemadministration")
    konto = KontoFactory(kreis=verwaltung.kreis, password="!")
    einladung_senden(konto_id=konto.pk, akteur=verwaltung)
    token = token_aus_mail("konten.einladung")

    ausgang = wettlauf(2, lambda i: einladung_annehmen(token=token, passwort=f"{PASSWORT}-{i}"))

    gewonnen = [i for i, e in enumerate(ausgang.laeufer) if isinstance(e, Konto)]
    assert len(gewonnen) == 1
    konto.refresh_from_db()
    assert konto.check_password(f"{PASSWORT}-{gewonnen[0]}")


def test_eine_rolle_wird_nur_einmal_bestaetigt():
    kreis = KreisFactory()
    satz = konto_mit_rolle("koordination_cm", kreis=kreis, bestaetigt=False).zuweisungen.get()
    zweite = [konto_mit_rolle("kreis_administration", kreis=kreis) for _ in range(2)]

    ausgang = wettlauf(
        2,
        lambda i: rolle_bestaetigen(zuweisung_id=satz.pk, akteur=Konto.objects.get(pk=zweite[i].pk)),
    )

    assert [isinstance(fehler, Fachfehler) for fehler in ausgang.fehler] == [True]
    satz.refresh_from_db()
    gewonnen = next(i for i, e in enumerate(ausgang.laeufer) if isinstance(e, Rollenzuweisung))
    assert satz.bestaetigt_von == zweite[gewonnen]
