"""The plain values that all rooms share."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

import pytest

from kim.basis.akteur import Akteur, Bereich, SystemAkteur
from kim.basis.befund import Befund, Verstoss
from kim.basis.erlaubnis import erlaubt, verweigert
from kim.basis.fehler import Fachfehler, NichtErlaubt, verlange
from kim.basis.geheimnis import geheimnis_aus_datei
from kim.basis.register import Register


@dataclass(frozen=True)
class Eintrag:
    schluessel: str
    wert: int = 0


def test_register_refuses_a_key_twice_but_not_the_same_entry() -> None:
    register: Register[Eintrag] = Register("Probe")
    register.eintragen(Eintrag("a", 1))
    register.eintragen(Eintrag("a", 1))
    with pytest.raises(ValueError, match="Probe: Schlüssel „a“ ist schon vergeben"):
        register.eintragen(Eintrag("a", 2))
    assert [e.wert for e in register] == [1]
    assert len(register) == 1


def test_register_names_an_unknown_key() -> None:
    register: Register[Eintrag] = Register("Probe")
    register.eintragen(Eintrag("a"))
    assert "a" in register
    assert "b" not in register
    assert register["a"] == Eintrag("a")
    with pytest.raises(KeyError, match="unbekannter Schlüssel „b“"):
        register["b"]


def test_permission_carries_its_reason() -> None:
    assert erlaubt("weil")
    assert not verweigert("darum")
    verlange(erlaubt("weil"))
    with pytest.raises(NichtErlaubt) as fehler:
        verlange(verweigert("darum"))
    assert fehler.value.meldung == "darum"
    assert fehler.value.code == "nicht_erlaubt"


def test_error_names_code_and_field() -> None:
    assert Fachfehler("So nicht.").code == "fachfehler"
    fehler = Fachfehler("So nicht.", code="zu_spaet", feld="datum")
    assert (fehler.code, fehler.feld, str(fehler)) == ("zu_spaet", "datum", "So nicht.")


def test_system_actor_is_named_and_stays_in_its_kreis() -> None:
    akteur = SystemAkteur("Kehrdienst", kreis_id=1)
    assert isinstance(akteur, Akteur)
    assert akteur.akteur_name == "System: Kehrdienst"
    assert akteur.konto_id is None
    assert akteur.hat_recht("irgendwas")
    assert akteur.hat_recht("irgendwas", Bereich("kommune", 5, kreis_id=1))
    assert not akteur.hat_recht("irgendwas", Bereich.kreis(2))
    assert akteur.bereiche_mit("irgendwas") == {Bereich.kreis(1)}


def test_system_actor_without_kreis_acts_everywhere() -> None:
    akteur = SystemAkteur("Einrichtung")
    assert akteur.hat_recht("irgendwas", Bereich.kreis(2))
    assert akteur.bereiche_mit("irgendwas") == frozenset()


def test_finding_knows_whether_something_is_wrong() -> None:
    assert Befund("fristgerecht", ("§ 4 Abs. 5",)).ohne_verstoss
    assert not Befund("verspaetet", verstoesse=(Verstoss("zu_spaet", "Zu spät."),)).ohne_verstoss


def test_secret_is_made_once_and_only_for_the_owner(tmp_path: Path) -> None:
    datei = tmp_path / "geheimnis"
    geheimnis = geheimnis_aus_datei(datei)
    assert len(geheimnis) >= 50
    assert stat.S_IMODE(datei.stat().st_mode) == 0o600
    assert geheimnis_aus_datei(datei) == geheimnis


def test_cut_off_secret_is_refused(tmp_path: Path) -> None:
    datei = tmp_path / "geheimnis"
    datei.write_text("kurz")
    with pytest.raises(RuntimeError, match="missing or cut off"):
        geheimnis_aus_datei(datei)
