"""What all settings share. Nothing here is a secret and nothing here is insecure by default."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from kim.konten.regeln.anbieter import anbieter_lesen
from kim.siegel.regeln.einstellung import siegeleinstellung_lesen

WURZEL = Path(__file__).resolve().parents[2]
KIM_VERSION = "0.1.0"

DEBUG = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "kim.urls"
WSGI_APPLICATION = "kim.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1

INSTALLED_APPS = [
    # ours first, so that our templates win over those of the packages
    "kim.web",
    "kim.auftraege",
    "kim.protokoll",
    "kim.schluessel",
    "kim.siegel",
    "kim.stammdaten",
    "kim.dokumente",
    "kim.versand",
    "kim.konten",
    "lenkung",
    "casemgmt",
    "einbuergerung",
    "reporting",
    "kim.demo",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "guardian",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kim.konten.middleware.SitzungsschutzMiddleware",
    "kim.web.zugang.ZugangMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WURZEL / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kim.web.context_processors.rahmen",
            ],
            "builtins": ["kim.web.templatetags.bausteine"],
        },
    }
]

FORM_RENDERER = "kim.web.formulare.KernRenderer"

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("Deutsch"))]
LOCALE_PATHS = [WURZEL / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [WURZEL / "static", WURZEL / "build" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kim.web.ablage.Ablage"},
}

# Accounts
AUTH_USER_MODEL = "konten.Konto"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "kim.konten.backends.anmeldung.KontoBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "kim.konten.backends.adapter.Kontoadapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {
    # The lock-out by account and address is axes' business; this one stops a guess spread over many
    # addresses, and the guessing of second factors, which use the same counter.
    "login_failed": "60/m/ip,10/15m/key",
    "login": "60/m/ip",
    "reset_password": "20/m/ip,5/15m/key",
}
ACCOUNT_FORMS = {
    "login": "kim.konten.forms.anmeldung.AnmeldungForm",
    "reset_password": "kim.konten.forms.anmeldung.PasswortVergessenForm",
    "reset_password_from_key": "kim.konten.forms.anmeldung.NeuesPasswortForm",
    "change_password": "kim.konten.forms.anmeldung.PasswortAendernForm",
    "reauthenticate": "kim.konten.forms.anmeldung.PasswortBestaetigenForm",
}
MFA_ADAPTER = "kim.konten.backends.adapter.Faktoradapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "KIM"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "kim.konten.forms.faktor.CodeForm",
    "reauthenticate": "kim.konten.forms.faktor.CodeBestaetigenForm",
    "activate_totp": "kim.konten.forms.faktor.AppEinrichtenForm",
    "add_webauthn": "kim.konten.forms.faktor.SchluesselHinzufuegenForm",
}
# Roles that see personal data must bring a second factor. Only a demo may do without.
KIM_ZWEITER_FAKTOR_PFLICHT = True
PASSWORD_RESET_TIMEOUT = 3 * 3600
SOCIALACCOUNT_ADAPTER = "kim.konten.backends.verzeichnis.Verzeichnisadapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
# The Kreise's own directories; read at the start, so that a mistake stops it (see docs/betrieb.md).
KIM_OIDC_ANBIETER = anbieter_lesen(os.environ.get("KIM_OIDC_ANBIETER", ""))
# How many reverse proxies stand in front; with the wrong number every visitor looks like the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = 0
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:heute"
LOGOUT_REDIRECT_URL = "account_login"
ANONYMOUS_USER_NAME = None
GUARDIAN_RAISE_403 = False
GUARDIAN_GET_CONTENT_TYPE = "guardian.ctypes.get_default_content_type"

# Sessions end when nobody works: after the idle time, at the latest after a working day.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
KIM_LEERLAUF_MINUTEN = 30
CSRF_FAILURE_VIEW = "kim.web.views.fehler.csrf_fehler"

# Headers
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # KERN draws its icons from data: addresses inside the stylesheet
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # a form that leads to a directory is redirected there
        "form-action": [SELF, *(anbieter.ursprung for anbieter in KIM_OIDC_ANBIETER)],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Uploads
KIM_UPLOAD_GRENZE = 20 * 1024 * 1024
# What may be uploaded at all stays in memory: a full /tmp then stops nobody.
FILE_UPLOAD_MAX_MEMORY_SIZE = KIM_UPLOAD_GRENZE + 64 * 1024
FILE_UPLOAD_HANDLERS = [
    "kim.web.annahme.GrenzeHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
# Every upload is shown to this function first. KIM_CLAMD: tcp://host:3310 or unix:///run/clamav/clamd.ctl
KIM_CLAMD = os.environ.get("KIM_CLAMD", "")
KIM_VIRENSCANNER = "kim.dokumente.domain.clamd.pruefe" if KIM_CLAMD else ""

# What signs PDF files; read at the start, so that a mistake stops it (see docs/betrieb.md).
KIM_SIEGEL = siegeleinstellung_lesen(os.environ)

# Jobs: how the queue is woken after commit, as a dotted path, so that no domain code knows Celery.
KIM_AUFTRAG_WECKER = ""

# Mail
KIM_VERSAND_ABSENDER = "kim@kim.example"
# A sending that gives no sign for so long is taken up again; longer than the mail server may take to answer.
KIM_VERSAND_FRIST_SEKUNDEN = 300
KIM_DEMO = False

# How long a file stays open that somebody opened in an emergency.
KIM_NOTZUGRIFF_STUNDEN = 4

AXES_VERBOSE = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
# By account and address: five wrong tries lock this pair; a stranger cannot lock a colleague out for good.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "kim.konten.backends.sperre.kontoname"
AXES_CLIENT_IP_CALLABLE = "kim.konten.backends.sperre.adresse"
AXES_LOCKOUT_CALLABLE = "kim.konten.backends.sperre.gesperrt"

SILENCED_SYSTEM_CHECKS = [
    # Object permissions are asked through Konto.hat_recht alone; guardian only carries them.
    "guardian.W001",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "zeile": {
            "()": "kim.basis.protokollzeile.Protokollzeile",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"konsole": {"class": "logging.StreamHandler", "formatter": "zeile"}},
    "loggers": {
        # They tell every step of their work, and name whose certificate it is.
        **{
            name: {"level": "CRITICAL", "propagate": False}
            for name in ("fontTools", "pikepdf", "pyhanko", "pyhanko_certvalidator")
        },
        # Django would mail each error to ADMINS, with what the form held.
        "django": {"handlers": [], "propagate": True},
    },
    "root": {"handlers": ["konsole"], "level": "INFO"},
}
