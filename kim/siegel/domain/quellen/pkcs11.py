"""Ein Schlüssel in einem Token oder Hardware-Sicherheitsmodul. Das Paket `python-pkcs11` liegt nicht bei."""

from __future__ import annotations

from cryptography import x509
from django.conf import settings
from django.utils.translation import gettext as _

from kim.siegel.domain.fehler import SiegelFehler
from kim.siegel.domain.quellen.angaben import Angaben, Unterzeichner


def unterzeichner(angaben: Angaben) -> Unterzeichner:
    try:
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
    except ImportError as fehler:
        raise SiegelFehler(
            _("Zum Unterschreiben mit einem Token fehlt der Installation das Paket python-pkcs11."),
            code="quelle_gestoert",
        ) from fehler
    einstellung = settings.KIM_SIEGEL
    try:
        sitzung = open_pkcs11_session(
            einstellung.pkcs11_modul,
            token_criteria=TokenCriteria(label=einstellung.pkcs11_token),
            user_pin=einstellung.passwort or None,
        )
        signer = PKCS11Signer(sitzung, cert_label=einstellung.pkcs11_zertifikat, other_certs_to_pull=None)
        zertifikat = x509.load_der_x509_certificate(signer.signing_cert.dump())
    # Its errors are as many as there are makers of tokens.
    except Exception as fehler:
        raise SiegelFehler(
            _(
                "Das Token mit dem Zertifikat antwortet nicht. Unterschrieben wurde nichts. Bitte "
                "geben Sie der Systemadministration Bescheid."
            ),
            code="quelle_gestoert",
        ) from fehler
    return Unterzeichner(signer, zertifikat, aufraeumen=sitzung.close)
