#!/bin/sh
# The web server of an installation. Settings: docs/betrieb.md
set -eu
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-kim.settings.production}"
# Recycled now and then, so that a leak in a library stays small; never all at the same time.
exec .venv/bin/python -m gunicorn kim.wsgi:application \
    --bind "${KIM_WEB_ADRESSE:-0.0.0.0:8000}" \
    --worker-class gthread \
    --workers "${KIM_WEB_PROZESSE:-3}" \
    --threads "${KIM_WEB_FAEDEN:-4}" \
    --max-requests 5000 --max-requests-jitter 500 \
    --timeout 60 --graceful-timeout 30 \
    --log-level "${KIM_WEB_PROTOKOLL:-warning}"
