"""Each act is one transaction: broken off at any statement, it leaves everything as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from lenkung.domain.abstimmung import abstimmung_verwerfen, pruefung_abschliessen, wortlaut_setzen
from lenkung.domain.anwesenheit import (
    anwesenheit_berichtigen,
    anwesenheit_nachtragen,
    anwesenheit_streichen,
    gast_kommt,
)
from lenkung.domain.beschlussfolge import bericht_eintragen, folge_anlegen
from lenkung.domain.namensstimmen import stimme_vormerken
from lenkung.domain.notiz import notiz_schreiben
from lenkung.domain.sitzung_fuehren import (
    beschlussfaehigkeit_feststellen,
    beschlussunfaehigkeit_feststellen,
    oeffentlichkeit_setzen,
    punkt_abschliessen,
    punkt_absetzen,
    punkt_zurueckstellen,
    sitzung_schliessen,
)
from lenkung.models import (
    Abstimmung,
    Anwesenheit,
    Beschluss,
    Beschlussfolge,
    Folgebericht,
    Punktnotiz,
    Sitzung,
    Sitzungsereignis,
    Sitzungsverlauf,
    Stimme,
    Tagesordnungspunkt,
    Vorschlag,
    Vorschlagsschritt,
    Wortlaut,
)
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Stimmwert, Weise
from lenkung.regeln.werte import Anwesenheitsart
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.sendungsbau import gast
from tests.lenkung.vorschlagsbau import einreichen
from tests.werkzeug.abfragen import gezaehlt

pytestmark = pytest.mark.django_db
Tat = Callable[[], Any]
STEUERUNG = ("SAVEPOINT", "RELEASE", "ROLLBACK")


def _bild() -> list[Any]:
    """All rows that such an act may touch, with their history."""
    modelle: list[Any] = [
        Sitzung,
        Sitzungsverlauf,
        Anwesenheit,
        Sitzungsereignis,
        Punktnotiz,
        Wortlaut,
        Abstimmung,
        Stimme,
        Beschluss,
        Beschlussfolge,
        Folgebericht,
        Tagesordnungspunkt,
        Vorschlag,
        Vorschlagsschritt,
    ]
    mengen = [modell.objects.order_by("pk") for modell in modelle]
    mengen += [m.history.order_by("pk") for m in modelle if hasattr(m, "history")]
    return [list(menge.values()) for menge in mengen]


@contextmanager
def _abbruch_bei(nummer: int) -> Iterator[None]:
    """The connection breaks at the statement with this number, the first being 1, and stays broken."""
    gesehen = 0

    def weiche(ausfuehren: Any, sql: str, werte: Any, viele: bool, lage: Any) -> Any:
        nonlocal gesehen
        if not sql.startswith(STEUERUNG):
            gesehen += 1
            if gesehen >= nummer:
                raise OperationalError("server closed the connection unexpectedly")
        return ausfuehren(sql, werte, viele, lage)

    with connection.execute_wrapper(weiche):
        yield


# Each prepares a session and returns the act ----------------------------------------------------------------


def _satz(wie: str | None = gobau.RSK, anwesend: int = 3) -> Sitzung:
    return bau.eroeffnet(bau.lenkungsgruppe(4, wie=wie), anwesend)


def _mit_punkt(satz: Sitzung) -> Tagesordnungspunkt:
    return bau.rufe_auf(satz, bau.punkte(satz)[0])


def _felder(satz: Sitzung, **mehr: Any) -> dict[str, Any]:
    return {"sitzung_id": satz.pk, "eintrag": bau.eintrag(satz.gremium), **mehr}


def _eroeffnen() -> Tat:
    satz = bau.eingeladene_sitzung(bau.lenkungsgruppe(2))
    for sitz in bau.sitze(satz.gremium):
        bau.komme(satz, sitz)
    return lambda: bau.eroeffne(satz)


def _kommen() -> Tat:
    satz = _satz()
    return lambda: bau.komme(satz, bau.sitze(satz.gremium)[3])


def _wechseln_hinter_einer_abstimmung() -> Tat:
    """Ends one row, begins another, writes down the event and the flag."""
    satz = _satz()
    punkt = _mit_punkt(satz)
    bau.stelle_fest(bau.einvernehmlich(satz, punkt))
    return lambda: bau.komme(satz, bau.sitze(satz.gremium)[3], alter=timedelta(minutes=20))


def _gast() -> Tat:
    satz = _satz()
    felder = _felder(satz, gast_id=gast(bau.punkte(satz)[0]).pk, art=Anwesenheitsart.DIGITAL)
    return lambda: gast_kommt(**felder)


def _gehen() -> Tat:
    satz = _satz()
    anwesend = Anwesenheit.objects.filter(sitzung=satz).earliest("pk")
    return lambda: bau.gehe(satz, anwesend)


def _berichtigen() -> Tat:
    satz = _satz()
    punkt = _mit_punkt(satz)
    bau.einvernehmlich(satz, punkt)
    anwesend = Anwesenheit.objects.filter(sitzung=satz).earliest("pk")
    bis = anwesend.von + timedelta(minutes=1)
    felder = _felder(satz, anwesenheit_id=anwesend.pk, von=anwesend.von, bis=bis, grund="Ging früher")
    return lambda: anwesenheit_berichtigen(**felder)


def _nachtragen() -> Tat:
    satz = _satz()
    bau.einvernehmlich(satz, _mit_punkt(satz))
    von = Anwesenheit.objects.filter(sitzung=satz).earliest("pk").von
    felder = _felder(satz, sitz_id=bau.sitze(satz.gremium)[3].pk, von=von, bis=None, grund="Vergessen")
    wie = {"rolle": Teilnahmerolle.MITGLIED, "art": Anwesenheitsart.DIGITAL}
    return lambda: anwesenheit_nachtragen(**felder, **wie)


def _streichen() -> Tat:
    satz = _satz()
    anwesend = Anwesenheit.objects.filter(sitzung=satz).earliest("pk")
    felder = _felder(satz, anwesenheit_id=anwesend.pk, grund="Falsche Zeile")
    return lambda: anwesenheit_streichen(**felder)


def _aufrufen() -> Tat:
    satz = _satz()
    punkt = _mit_punkt(satz)
    bau.stelle_fest(bau.einvernehmlich(satz, punkt))
    return lambda: bau.rufe_auf(satz, bau.punkte(satz)[1])


def _abschliessen() -> Tat:
    satz = _satz()
    return lambda: punkt_abschliessen(**_felder(satz, punkt_id=_erster(satz)))


def _erster(satz: Sitzung) -> int:
    return bau.punkte(satz)[0].pk


def _absetzen() -> Tat:
    satz = _satz()
    vorschlag = einreichen(satz.gremium).vorschlag
    Vorschlag.objects.filter(pk=vorschlag.pk).update(stand="aufgenommen", sitzung=satz)
    Tagesordnungspunkt.objects.filter(pk=_erster(satz)).update(vorschlag=vorschlag)
    return lambda: punkt_absetzen(**_felder(satz, punkt_id=_erster(satz), grund="Unterlagen fehlen"))


def _wieder_aufrufen() -> Tat:
    satz = _satz()
    vorschlag = einreichen(satz.gremium).vorschlag
    Vorschlag.objects.filter(pk=vorschlag.pk).update(stand="verschoben")
    Tagesordnungspunkt.objects.filter(pk=_erster(satz)).update(vorschlag=vorschlag, stand="abgesetzt")
    return lambda: bau.rufe_auf(satz, bau.punkte(satz)[0])


def _zurueckstellen() -> Tat:
    satz = _satz(gobau.STEINFURT, 2)
    return lambda: punkt_zurueckstellen(**_felder(satz, punkt_id=_erster(satz)))


def _unfaehig() -> Tat:
    satz = _satz(anwesend=1)
    return lambda: beschlussunfaehigkeit_feststellen(**_felder(satz))


def _faehig() -> Tat:
    satz = _satz(anwesend=1)
    beschlussunfaehigkeit_feststellen(**_felder(satz))
    bau.komme(satz, bau.sitze(satz.gremium)[1])
    return lambda: beschlussfaehigkeit_feststellen(**_felder(satz))


def _wortlaut() -> Tat:
    satz = _satz()
    punkt = _mit_punkt(satz)
    wortlaut_setzen(**_felder(satz, punkt_id=punkt.pk, text="Erste Fassung"))
    return lambda: wortlaut_setzen(**_felder(satz, punkt_id=punkt.pk, text="Zweite Fassung"))


def _einvernehmen() -> Tat:
    satz = _satz()
    punkt, sitz = _mit_punkt(satz), bau.sitze(satz.gremium)[0]
    return lambda: bau.einvernehmlich(satz, punkt, (sitz.pk,))


def _beginnen() -> Tat:
    satz = _satz()
    punkt = _mit_punkt(satz)
    return lambda: bau.beginne(satz, punkt, Weise.OFFEN)


def _zaehlen() -> Tat:
    satz = _satz()
    abstimmung = bau.beginne(satz, _mit_punkt(satz), Weise.NAMENTLICH)
    stimmen = {sitz.pk: "ja" for sitz in bau.sitze(satz.gremium)[:3]}
    return lambda: bau.zaehle_namentlich(abstimmung, stimmen)


def _vormerken() -> Tat:
    satz = _satz()
    abstimmung = bau.beginne(satz, _mit_punkt(satz), Weise.NAMENTLICH)
    sitz = bau.sitze(satz.gremium)[0].pk
    felder = _felder(satz, abstimmung_id=abstimmung.pk, sitz_id=sitz, wert=Stimmwert.NEIN)
    return lambda: stimme_vormerken(**felder)


def _verwerfen() -> Tat:
    satz = _satz()
    abstimmung = bau.beginne(satz, _mit_punkt(satz), Weise.OFFEN)
    return lambda: abstimmung_verwerfen(**_felder(satz, abstimmung_id=abstimmung.pk, grund="Neu"))


def _feststellen() -> Tat:
    satz = _satz()
    abstimmung = bau.einvernehmlich(satz, _mit_punkt(satz))
    return lambda: bau.stelle_fest(abstimmung)


def _pruefen() -> Tat:
    satz = _satz()
    abstimmung = bau.einvernehmlich(satz, _mit_punkt(satz))
    Abstimmung.objects.filter(pk=abstimmung.pk).update(zu_pruefen="Nach der berichtigten Anwesenheit …")
    felder = _felder(satz, abstimmung_id=abstimmung.pk, begruendung="Bleibt")
    return lambda: pruefung_abschliessen(**felder)


def _notieren() -> Tat:
    satz = _satz()
    return lambda: notiz_schreiben(**_felder(satz, punkt_id=_erster(satz), text="Frau A fragt.", zaehler=0))


def _nicht_oeffentlich() -> Tat:
    satz = _satz()
    bau.stelle_fest(bau.einvernehmlich(satz, _mit_punkt(satz)))
    return lambda: oeffentlichkeit_setzen(**_felder(satz, punkt_id=_erster(satz), oeffentlich=False))


def _schliessen() -> Tat:
    satz = _satz()
    punkt = _mit_punkt(satz)
    bau.stelle_fest(bau.einvernehmlich(satz, punkt))
    return lambda: sitzung_schliessen(**_felder(satz, rest_absetzen=True))


def _folge() -> Tat:
    satz = _satz()
    beschluss = bau.stelle_fest(bau.einvernehmlich(satz, _mit_punkt(satz)))
    wer = gobau.akteur(satz.gremium)
    angaben: Any = {"art": "aufgabe", "text": "Kurse zählen", "verantwortlich": "Jugendamt"}
    return lambda: folge_anlegen(beschluss_id=beschluss.pk, akteur=wer, angaben=angaben)


def _bericht() -> Tat:
    satz = _satz()
    beschluss = bau.stelle_fest(bau.einvernehmlich(satz, _mit_punkt(satz)))
    folge = beschluss.folgen.create(art="aufgabe", text="Kurse zählen", verantwortlich="Jugendamt")
    wer = gobau.akteur(satz.gremium)
    return lambda: bericht_eintragen(folge_id=folge.pk, akteur=wer, text="Fertig", erledigt=True)


@pytest.mark.parametrize(
    "vorbereiten",
    [
        _eroeffnen,
        _kommen,
        _wechseln_hinter_einer_abstimmung,
        _gast,
        _gehen,
        _berichtigen,
        _nachtragen,
        _streichen,
        _aufrufen,
        _abschliessen,
        _absetzen,
        _wieder_aufrufen,
        _zurueckstellen,
        _unfaehig,
        _faehig,
        _wortlaut,
        _einvernehmen,
        _beginnen,
        _zaehlen,
        _vormerken,
        _verwerfen,
        _feststellen,
        _pruefen,
        _notieren,
        _nicht_oeffentlich,
        _schliessen,
        _folge,
        _bericht,
    ],
)
def test_abgebrochen_bleibt_alles_wie_es_war(vorbereiten: Callable[[], Tat]) -> None:
    tat = vorbereiten()
    vorher = _bild()
    # The first time also reads what is then remembered.
    for _lauf in range(2):
        with transaction.atomic():
            with gezaehlt() as anweisungen:
                tat()
            assert _bild() != vorher
            transaction.set_rollback(True)
    assert len(anweisungen) > 2
    for nummer in range(1, len(anweisungen) + 1):
        with pytest.raises(OperationalError), _abbruch_bei(nummer):
            tat()
        assert _bild() == vorher, f"statement {nummer} of {len(anweisungen)}"
    # And whole, it happens.
    tat()
    assert _bild() != vorher
