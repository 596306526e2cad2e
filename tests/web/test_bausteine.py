"""The parts in templates/components/ and their tags."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from kim.basis.befund import Befund, Verstoss
from kim.basis.navigation import NAVIGATION
from kim.stammdaten.models import Kommune
from kim.web.context_processors import GRUPPENSYMBOLE
from kim.web.tabelle import Filter, Spalte, Tabelle
from kim.web.templatetags.bausteine import STATUSARTEN, umbruch
from tests.fabriken import KommuneFactory, KreisFactory


def zeichnen(vorlage: str, **werte: Any) -> str:
    return Template(vorlage).render(Context({"request": RequestFactory().get("/liste/"), **werte}))


def test_ein_stand_hat_immer_bild_und_wort() -> None:
    html = zeichnen('{% status "gut" "fristgerecht" %}')
    assert "kim-status--gut" in html
    assert "symbole.svg#gut" in html
    assert "<span>fristgerecht</span>" in html
    assert 'aria-hidden="true"' in html


def test_jedes_bild_das_eine_seite_nennt_gibt_es() -> None:
    wurzel = Path(settings.WURZEL)
    vorhanden = set(re.findall(r'<symbol id="([^"]+)"', (wurzel / "static/img/symbole.svg").read_text()))
    genannt = {eintrag.symbol for eintrag in NAVIGATION if eintrag.symbol} | set(GRUPPENSYMBOLE.values())
    genannt |= {*STATUSARTEN, "aufsteigend", "absteigend", "sortierbar"}
    for vorlage in (wurzel / "templates").rglob("*.html"):
        genannt |= set(re.findall(r'(?:symbol "|symbol="|bild=")([a-z-]+)"', vorlage.read_text()))
    assert genannt - vorhanden == set()


def test_ein_unbekannter_stand_ist_grau() -> None:
    assert "kim-status--neutral" in zeichnen('{% status "lila" "nicht geregelt" %}')


def test_ein_befund_nennt_urteil_norm_und_rechnung() -> None:
    befund = Befund("fristgerecht", ("§ 4 Abs. 5 GO",), "17 Tage, gefordert sind 15.")
    html = zeichnen('{% befund b norm_url="/hilfe/" %}', b=befund)
    assert "kim-status--gut" in html
    assert '<a href="/hilfe/">§ 4 Abs. 5 GO</a>' in html
    assert "<summary>Warum?</summary>" in html
    assert "17 Tage, gefordert sind 15." in html


def test_ein_befund_mit_verstoss_ist_rot_und_zaehlt_alle_auf() -> None:
    befund = Befund("verspätet", verstoesse=(Verstoss("a", "Zu spät.", "§ 1"), Verstoss("b", "Kein Ort.")))
    html = zeichnen("{% befund b %}", b=befund)
    assert "kim-status--schlecht" in html
    assert "Zu spät." in html
    assert "Kein Ort." in html


def test_ein_befund_ohne_mehr_hat_kein_warum() -> None:
    assert "Warum?" not in zeichnen('{% befund b "neutral" %}', b=Befund("nicht geregelt"))


def test_brotkrumen_beginnen_auf_der_startseite() -> None:
    html = zeichnen('{% brotkrumen "Einrichtungen" "/stammdaten/einrichtungen/" %}')
    assert html.index('href="/"') < html.index('href="/stammdaten/einrichtungen/"')
    assert 'aria-label="Sie sind hier"' in html


@pytest.mark.parametrize(
    ("stufe", "art", "rolle"),
    [
        (messages.SUCCESS, "success", "status"),
        (messages.INFO, "info", "status"),
        (messages.WARNING, "warning", "alert"),
        (messages.ERROR, "danger", "alert"),
    ],
)
def test_meldungen_werden_angesagt(stufe: int, art: str, rolle: str) -> None:
    html = zeichnen(
        '{% include "components/meldungen.html" %}', messages=[Message(stufe, "Erledigt & <gut>")]
    )
    assert f'class="kern-alert kern-alert--{art}" role="{rolle}"' in html
    assert "Erledigt &amp; &lt;gut&gt;" in html


def test_formate() -> None:
    wann = datetime(2022, 3, 24, 13, 0, tzinfo=UTC)
    vorlage = (
        "{{ w|datum }}; {{ w|uhrzeit }}; {{ w|zeitpunkt }}; {{ w|wochentag }}; {{ n|zahl }}; {{ g|geld }}"
    )
    erwartet = "24.03.2022; 14:00 Uhr; 24.03.2022, 14:00 Uhr; Donnerstag; 1.503; 15.797,50\N{NO-BREAK SPACE}€"
    assert zeichnen(vorlage, w=wann, n=1503, g=Decimal("15797.5")) == erwartet
    morgen = timezone.localdate() + timedelta(days=1)
    assert zeichnen("{{ m|tage_bis }}", m=morgen).startswith("morgen")
    assert (
        zeichnen("{{ b|dateigroesse }} {{ t|wochentag }}", b=20_000, t=date(2022, 3, 24))
        == "20 kB Donnerstag"
    )


def test_nichts_wird_zu_nichts() -> None:
    filter_ = ["datum", "uhrzeit", "zeitpunkt", "wochentag", "zahl", "geld", "tage_bis", "dateigroesse"]
    assert zeichnen("".join(f"{{{{ x|{name} }}}}" for name in filter_), x=None) == ""


SPALTEN = [Spalte("name", "Name", ("name",)), Spalte("aktion", "Aktion", art="aktion", titel_verborgen=True)]
TABELLE = Tabelle(
    SPALTEN, "name", filter=[Filter("art", "Art", [("stadt", "Stadt")], feld="art")], suche=["name"]
)
LISTE = (
    '{% tabelle seite beschriftung="Kommunen" leer_titel="Noch keine." leer_url="/neu/" leer_knopf="Neu" %}'
    "{% for k in seite.zeilen %}<tr><th>{{ k.name }}</th></tr>{% endfor %}{% endtabelle %}"
)


@pytest.mark.django_db
def test_eine_tabelle_hat_ueberschrift_filter_und_zeilen() -> None:
    kreis = KreisFactory()
    KommuneFactory(kreis=kreis, name="A & <B>")
    html = zeichnen(LISTE, seite=TABELLE.anwenden({}, Kommune.objects.filter(kreis=kreis)))
    assert "<caption" in html
    assert 'aria-sort="ascending"' in html
    assert "<tr><th>A &amp; &lt;B&gt;</th></tr>" in html
    assert 'action="/liste/"' in html
    assert "Noch keine." not in html


@pytest.mark.django_db
def test_noch_nichts_und_kein_treffer_sind_zweierlei() -> None:
    kreis = KreisFactory()
    leer = zeichnen(LISTE, seite=TABELLE.anwenden({}, Kommune.objects.filter(kreis=kreis)))
    assert "Noch keine." in leer
    assert 'href="/neu/"' in leer
    assert "<form" not in leer
    KommuneFactory(kreis=kreis, art="gemeinde")
    ohne = zeichnen(LISTE, seite=TABELLE.anwenden({"art": "stadt"}, Kommune.objects.filter(kreis=kreis)))
    assert "Nichts passt zu dieser Auswahl." in ohne
    assert "Art: Stadt" in ohne
    assert "Noch keine." not in ohne


@pytest.mark.django_db
def test_viele_zeilen_haben_seiten() -> None:
    kreis = KreisFactory()
    for _ in range(5):
        KommuneFactory(kreis=kreis)
    tabelle = Tabelle(SPALTEN, "name", seitengroesse=2)
    html = zeichnen(LISTE, seite=tabelle.anwenden({"seite": "2"}, Kommune.objects.filter(kreis=kreis)))
    assert "3 bis 4 von 5" in html
    assert 'href="?seite=2" aria-current="page"' in html
    assert 'rel="prev"' in html
    assert 'rel="next"' in html


def test_der_weg_der_zustaende_sagt_wo_man_ist() -> None:
    schritte = [
        SimpleNamespace(titel="Geplant", stand="erledigt", hinweis=""),
        SimpleNamespace(titel="Eingeladen", stand="jetzt", hinweis="bis 23.03."),
        SimpleNamespace(titel="Sitzung", stand="offen", hinweis=""),
    ]
    html = zeichnen('{% include "components/weg.html" with schritte=s only %}', s=schritte)
    assert html.count('aria-current="step"') == 1
    assert "(erledigt)" in html
    assert "bis 23.03." in html


def test_der_fortschritt_fragt_nur_nach_solange_er_laeuft() -> None:
    vorlage = (
        '{% include "components/fortschritt.html" '
        'with titel="PDF" url="/stand/" laeuft=l erledigt=1200 gesamt=2000 only %}'
    )
    laufend = zeichnen(vorlage, l=True)
    assert 'hx-get="/stand/"' in laufend
    assert 'value="1200" max="2000"' in laufend
    assert "1.200 von 2.000" in laufend
    fertig = zeichnen(vorlage, l=False)
    assert "hx-get" not in fertig
    assert 'role="status"' in fertig


def test_angaben_lassen_leeres_weg() -> None:
    vorlage = '{% include "components/angaben.html" with angaben=a only %}'
    html = zeichnen(vorlage, a=[("Ort", "Raum 1\nHaus 2"), ("Telefon", "")])
    assert "Raum 1<br>Haus 2" in html
    assert "Telefon" not in html


def test_nach_einem_schraegstrich_darf_die_zeile_umbrechen() -> None:
    assert umbruch("Aufenthalt/Einbürgerung") == "Aufenthalt/<wbr>Einbürgerung"
    assert umbruch("<b>/x") == "&lt;b&gt;/<wbr>x"
