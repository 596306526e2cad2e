"""Beschlussregister, what follows from a Beschluss, Beschlusskontrolle."""

from kim.web.zugang import Zugang, pfad
from lenkung.permissions import GREMIEN_SEHEN, GREMIUM_LESEN, VORBEREITEN
from lenkung.urls.bausteine import am_satz, im_kreis
from lenkung.views import beschluesse, beschlusskontrolle, folgebericht, folgen, sitzungsfolgen

_LESEN, _VORBEREITEN = GREMIUM_LESEN.schluessel, VORBEREITEN.schluessel
_BESCHLUSS = "beschluesse/<int:pk>/"
_FOLGE = "beschluesse/folgen/<int:pk>/"

BESCHLUESSE = [
    im_kreis("beschluesse/", beschluesse.liste, "beschluss-liste", _LESEN),
    *(
        pfad(
            f"beschluesse/ausgabe.{format}",
            beschluesse.ausgabe,
            name=f"beschluss-{format}",
            zugang=Zugang.KREISWEIT,
            recht=_LESEN,
            kwargs={"format": format},
        )
        for format in ("csv", "xlsx")
    ),
    am_satz(_BESCHLUSS, beschluesse.detail, "beschluss-detail", _LESEN),
    am_satz(
        f"{_BESCHLUSS}oeffentlichkeit/",
        beschluesse.oeffentlichkeit,
        "beschluss-oeffentlichkeit",
        _VORBEREITEN,
    ),
    am_satz(f"{_BESCHLUSS}folgen/neu/", folgen.anlegen, "folge-anlegen", _VORBEREITEN),
    am_satz(f"{_FOLGE}bearbeiten/", folgen.bearbeiten, "folge-bearbeiten", _VORBEREITEN),
    am_satz(f"{_FOLGE}abschliessen/", folgen.abschliessen, "folge-abschliessen", _VORBEREITEN),
    am_satz(f"{_FOLGE}oeffnen/", folgen.oeffnen, "folge-oeffnen", _VORBEREITEN),
    am_satz(f"{_FOLGE}berichten/", folgen.berichten, "folge-berichten", _VORBEREITEN),
    im_kreis("beschlusskontrolle/", beschlusskontrolle.liste, "beschlusskontrolle", GREMIEN_SEHEN.schluessel),
    am_satz(f"{_FOLGE}um-bericht-bitten/", beschlusskontrolle.erbitten, "folge-erbitten", _VORBEREITEN),
    am_satz(f"{_FOLGE}vorschlagen/", beschlusskontrolle.vorschlagen, "folge-vorschlagen", _VORBEREITEN),
    pfad(
        "folgebericht/<str:token>/",
        folgebericht.per_link,
        name="folgebericht",
        zugang=Zugang.OEFFENTLICH,
    ),
    am_satz("sitzungen/<int:pk>/folgen/", sitzungsfolgen.folgen, "sitzung-folgen", _LESEN),
]
