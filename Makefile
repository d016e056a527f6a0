# Pressearchiv: every task of the checkout. `make run` and `make test` do all their own set-up.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# One process more than there are cores, since browsers wait at times; a file of tests stays together.
SPREAD = -n $(shell $(BIN)/python -c 'import os; print(min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(), 7) + 1)') --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run test check test-quick test-long test-whoosh-reloaded quality quality-real bench bench-start fuzz bench-archive bench-web bench-ingest map catalogue format lock clean

help:  ## show the tasks
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 22

# The lock holds every package with its hashes; the project itself is installed without asking a registry.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] + " (set PYTHON=...)" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: apt install python3-venv (Debian, Ubuntu)"; exit 1; }
	@echo "1/3 An environment of its own: .venv ($$($(PYTHON) --version))"
	@$(PYTHON) -m venv .venv
	@echo "2/3 $$(grep -c '==' requirements.lock) packages, as locked; this takes a minute or two"
	@$(INSTALL) --require-hashes --only-binary :all: -r requirements.lock
	@echo "3/3 Pressearchiv itself"
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $(READY)

run: $(READY)  ## the demo city: served, ingested, indexed, searchable at a printed address
	$(BIN)/pressearchiv --data ./data-demo demo

test: check  ## format, lint, types, import directions, tests, browser tests
	$(BIN)/pytest -m "not long" $(SPREAD) --durations=20

check: $(READY)  ## format, lint, types, import directions
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test-quick: check  ## under a minute, for every commit: no browser, no server, no process
	$(BIN)/pytest -q -m "not long and not browser and not costly" $(SPREAD)

test-long: $(READY)  ## the tests that take minutes
	$(BIN)/pytest -m long -n 3 --dist worksteal --durations=20

# The forks of Whoosh install the same folder: never two in one environment.
test-whoosh-reloaded: $(READY)  ## the contract of the search, over whoosh-reloaded instead of whoosh
	$(PYTHON) -m venv --clear .venv-reloaded
	.venv-reloaded/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	.venv-reloaded/bin/python -m pip uninstall --quiet --yes whoosh
	.venv-reloaded/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-reloaded.lock
	.venv-reloaded/bin/python -m pytest -m "not long" tests/search

quality: $(READY)  ## how well releases are read and found: persons, roles, dates, topics, numbers; words, known items
	$(BIN)/python -m bench.quality
	$(BIN)/python -m bench.relevance

quality-real: $(READY)  ## the same on real releases beside the checkout, with every miss
	$(BIN)/python -m bench.quality_real

bench: $(READY)  ## how fast we search, beside other engines (the first run makes the corpus; about an hour)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "apsw>=3.46" "tantivy>=0.24" "wordfreq>=3.1"
	$(BIN)/python -m bench.search run

bench-start: $(READY)  ## what starting a command costs, and reading hostile texts: CPU time and memory
	$(BIN)/python -m bench.start
	$(BIN)/python -m bench.hostile

fuzz: $(READY)  ## 100,000 inputs for each place where something comes in; a fault is printed with its bytes (hours)
	$(BIN)/python -m bench.fuzz --inputs 100000

bench-archive: $(READY)  ## a generated archive of 100,000 releases, built once for whatever is measured on it
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "wordfreq>=3.1"
	$(BIN)/python -m bench.archive

bench-web: bench-archive  ## how fast pages, permalinks and API answer over that archive; ten people, fifty people
	$(BIN)/python -m bench.web

bench-ingest: $(READY)  ## how well pages are read, how fast they are taken in
	$(BIN)/python -m bench.ingest

map: $(READY)  ## write docs/modules.md anew from the docstrings of the modules
	$(BIN)/python -m bench.module_map

catalogue: $(READY)  ## gather the sentences of the program into the catalogues, and compile them
	$(BIN)/pybabel -q extract -F language/locales/babel.cfg -k Message -k translate --no-location --omit-header -o language/locales/pressearchiv.pot .
	$(BIN)/pybabel -q update -D pressearchiv -i language/locales/pressearchiv.pot -d language/locales --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 110
	$(BIN)/pybabel -q compile -D pressearchiv -d language/locales
	@rm language/locales/pressearchiv.pot

format: $(READY)  ## put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:  ## write the locks anew (needs uv)
	uv pip compile pyproject.toml --extra demo --extra dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --output-file requirements.lock
	uv pip compile pyproject.toml --constraint requirements.lock --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --output-file requirements-serve.lock
	uv pip compile pyproject.toml --extra opensearch --extra postgresql --extra objects --constraint requirements.lock --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --output-file requirements-scale.lock

clean:  ## remove the environment and what the demo city left
	rm -rf .venv .venv-reloaded data-demo data-bench
