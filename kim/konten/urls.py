"""URLs of the room, and those of allauth that the house uses. What is not named here is not served."""

from allauth.account import views as konto_views
from allauth.mfa.base import views as faktor_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as schluessel_views
from allauth.socialaccount import views as verzeichnis_views
from django.db.transaction import atomic
from django.urls import URLPattern, register_converter
from django.urls.converters import StringConverter

from kim.konten.backends.verzeichnis import anmelden, rueckkehr
from kim.konten.permissions import ROLLE_BESTAETIGEN, VERWALTEN
from kim.konten.views import eigenes, konten, rollen, zugang
from kim.konten.views.faktor import app_einrichten, schluessel_fuer_handlung, vorfuehrfaktor
from kim.web.zugang import Zugang, pfad


class Kontokennung(StringConverter):
    """allauth's base-36 number of an account; the key behind the dash has dashes of its own."""

    regex = "[0-9A-Za-z]+"


register_converter(Kontokennung, "kontokennung")

_OFFEN, _ANGEMELDET = Zugang.OEFFENTLICH, Zugang.ANGEMELDET

# atomic: what allauth changes, its line in the history and the mail about it are one transaction.
ANMELDUNG: list[URLPattern] = [
    pfad("anmelden/", konto_views.login, name="account_login", zugang=_OFFEN),
    # Also the way out of a half-done sign-in, when nobody is signed in yet.
    pfad("abmelden/", konto_views.logout, name="account_logout", zugang=_OFFEN),
    pfad("gesperrt/", konto_views.account_inactive, name="account_inactive", zugang=_OFFEN),
    pfad("bestaetigen/", konto_views.reauthenticate, name="account_reauthenticate", zugang=_ANGEMELDET),
    pfad(
        "passwort/", atomic(konto_views.password_change), name="account_change_password", zugang=_ANGEMELDET
    ),
    pfad("passwort/fehlt/", zugang.passwort_fehlt, name="account_set_password", zugang=_ANGEMELDET),
    pfad("passwort/vergessen/", konto_views.password_reset, name="account_reset_password", zugang=_OFFEN),
    pfad(
        "passwort/vergessen/gesendet/",
        konto_views.password_reset_done,
        name="account_reset_password_done",
        zugang=_OFFEN,
    ),
    pfad(
        "passwort/neu/fertig/",
        konto_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
        zugang=_OFFEN,
    ),
    pfad(
        "passwort/neu/<kontokennung:uidb36>-<str:key>/",
        atomic(konto_views.password_reset_from_key),
        name="account_reset_password_from_key",
        zugang=_OFFEN,
    ),
    pfad("zweiter-faktor/", faktor_views.index, name="mfa_index", zugang=_ANGEMELDET),
    pfad("zweiter-faktor/eingeben/", faktor_views.authenticate, name="mfa_authenticate", zugang=_OFFEN),
    pfad(
        "zweiter-faktor/bestaetigen/",
        faktor_views.reauthenticate,
        name="mfa_reauthenticate",
        zugang=_ANGEMELDET,
    ),
    pfad(
        "zweiter-faktor/app/einrichten/",
        app_einrichten,
        name="mfa_activate_totp",
        zugang=_ANGEMELDET,
    ),
    pfad(
        "zweiter-faktor/app/entfernen/",
        atomic(totp_views.deactivate_totp),
        name="mfa_deactivate_totp",
        zugang=_ANGEMELDET,
    ),
    pfad(
        "zweiter-faktor/codes/",
        code_views.view_recovery_codes,
        name="mfa_view_recovery_codes",
        zugang=_ANGEMELDET,
    ),
    pfad(
        "zweiter-faktor/codes/erneuern/",
        atomic(code_views.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
        zugang=_ANGEMELDET,
    ),
    pfad(
        "zweiter-faktor/codes/datei/",
        code_views.download_recovery_codes,
        name="mfa_download_recovery_codes",
        zugang=_ANGEMELDET,
    ),
    pfad(
        "zweiter-faktor/schluessel/",
        schluessel_views.list_webauthn,
        name="mfa_list_webauthn",
        zugang=_ANGEMELDET,
    ),
    pfad(
        "zweiter-faktor/schluessel/hinzufuegen/",
        atomic(schluessel_views.add_webauthn),
        name="mfa_add_webauthn",
        zugang=_ANGEMELDET,
    ),
    pfad(
        "zweiter-faktor/schluessel/bestaetigen/",
        schluessel_views.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
        zugang=_ANGEMELDET,
    ),
    pfad(
        "zweiter-faktor/schluessel/<int:pk>/entfernen/",
        atomic(schluessel_views.remove_webauthn),
        name="mfa_remove_webauthn",
        zugang=_ANGEMELDET,
    ),
    pfad("verzeichnis/<slug:provider_id>/anmelden/", anmelden, name="openid_connect_login", zugang=_OFFEN),
    pfad(
        "verzeichnis/<slug:provider_id>/rueckkehr/", rueckkehr, name="openid_connect_callback", zugang=_OFFEN
    ),
    pfad(
        "verzeichnis/abgebrochen/",
        verzeichnis_views.login_cancelled,
        name="socialaccount_login_cancelled",
        zugang=_OFFEN,
    ),
]

app_name = "konten"
urlpatterns: list[URLPattern] = [
    pfad("einladung/<str:token>/", zugang.einladung, name="einladung", zugang=_OFFEN),
    pfad("einladung/<str:token>/neu/", zugang.einladung_neu, name="einladung-neu", zugang=_OFFEN),
    pfad(
        "einladung/<str:token>/verzeichnis/<slug:kennung>/",
        zugang.einladung_verzeichnis,
        name="einladung-verzeichnis",
        zugang=_OFFEN,
    ),
    pfad("anmeldelink/", zugang.anmeldelink, name="anmeldelink", zugang=_OFFEN),
    pfad("anmeldelink/gesendet/", zugang.anmeldelink_gesendet, name="anmeldelink-gesendet", zugang=_OFFEN),
    pfad("anmeldelink/<str:token>/", zugang.anmeldelink_oeffnen, name="anmeldelink-einloesen", zugang=_OFFEN),
    pfad(
        "verzeichnis/abgelehnt/<slug:grund>/",
        zugang.verzeichnis_abgelehnt,
        name="verzeichnis-abgelehnt",
        zugang=_OFFEN,
    ),
    pfad("mein-konto/", eigenes.mein_konto, name="mein-konto", zugang=_ANGEMELDET),
    pfad("mein-konto/name/", eigenes.name_aendern, name="name-aendern", zugang=_ANGEMELDET),
    pfad(
        "mein-konto/verbindungen/<int:pk>/loesen/",
        eigenes.verbindung_loesen,
        name="verbindung-loesen",
        zugang=_ANGEMELDET,
    ),
    pfad(
        "zweiter-faktor/schluessel/",
        schluessel_fuer_handlung,
        name="schluessel-fuer-handlung",
        zugang=_ANGEMELDET,
    ),
    pfad("zweiter-faktor/vorfuehrung/", vorfuehrfaktor, name="vorfuehrfaktor", zugang=_ANGEMELDET),
    pfad("verwahrt/", eigenes.verwahrt, name="verwahrt", zugang=_ANGEMELDET),
    pfad("meine-rechte/", eigenes.meine_rechte, name="meine-rechte", zugang=_ANGEMELDET),
    pfad("", konten.liste, name="liste", zugang=Zugang.KREISWEIT, recht=VERWALTEN.schluessel),
    pfad("anlegen/", konten.anlegen, name="anlegen", zugang=Zugang.KREISWEIT, recht=VERWALTEN.schluessel),
    pfad("<int:pk>/", konten.konto, name="konto", zugang=Zugang.BEREICH, recht=VERWALTEN.schluessel),
    pfad(
        "<int:pk>/bearbeiten/",
        konten.bearbeiten,
        name="bearbeiten",
        zugang=Zugang.BEREICH,
        recht=VERWALTEN.schluessel,
    ),
    pfad(
        "<int:pk>/sperren/", konten.sperren, name="sperren", zugang=Zugang.BEREICH, recht=VERWALTEN.schluessel
    ),
    pfad(
        "<int:pk>/entsperren/",
        konten.entsperren,
        name="entsperren",
        zugang=Zugang.BEREICH,
        recht=VERWALTEN.schluessel,
    ),
    pfad(
        "<int:pk>/zweiter-faktor/zuruecksetzen/",
        konten.faktor_zuruecksetzen,
        name="faktor-zuruecksetzen",
        zugang=Zugang.BEREICH,
        recht=VERWALTEN.schluessel,
    ),
    pfad(
        "<int:pk>/einladen/",
        konten.einladen,
        name="einladen",
        zugang=Zugang.BEREICH,
        recht=VERWALTEN.schluessel,
    ),
    pfad(
        "<int:pk>/rolle-erteilen/",
        rollen.erteilen,
        name="rolle-erteilen",
        zugang=Zugang.BEREICH,
        recht=VERWALTEN.schluessel,
    ),
    pfad(
        "rollen/<int:pk>/vertretung/",
        rollen.vertretung,
        name="vertretung",
        zugang=Zugang.BEREICH,
        recht=VERWALTEN.schluessel,
    ),
    pfad(
        "rollen/<int:pk>/beenden/",
        rollen.beenden,
        name="rolle-beenden",
        zugang=Zugang.BEREICH,
        recht=VERWALTEN.schluessel,
    ),
    pfad(
        "bestaetigungen/",
        rollen.bestaetigungen,
        name="bestaetigungen",
        zugang=Zugang.KREISWEIT,
        recht=ROLLE_BESTAETIGEN.schluessel,
    ),
    pfad(
        "bestaetigungen/<int:pk>/",
        rollen.entscheiden,
        name="entscheiden",
        zugang=Zugang.BEREICH,
        recht=ROLLE_BESTAETIGEN.schluessel,
    ),
]
