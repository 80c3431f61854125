# kehoach: scanned Vietnamese plans in, task records out. `make` lists what can be done.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
ARGS ?=

# Native libraries start a thread for each core unless told otherwise; workers are the cores' users.
export OMP_THREAD_LIMIT := 1

.PHONY: help setup extract test test-ray check fix doctor lock clean evaluate validate bench review train

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(VENV)/.runtime ## install everything that reading needs (system packages, .venv, locked libraries)

extract: setup ## read data/raw into the tables of data/processed (ARGS="--workers 1 --force")
	@$(BIN)/kehoach extract data/raw --out data/processed $(ARGS)

review: setup ## serve the page on which people correct what was read (ARGS="--port 8765")
	@$(BIN)/kehoach review --out data/processed --scans data/raw $(ARGS)

test: $(VENV)/.dev $(VENV)/.fonts $(VENV)/.browser check ## check and run all tests (ARGS="tests/store -x")
	@$(BIN)/python -m pytest --durations=10 $(ARGS)

test-ray: $(VENV)/.ray ## try a cluster of two nodes on this machine, of which one dies
	@$(BIN)/python -m pytest tests/ray $(ARGS)

check: $(VENV)/.dev ## lint, format and types
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Scored are the samples of data/raw and, where they are at hand, the scans of SHARED. Readings are
# kept under the hash of what reads: the same code goes on where it stopped, other code reads anew.
SHARED ?= ../shared
READERS := $(addprefix pipeline/,types load cleanup ocr diacritics tables fields records flow settings.py)

