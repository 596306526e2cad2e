# Two commands matter: make demo, make test. Everything they need they install themselves.
PYTHON := .venv/bin/python
.DEFAULT_GOAL := hilfe
.PHONY: hilfe demo test lint bench bench-regeln bench-einladung sperre einrichten-demo einrichten-test

hilfe:
	@echo "make demo    the application with demo data on this machine (Ctrl-C ends it)"
	@echo "make test    the whole suite: SQLite, PostgreSQL and Redis, Chromium"
	@echo "make lint    style, types, layers, templates, migrations, deployment checks"
	@echo "make bench   how long pages take, against the least that Django can do"
	@echo "make bench-regeln  how many scenarios the rule engine answers in a second"
	@echo "make bench-einladung  how long the click takes that invites sixty people"
	@echo "make sperre  locks the packages anew (requirements*.txt, package-lock.json)"

einrichten-demo:
	@python3 -m scripts.einrichten demo

einrichten-test:
	@python3 -m scripts.einrichten test

demo: einrichten-demo
	@exec $(PYTHON) -m scripts.demo

test: einrichten-test
	@exec $(PYTHON) -m scripts.pruefen

lint: einrichten-test
	@exec $(PYTHON) -m scripts.stilpruefung

bench: einrichten-test
	@exec $(PYTHON) -m bench.lauf

bench-regeln: einrichten-test
	@exec $(PYTHON) -m bench.regelwerk

bench-einladung: einrichten-test
	@exec $(PYTHON) -m bench.einladung

sperre: einrichten-test
	@exec $(PYTHON) -m scripts.sperre
