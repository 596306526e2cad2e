#!/bin/sh
# Once before each start of a new version: tables up to date, key ring there and the right one. Settings: docs/betrieb.md
set -eu
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-kim.settings.production}"
.venv/bin/python manage.py migrate --noinput
.venv/bin/python manage.py createcachetable
exec .venv/bin/python manage.py schluesselbund