evaluate: setup ## score what is read against gold, and against docs/scores.json (ARGS="--write docs/scores")
	@code=$$(find $(READERS) models requirements.lock -type f ! -name '*.pyc' | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-12)
	out=data/evaluated/$$code gold=(--gold tests/golden/plans) scans=() wanted=()
	for scan in data/raw/*--*.pdf $(SHARED)/scans/synthetic/*.pdf; do
	  if [ -f "$$scan" ]; then scans+=("$$scan"); fi
	done
	for page in $(SHARED)/scans/real/gold/*.txt; do
	  if [ -f "$$page" ]; then scans+=("$(SHARED)/scans/real/$$(basename "$$page" | sed 's/-p[0-9]*\.txt$$/.pdf/')"); fi
	done
	if [ -d $(SHARED)/scans/real/gold ]; then gold+=(--gold $(SHARED)/scans/real/gold); fi
	for folder in data/raw $(SHARED)/scans/synthetic $(SHARED)/scans/real; do
	  if [ -d "$$folder" ]; then wanted+=(--scans "$$folder"); fi
	done
	mkdir -p data/evaluated
	find data/evaluated -mindepth 1 -maxdepth 1 ! -name "$$code" -exec rm -rf {} +
	$(BIN)/kehoach extract "$${scans[@]}" --out "$$out" || { status=$$?; ((status == 5 || status == 6)); }
	$(BIN)/kehoach evaluate "$${gold[@]}" --pred "$$out" "$${wanted[@]}" \
	  $(addprefix --baseline ,$(wildcard docs/scores.json)) --report data/evaluated/report.html $(ARGS)
	echo "scores and errors as a page: data/evaluated/report.html" >&2

# The frozen set that nothing is tuned on: 36 documents, about 140 pages.
FROZEN := data/frozen/$(shell sha256sum pipeline/train/synth/frozen.toml | cut -c1-12)

$(FROZEN)/made: $(VENV)/.fonts
	@$(BIN)/kehoach train synth --frozen validation --out $(FROZEN)
	touch $@

validate: setup $(FROZEN)/made ## score the frozen validation set, and against docs/validation.json (ARGS="--write docs/validation")
	@code=$$(find $(READERS) models requirements.lock -type f ! -name '*.pyc' | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-12)
	out=data/validated/$$code
	mkdir -p data/validated
	find data/validated -mindepth 1 -maxdepth 1 ! -name "$$code" -exec rm -rf {} +
	$(BIN)/kehoach extract $(FROZEN)/scans --out "$$out" || { status=$$?; ((status == 5 || status == 6)); }
	$(BIN)/kehoach evaluate --gold $(FROZEN)/gold --pred "$$out" --scans $(FROZEN)/scans \
	  $(addprefix --baseline ,$(wildcard docs/validation.json)) --report data/validated/report.html $(ARGS)
	echo "scores and errors as a page: data/validated/report.html" >&2

# Peers get an environment of their own: their libraries are no part of kehoach.
PEERS := .venv-bench

bench: $(VENV)/.dev $(FROZEN)/made $(PEERS)/.peers ## read the same scans with kehoach and its peers (ARGS="--write docs/peers.md")
	@$(BIN)/python -m bench.peers $(FROZEN)/scans/val-{01,02,03,04,07,08,09,10,12}--*.pdf \
	  data/raw/bao-lac-2025--fax.pdf data/raw/phu-yen-attp-2023--born-digital.pdf \
	  --gold $(FROZEN)/gold --gold tests/golden/plans --python $(PEERS)/bin/python $(ARGS)

$(PEERS)/.peers: requirements-bench.lock
	@if ! command -v ocrmypdf > /dev/null; then
	  echo "missing: ocrmypdf. Run this, then make again: sudo apt-get install ocrmypdf" >&2
	  exit 4
	fi
	$(PYTHON) -m venv --clear $(PEERS)
	$(PEERS)/bin/python -m pip --quiet --disable-pip-version-check --no-input install --require-hashes -r requirements-bench.lock
	touch $@

# What is learnt lies in TRAINED until it has won against what is shipped; then it is copied to
# models/ with its card and its line in registry.toml.
TRAINED := data/trained
CORPORA = $(SHARED)/corpora

train: setup $(VENV)/.fonts ## learn what models/ holds anew from the texts of SHARED/corpora (an hour), into data/trained
	@for text in plans legal-and-procedures; do
	  if [ ! -f $(CORPORA)/$$text.txt.xz ]; then
	    echo "missing: $(CORPORA)/$$text.txt.xz. Name the folder above corpora/: make train SHARED=…" >&2
	    exit 4
	  fi
	done
	mkdir -p $(TRAINED)
	$(BIN)/kehoach train language-model --corpus $(CORPORA)/legal-and-procedures.txt.xz \
	  --plans $(CORPORA)/plans.txt.xz --never tests/golden/plans --out $(TRAINED)/language-3.npz
	$(BIN)/kehoach train garbling --plans $(CORPORA)/plans.txt.xz --out $(TRAINED)/english-seen-2.json
	$(BIN)/kehoach train synth --frozen development --out $(TRAINED)/frozen
	$(BIN)/kehoach train reader-errors --scans $(TRAINED)/frozen --out $(TRAINED)/tesseract-errors-1.json
	$(BIN)/kehoach train synth --split development --seed 21 --count 100 --out $(TRAINED)/more
	$(BIN)/kehoach extract $(TRAINED)/frozen/scans $(TRAINED)/more/scans --out $(TRAINED)/read
	$(BIN)/kehoach train calibration --gold $(TRAINED)/frozen/gold --gold $(TRAINED)/more/gold \
	  --pred $(TRAINED)/read --out $(TRAINED)
	$(BIN)/kehoach train synth --split development --seed 31 --count 100 --texts --out $(TRAINED)/layers
	$(BIN)/kehoach extract $(TRAINED)/layers/scans --out $(TRAINED)/layers/read
	$(BIN)/kehoach train calibration --texts --gold $(TRAINED)/layers/gold --pred $(TRAINED)/layers/read \
	  --out $(TRAINED)
	echo "learnt into $(TRAINED): score it with make validate before it takes the place of what models/ holds" >&2

fix: $(VENV)/.dev ## format, and mend what lint can mend itself
	@$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

doctor: setup ## say what this machine lacks
	@$(BIN)/kehoach doctor

lock: ## write the lock files anew from pyproject.toml (needs uv)
	@compile="uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml --extra build"
	$$compile --output-file requirements.lock > /dev/null
	$$compile --extra dev --constraint requirements.lock --output-file requirements-dev.lock > /dev/null
	$$compile --extra dev --extra ray --constraint requirements-dev.lock --output-file requirements-ray.lock > /dev/null
	$$compile --extra bench --constraint requirements.lock --output-file requirements-bench.lock > /dev/null
	$$compile --extra train --constraint requirements.lock --output-file requirements-train.lock > /dev/null

clean: ## remove the environment and caches (data/ stays)
	@rm -rf $(VENV) $(PEERS) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/.system
	@if ! $(BIN)/python -m pip --version > /dev/null 2>&1; then
	  echo "making the virtual environment $(VENV)"
	  $(PYTHON) -m venv --clear $(VENV)
	fi
	echo "installing the locked libraries"
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@ $(VENV)/.system

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@echo "installing the locked tools for tests"
	$(PIP) install --require-hashes -r requirements-dev.lock
	touch $@

$(VENV)/.ray: requirements-ray.lock $(VENV)/.dev
	@echo "installing the locked library of Ray"
	$(PIP) install --require-hashes -r requirements-ray.lock
	touch $@

# Fonts to print synthetic pages with: only what is missing, and as root.
$(VENV)/.fonts: pipeline/train/synth/fonts.py $(VENV)/.runtime
	@need=$$($(BIN)/python -c 'from pipeline.train.synth.fonts import missing; print(*sorted(set(missing().values())))')
	if [ -n "$$need" ]; then
	  install="apt-get install --yes --no-install-recommends $$need"
	  if [ "$$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
	    echo "missing fonts (Debian names). Run this, then make again: sudo $$install" >&2
	    exit 4
	  fi
	  echo "installing $$need"
	  export DEBIAN_FRONTEND=noninteractive
	  apt-get update -qq
	  $$install -qq > /dev/null
	fi
	touch $@

# The browser that the pages are tested in, what its driver links to, and PostgreSQL for offices
# with many reviewers. Tests that need them are passed over where they are missing.
$(VENV)/.browser: | $(VENV)/.system
	@need=()
	command -v chromium > /dev/null || command -v google-chrome > /dev/null || need+=(chromium)
	ldconfig -p 2> /dev/null | grep -q libatomic.so.1 || need+=(libatomic1)
	ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2> /dev/null || need+=(postgresql)
	if [ $${#need[@]} -gt 0 ]; then
	  if command -v apt-get > /dev/null && [ "$$(id -u)" = 0 ]; then
	    echo "installing $${need[*]}, to test with"
	    export DEBIAN_FRONTEND=noninteractive
	    apt-get update -qq
	    apt-get install --yes --no-install-recommends -qq "$${need[@]}" > /dev/null
	  else
	    echo "not tested here for want of it: sudo apt-get install $${need[*]}" >&2
	    exit 0
	  fi
	fi
	touch $@

# System packages: only what is missing, and as root; otherwise the command is printed.
$(VENV)/.system:
	@if ! command -v $(PYTHON) > /dev/null; then
	  echo "Python 3.11 or newer is needed and $(PYTHON) is not there: sudo apt-get install python3 python3-venv" >&2
	  exit 4
	fi
	if ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
	  echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) -V). Name another: make PYTHON=python3.12" >&2
	  exit 4
	fi
	need=()
	$(PYTHON) -c 'import ensurepip, venv; ensurepip.version()' > /dev/null 2> /dev/null || need+=(python3-venv)
	has_model() {
	  local folder
	  for folder in "$${TESSDATA_PREFIX:-/nowhere}"{,/tessdata} /usr/share/tesseract-ocr/*/tessdata /usr/{,local/}share/tessdata; do
	    if [ -f "$$folder/$$1.traineddata" ]; then return 0; fi
	  done
	  return 1
	}
	has_model vie || need+=(tesseract-ocr tesseract-ocr-vie)
	has_model Vietnamese || need+=(tesseract-ocr-script-viet)
	if [ $${#need[@]} -gt 0 ]; then
	  install="apt-get install --yes --no-install-recommends $${need[*]}"
	  if ! command -v apt-get > /dev/null; then
	    echo "missing: $${need[*]} (Debian names). Install them with this system's package manager, then run make again." >&2
	    exit 4
	  elif [ "$$(id -u)" != 0 ]; then
	    echo "missing system packages. Run this, then make again:" >&2
	    echo "  sudo apt-get update && sudo $$install" >&2
	    exit 4
	  fi
	  echo "installing $${need[*]}"
	  export DEBIAN_FRONTEND=noninteractive
	  apt-get update -qq
	  $$install -qq > /dev/null
	fi
	mkdir -p $(VENV)
	touch $@
