"""Lesen: die Punkte einer Sitzung und die Fassungen ihrer Tagesordnung."""

from __future__ import annotations

from lenkung.models import Tagesordnungsfassung, Tagesordnungspunkt


def punkte_der_sitzung(sitzung_id: int) -> list[Tagesordnungspunkt]:
    """In ihrer Folge; die Nummer eines Punktes ist seine `position`."""
    punkte = Tagesordnungspunkt.objects.filter(sitzung_id=sitzung_id).select_related("vorlage", "vorschlag")
    return list(punkte.order_by("position", "pk"))


def geltende_tagesordnung(sitzung_id: int) -> Tagesordnungsfassung | None:
    """Die zuletzt vom Vorsitz bestätigte Fassung."""
    return Tagesordnungsfassung.objects.filter(sitzung_id=sitzung_id).order_by("-nummer").first()
