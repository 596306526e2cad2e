"""What people read for the fixed values of `regeln/`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lenkung.regeln import tagesordnung
from lenkung.regeln.abfrage import Abfrageart, Abfragestand, Meinung
from lenkung.regeln.altniederschrift import Altstand
from lenkung.regeln.arbeitsgruppe import AGArt, AGRolle, AGStand, Treffenstand
from lenkung.regeln.bestimmungen import BESTIMMUNGEN
from lenkung.regeln.erinnerung import Erinnerungsart
from lenkung.regeln.gremium import AmtArt, BesetzungArt, GremiumArt
from lenkung.regeln.niederschriftsfassung import Fassungsstand, Unterschriftsart
from lenkung.regeln.niederschriftsinhalt import Abschnittsart
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.tagesordnung import Punktart, Punktstand, Tagesordnungsstand
from lenkung.regeln.teilnahme import Antwortweg, Teilnahmerolle, Zusage
from lenkung.regeln.textbausteine import BAUSTEINE
from lenkung.regeln.umlauf import WEISE as UMLAUF
from lenkung.regeln.umlauf import Abbruchart, Umlaufstand, Umlaufwert
from lenkung.regeln.verlauf import (
    Abstimmungsstand,
    Ereignisart,
    Folgenart,
    Folgenstand,
    Stimmwert,
    Weise,
)
from lenkung.regeln.versand import Sendungsart, Sendungsstand
from lenkung.regeln.vorschlag import Schritt, Vorschlagsstand
from lenkung.regeln.werte import Anwesenheitsart, Sitzungsart

GREMIUM_ARTEN = [
    (GremiumArt.LENKUNGSGRUPPE.value, _("Lenkungsgruppe")),
    (GremiumArt.ARBEITSGRUPPE.value, _("Arbeitsgruppe")),
]
AMT_ARTEN = [
    (AmtArt.VORSITZ.value, _("Vorsitz")),
    (AmtArt.STELLV_VORSITZ.value, _("stellvertretender Vorsitz")),
    (AmtArt.LEITUNG_GESCHAEFTSSTELLE.value, _("Leitung der Geschäftsstelle")),
]
BESETZUNG_ARTEN = [
    (BesetzungArt.MITGLIED.value, _("Mitglied")),
    (BesetzungArt.STELLVERTRETUNG.value, _("Stellvertretung")),
]
BESTIMMUNG_ARTEN = [(art.schluessel, art.titel) for art in BESTIMMUNGEN.values()]
SITZUNGSARTEN = [
    (Sitzungsart.PRAESENZ.value, _("in Präsenz")),
    (Sitzungsart.DIGITAL.value, _("digital")),
    (Sitzungsart.HYBRID.value, _("hybrid")),
]
SITZUNGSSTAENDE = [
    (Sitzungsstand.GEPLANT.value, _("geplant")),
    (Sitzungsstand.TAGESORDNUNG_FESTGELEGT.value, _("Tagesordnung festgelegt")),
    (Sitzungsstand.EINGELADEN.value, _("eingeladen")),
    (Sitzungsstand.EROEFFNET.value, _("eröffnet")),
    (Sitzungsstand.GESCHLOSSEN.value, _("geschlossen")),
    (Sitzungsstand.ABGESAGT.value, _("abgesagt")),
]
PUNKTARTEN = [
    (Punktart.FORMALIA.value, _("Begrüßung und Beschlussfähigkeit")),
    (Punktart.GENEHMIGUNG.value, _("Genehmigung der Niederschrift")),
    (Punktart.BERICHT.value, _("Bericht")),
    (Punktart.BERATUNG.value, _("Beratung")),
    (Punktart.BESCHLUSS.value, _("Beschluss")),
    (Punktart.VERSCHIEDENES.value, _("Verschiedenes")),
]
PUNKTSTAENDE = [
    (Punktstand.OFFEN.value, _("offen")),
    (Punktstand.BEHANDELT.value, _("behandelt")),
    (Punktstand.ZURUECKGESTELLT.value, _("zurückgestellt")),
    (Punktstand.ABGESETZT.value, _("abgesetzt")),
]
TAGESORDNUNGSSTAENDE = [
    (Tagesordnungsstand.ENTWURF.value, _("Entwurf")),
    (Tagesordnungsstand.VORGELEGT.value, _("dem Vorsitz vorgelegt")),
    (Tagesordnungsstand.ZURUECKGEGEBEN.value, _("vom Vorsitz zurückgegeben")),
    (Tagesordnungsstand.BESTAETIGT.value, _("vom Vorsitz bestätigt")),
    (Tagesordnungsstand.IN_AENDERUNG.value, _("in Änderung")),
]
VORSCHLAGSARTEN = [
    (wert, titel) for wert, titel in PUNKTARTEN if wert in {art.value for art in tagesordnung.VORSCHLAGSARTEN}
]
VORSCHLAGSSTAENDE = [
    (Vorschlagsstand.EINGEGANGEN.value, _("eingegangen")),
    (Vorschlagsstand.RUECKFRAGE.value, _("Rückfrage")),
    (Vorschlagsstand.VERSCHOBEN.value, _("verschoben")),
    (Vorschlagsstand.AUFGENOMMEN.value, _("aufgenommen")),
    (Vorschlagsstand.ABGELEHNT.value, _("abgelehnt")),
    (Vorschlagsstand.ZURUECKGEZOGEN.value, _("zurückgezogen")),
]
VORSCHLAGSSCHRITTE = [
    (Schritt.EINGEREICHT.value, _("eingereicht")),
    (Schritt.GEFRAGT.value, _("nachgefragt")),
    (Schritt.GEANTWORTET.value, _("geantwortet")),
    (Schritt.VERSCHOBEN.value, _("verschoben")),
    (Schritt.AUFGENOMMEN.value, _("aufgenommen")),
    (Schritt.ABGELEHNT.value, _("abgelehnt")),
    (Schritt.ZURUECKGEZOGEN.value, _("zurückgezogen")),
]
TEILNAHMEROLLEN = [
    (Teilnahmerolle.MITGLIED.value, _("Mitglied")),
    (Teilnahmerolle.STELLVERTRETUNG.value, _("Stellvertretung")),
    (Teilnahmerolle.GAST.value, _("Gast")),
]
ZUSAGEN = [
    (Zusage.OFFEN.value, _("noch keine Antwort")),
    (Zusage.VOR_ORT.value, _("kommt vor Ort")),
    (Zusage.DIGITAL.value, _("nimmt digital teil")),
    (Zusage.VERHINDERT.value, _("verhindert")),
]
ANTWORTWEGE = [
    (Antwortweg.LINK.value, _("über den Link in der E-Mail")),
    (Antwortweg.KONTO.value, _("angemeldet in KIM")),
    (Antwortweg.GESCHAEFTSSTELLE.value, _("von der Geschäftsstelle eingetragen")),
    (Antwortweg.VORZIMMER.value, _("durch das Vorzimmer")),
]
SENDUNGSARTEN = [
    (Sendungsart.EINLADUNG.value, _("Einladung")),
    (Sendungsart.NACHVERSAND.value, _("Nachversand")),
    (Sendungsart.AENDERUNG.value, _("geänderte Tagesordnung")),
]
SENDUNGSSTAENDE = [
    (Sendungsstand.VORBEREITET.value, _("vorbereitet")),
    (Sendungsstand.VERSANDT.value, _("in den Postausgang gegeben")),
    (Sendungsstand.VERWORFEN.value, _("verworfen")),
]
ABFRAGEARTEN = [
    (Abfrageart.ABSAGE.value, _("Soll die Sitzung ausfallen?")),
    (Abfrageart.TERMIN.value, _("Welcher Termin passt?")),
    (Abfrageart.FRAGE.value, _("andere Frage")),
]
ABFRAGESTAENDE = [
    (Abfragestand.OFFEN.value, _("läuft")),
    (Abfragestand.BEENDET.value, _("beendet")),
    (Abfragestand.ZURUECKGENOMMEN.value, _("zurückgenommen")),
]
MEINUNGEN = [
    (Meinung.JA.value, _("ja")),
    (Meinung.NOTFALLS.value, _("notfalls")),
    (Meinung.NEIN.value, _("nein")),
]
ERINNERUNGSARTEN = [
    (Erinnerungsart.VORSCHLAEGE.value, _("Vorschläge zur Tagesordnung enden bald")),
    (Erinnerungsart.TAGESORDNUNG.value, _("Die Tagesordnung muss festgelegt werden")),
    (Erinnerungsart.VERSAND.value, _("Die Einladung muss hinaus")),
    (Erinnerungsart.ANTWORT.value, _("Antwort auf die Einladung fehlt")),
    (Erinnerungsart.SITZUNG.value, _("Die Sitzung steht bevor")),
    (Erinnerungsart.SITZ_FREI.value, _("Ein Sitz ist nicht besetzt")),
]
ANWESENHEITSARTEN = [
    (Anwesenheitsart.VOR_ORT.value, _("vor Ort")),
    (Anwesenheitsart.DIGITAL.value, _("digital")),
]
EREIGNISARTEN = [
    (Ereignisart.EROEFFNET.value, _("Sitzung eröffnet")),
    (Ereignisart.BESCHLUSSFAEHIG.value, _("Beschlussfähigkeit festgestellt")),
    (Ereignisart.BESCHLUSSUNFAEHIG.value, _("Beschlussunfähigkeit festgestellt")),
    (Ereignisart.AUFGERUFEN.value, _("Punkt aufgerufen")),
    (Ereignisart.BEHANDELT.value, _("Punkt behandelt")),
    (Ereignisart.ABGESETZT.value, _("Punkt abgesetzt")),
    (Ereignisart.ZURUECKGESTELLT.value, _("Punkt zurückgestellt")),
    (Ereignisart.GEKOMMEN.value, _("gekommen")),
    (Ereignisart.GEGANGEN.value, _("gegangen")),
    (Ereignisart.BERICHTIGT.value, _("Anwesenheit berichtigt")),
    (Ereignisart.ABGESTIMMT.value, _("abgestimmt")),
    (Ereignisart.FESTGESTELLT.value, _("Ergebnis festgestellt")),
    (Ereignisart.VERWORFEN.value, _("Abstimmung verworfen")),
    (Ereignisart.WORTLAUT.value, _("Wortlaut geändert")),
    (Ereignisart.OEFFENTLICHKEIT.value, _("Öffentlichkeit in der Niederschrift")),
    (Ereignisart.GESCHLOSSEN.value, _("Sitzung geschlossen")),
]
WEISEN = [
    (Weise.EINVERNEHMLICH.value, _("einvernehmlich")),
    (Weise.OFFEN.value, _("offen")),
    (Weise.NAMENTLICH.value, _("namentlich")),
    (Weise.GEHEIM.value, _("geheim")),
]
BESCHLUSSWEISEN = [*WEISEN, (UMLAUF, _("im Umlauf"))]
ABSTIMMUNGSSTAENDE = [
    (Abstimmungsstand.LAEUFT.value, _("läuft")),
    (Abstimmungsstand.GESCHLOSSEN.value, _("gezählt")),
    (Abstimmungsstand.FESTGESTELLT.value, _("festgestellt")),
    (Abstimmungsstand.VERWORFEN.value, _("verworfen")),
]
STIMMWERTE = [
    (Stimmwert.JA.value, _("Ja")),
    (Stimmwert.NEIN.value, _("Nein")),
    (Stimmwert.ENTHALTUNG.value, _("Enthaltung")),
    (Stimmwert.WIDERSPRUCH.value, _("Widerspruch")),
]
FOLGENARTEN = [
    (Folgenart.AUFGABE.value, _("Aufgabe")),
    (Folgenart.EMPFEHLUNG.value, _("Empfehlung an eine Organisation")),
    (Folgenart.IMPULS.value, _("Impuls für ein politisches Gremium")),
    (Folgenart.PRESSE.value, _("gemeinsame Pressearbeit")),
    (Folgenart.ZUSAMMENSETZUNG.value, _("neue Zusammensetzung")),
    (Folgenart.GESCHAEFTSORDNUNG.value, _("neue Geschäftsordnung")),
    (Folgenart.ARBEITSGRUPPE.value, _("Arbeitsgruppe einsetzen")),
    (Folgenart.TURNUS.value, _("anderer Turnus der Sitzungen")),
    (Folgenart.GAST.value, _("Gast einladen")),
]
FOLGENSTAENDE = [
    (Folgenstand.OFFEN.value, _("offen")),
    (Folgenstand.ERLEDIGT.value, _("erledigt")),
    (Folgenstand.ENTFALLEN.value, _("entfallen")),
]
UMLAUFSTAENDE = [
    (Umlaufstand.ENTWURF.value, _("Entwurf")),
    (Umlaufstand.LAEUFT.value, _("läuft")),
    (Umlaufstand.FESTGESTELLT.value, _("festgestellt")),
    (Umlaufstand.ABGEBROCHEN.value, _("ohne Beschluss beendet")),
]
UMLAUFWERTE = [
    (Umlaufwert.JA.value, _("Ja")),
    (Umlaufwert.NEIN.value, _("Nein")),
    (Umlaufwert.ENTHALTUNG.value, _("Enthaltung")),
    (Umlaufwert.GEGEN_UMLAUF.value, _("Widerspruch gegen den Umlauf")),
]
ABBRUCHARTEN = [
    (Abbruchart.WIDERSPRUCH.value, _("Widerspruch gegen den Umlauf")),
    (Abbruchart.BEENDET.value, _("beendet")),
]
AG_ARTEN = [
    (AGArt.AG.value, _("Arbeitsgruppe (AG)")),
    (AGArt.UAG.value, _("Unterarbeitsgruppe (UAG)")),
    (AGArt.KAG.value, _("Konzeptarbeitsgruppe (KAG)")),
    (AGArt.PAG.value, _("Projektarbeitsgruppe (PAG)")),
]
AG_STAENDE = [
    (AGStand.ARBEITET.value, _("arbeitet")),
    (AGStand.BERICHTET.value, _("berichtet")),
    (AGStand.BEENDET.value, _("beendet")),
]
AG_ROLLEN = [
    (AGRolle.LEITUNG.value, _("Leitung")),
    (AGRolle.MITGLIED.value, _("Mitglied")),
    (AGRolle.FACHKUNDIG.value, _("fachkundig, beratend")),
]
TREFFENSTAENDE = [
    (Treffenstand.ENTWURF.value, _("Entwurf")),
    (Treffenstand.FERTIG.value, _("fertig")),
]
ABSCHNITTSARTEN = [
    (Abschnittsart.KOPF.value, _("Ort und Zeit")),
    (Abschnittsart.ANWESENHEIT.value, _("Anwesenheit")),
    (Abschnittsart.EROEFFNUNG.value, _("Eröffnung")),
    (Abschnittsart.PUNKT.value, _("Tagesordnungspunkt")),
    (Abschnittsart.SCHLUSS.value, _("Schluss")),
]
SATZARTEN = [(art.value, baustein.titel) for art, baustein in BAUSTEINE.items()]
FASSUNGSSTAENDE = [
    (Fassungsstand.FESTGESCHRIEBEN.value, _("zur Unterschrift")),
    (Fassungsstand.UNTERZEICHNET.value, _("unterzeichnet")),
    (Fassungsstand.WIDERRUFEN.value, _("widerrufen")),
    (Fassungsstand.ERSETZT.value, _("ersetzt")),
]
UNTERSCHRIFTSARTEN = [
    (Unterschriftsart.ELEKTRONISCH.value, _("elektronisch")),
    (Unterschriftsart.PAPIER.value, _("auf Papier")),
]
# The Vertretung signs in the place of the chair.
UNTERZEICHNENDE = [
    (AmtArt.VORSITZ.value, _("Vorsitz")),
    (AmtArt.LEITUNG_GESCHAEFTSSTELLE.value, _("Leitung der Geschäftsstelle")),
]
ALTSTAENDE = [
    (Altstand.GENEHMIGT.value, _("genehmigt")),
    (Altstand.UNTERZEICHNET.value, _("unterzeichnet")),
    (Altstand.ENTWURF.value, _("Entwurf")),
    (Altstand.UNBEKANNT.value, _("nicht bekannt")),
]
