"""Where the histories of what is public lead back to."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lenkung.models import Veroeffentlichung
from lenkung.views.niederschriftsseiten import zur_niederschrift


def seite_des_satzes(satz: Any) -> str:
    if isinstance(satz, Veroeffentlichung):
        return zur_niederschrift(satz.niederschrift.sitzung_id, "veroeffentlichung")
    return reverse("lenkung:gremium-oeffentlichkeit", args=[satz.gremium_id])
