"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "kim.web"
    verbose_name = _("Seiten")

    def ready(self) -> None:
        from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
        from kim.basis.suche import SUCHE, Suchquelle
        from kim.web import handbuch

        NAVIGATION.eintragen(Naveintrag("heute", "Heute", "web:heute", Gruppe.HEUTE, rang=0, symbol="heute"))
        SUCHE.eintragen(Suchquelle("hilfe", "Hilfe", handbuch.suchen, rang=900))
