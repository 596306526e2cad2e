"""The words of a session's course: which state of a vote leads where, and what a GO knows."""

from __future__ import annotations

from itertools import product

import pytest

from lenkung.domain.mitgeliefert import mitgelieferte_ordnung
from lenkung.regeln.ordnung import Ordnung, Quorumsregel
from lenkung.regeln.verlauf import (
    ENTSCHEIDUNGEN,
    MIT_ZAHLEN,
    Abstimmungsstand,
    Ereignisart,
    Weise,
    darf_werden,
    unfaehigkeit_vorgesehen,
)
from lenkung.regeln.werte import Feststellung, Quorumsbasis, Vergleich

LAEUFT, GEZAEHLT = Abstimmungsstand.LAEUFT, Abstimmungsstand.GESCHLOSSEN
FESTGESTELLT, VERWORFEN = Abstimmungsstand.FESTGESTELLT, Abstimmungsstand.VERWORFEN


def test_festgestellt_wird_nur_was_gezaehlt_ist_und_dann_aendert_sich_nichts_mehr() -> None:
    erlaubt = {
        (von, nach) for von, nach in product(Abstimmungsstand, Abstimmungsstand) if darf_werden(von, nach)
    }
    assert erlaubt == {
        (LAEUFT, GEZAEHLT),
        (LAEUFT, VERWORFEN),
        (GEZAEHLT, FESTGESTELLT),
        (GEZAEHLT, VERWORFEN),
    }


@pytest.mark.parametrize(
    ("ordnung", "vorgesehen"),
    [
        # GO RSK § 6 Abs. 4: until the chair establishes the contrary. Steinfurt and Neuss say no such thing.
        (mitgelieferte_ordnung("rsk-2022-03-24"), True),
        (mitgelieferte_ordnung("steinfurt-2021-06-30"), False),
        (mitgelieferte_ordnung("neuss-2021-01-27"), False),
        (Ordnung(), False),
        (Ordnung(quorum=Quorumsregel(1, 2, Vergleich.MINDESTENS, Quorumsbasis.ALLE_SITZE, "§ 1")), False),
    ],
)
def test_beschlussunfaehigkeit_wird_nur_festgestellt_wo_die_go_es_sagt(
    ordnung: Ordnung, vorgesehen: bool
) -> None:
    assert unfaehigkeit_vorgesehen(ordnung) is vorgesehen


def test_geheim_und_offen_kennen_nur_zahlen() -> None:
    assert {Weise.OFFEN, Weise.GEHEIM} == MIT_ZAHLEN


def test_zurueckgestellt_wird_was_zu_entscheiden_ist() -> None:
    assert {art.value for art in ENTSCHEIDUNGEN} == {"beschluss", "genehmigung"}


def test_was_die_regelprobe_eine_feststellung_nennt_heisst_im_verlauf_genauso() -> None:
    """The rows of the course are given to the rules word for word."""
    assert {satz.value for satz in Feststellung} <= {art.value for art in Ereignisart}
