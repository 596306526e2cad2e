"""Where collected static files lie: each under a name that changes with its content, modules' imports too."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage

EIGENE = "js/*.js"
"""Ours alone: the scripts of packages name files in comments, which would be looked for."""


class Ablage(CompressedManifestStaticFilesStorage):
    _, _importe = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns
    patterns = (*CompressedManifestStaticFilesStorage.patterns, (EIGENE, _importe))
