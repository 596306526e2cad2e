"""What stands around a file, for those who are shut out of it; and what holds for the whole Kreis."""

from __future__ import annotations

import pytest
from django.utils import timezone

from casemgmt import permissions
from casemgmt.domain.notzugriff import notzugriff_nehmen
from tests.casemgmt import fallbau
from tests.casemgmt.personenbau import Kreisbild, frisch

pytestmark = pytest.mark.django_db


def test_fall_10_wer_ferngehalten_ist_erfaehrt_auch_am_rand_nichts_von_der_akte() -> None:
    """No Notzugriff with its reason, no Vertretung for this case, no lock of somebody else."""
    bild = Kreisbild()
    person, heute = bild.person("Zelda", "Zimmer"), timezone.localdate()
    fall, anderer = bild.fall(person), bild.fall()
    for akte in (fall, anderer):
        notzugriff_nehmen(
            kreis_id=bild.kreis.pk,
            aktenzeichen=akte.aktenzeichen,
            grund="Frau Zimmer steht weinend vor der Tür.",
            akteur=bild.cm_b,
        )
        fallbau.vertretung(bild.cm_a, bild.cm_b, von=heute, nur=akte)
        fallbau.sperre(fallbau.case_management(bild.b), akte.personen.get().klient)
    fallbau.vertretung(bild.cm_a, bild.cm_b, von=heute)
    tore = (
        permissions.sichtbare_notzugriffe,
        permissions.sichtbare_fallvertretungen,
        permissions.sichtbare_aktensperren,
    )
    assert [tor(frisch(bild.koordination)).count() for tor in tore] == [2, 3, 2]
    sperre = fallbau.sperre(bild.koordination, person)
    fallbau.sperre(bild.cm_b, person)
    assert [tor(frisch(bild.koordination)).count() for tor in tore] == [1, 2, 1]
    # Also one's own, once one is shut out.
    assert [tor(frisch(bild.cm_b)).count() for tor in tore] == [1, 2, 0]
    sperre.aufgehoben_am = timezone.now()
    sperre.save()
    assert [tor(frisch(bild.koordination)).count() for tor in tore] == [2, 3, 3]


def test_fristen_des_kreises_stellt_nur_die_koordination_des_ganzen_kreises_ein() -> None:
    bild = Kreisbild()
    nur_a = fallbau.koordination(bild.kreis, bild.a)
    assert permissions.darf_verweise_einstellen(bild.koordination, bild.kreis.pk)
    assert not permissions.darf_verweise_einstellen(nur_a, bild.kreis.pk)
