# `make run`   from a fresh clone to a running server: environment, models, extension, database.
# `make test`  from a fresh clone to a tested tree: also linters, types, a browser.
# `make help`  lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run env dev-env test lint types pytest postgresql pytest-postgresql extension extension-deps extension-test e2e bench second-opinion lock clean browser voice ocr-font pdf models

help: ## what can be made
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: env models ## everything from a fresh clone, then the server
	@$(MAKE) --no-print-directory pdf || echo "Without it the server makes no PDF files; reports can still be printed from the browser."
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory extension; \
	else echo "The extension was not built: install Node.js 20 or newer, then 'make extension'. The server starts without it."; fi
	$(BIN)/candor serve

env: $(VENV)/.runtime ## .venv with candor in it

models: env ## download and check the model files (once)
	$(BIN)/candor models pull

test: dev-env browser voice ocr-font pdf models extension-deps ## all tests and linters, from a fresh clone
	$(MAKE) --no-print-directory lint types
	$(MAKE) --no-print-directory extension extension-test
	$(MAKE) --no-print-directory e2e
	$(MAKE) --no-print-directory pytest

# --- Python ---------------------------------------------------------------------------------------------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Candor needs Python 3.11 or newer (PYTHON=...)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(call apt,python3-venv)
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/python
	$(PIP) install --no-deps --require-hashes -r requirements/runtime.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	$(PIP) install --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

dev-env: $(VENV)/.dev ## .venv with what the tests need

lint: dev-env extension-deps ## ruff, import-linter, biome
	$(BIN)/ruff format --check server tests models/training
	$(BIN)/ruff check server tests models/training
	$(BIN)/lint-imports
	cd extension && npm run --silent lint

types: dev-env extension-deps ## pyright (strict) and tsc
	$(BIN)/pyright
	cd extension && npm run --silent types

pytest: dev-env ## Python tests
	OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist loadfile

# --- Extension ------------------------------------------------------------------------------------------------------

extension/node_modules/.installed: extension/package-lock.json
	@command -v npm >/dev/null || { echo "Node.js 20 or newer (with npm) is needed to build and test the extension."; exit 1; }
	cd extension && npm ci --no-audit --no-fund
	@touch $@

extension-deps: extension/node_modules/.installed

extension: extension-deps ## build the browser extension: zips for Chrome and Edge, and for Firefox
	cd extension && npm run --silent build && npm run --silent zip

extension-test: extension-deps ## TypeScript tests
	cd extension && npm run --silent test

e2e: dev-env models extension browser voice ## the product in Chromium and Firefox, with a real WebRTC call
	cd extension && npm run --silent e2e

# --- The rest -------------------------------------------------------------------------------------------------------

apt = { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null || { echo "Please install: $(1)"; exit 1; }; \
	echo "Installing $(1) ..."; apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1) >/dev/null; }

browser:
	@[ -x /usr/bin/chromium ] && [ -x /usr/bin/firefox-esr ] || $(call apt,chromium firefox-esr fonts-dejavu-core)

pdf: env ## Pango and a font, with which reports become PDF files
	@$(BIN)/python -c 'import weasyprint' 2>/dev/null || $(call apt,libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core)

voice:
	@[ -x /usr/bin/espeak-ng ] || $(call apt,espeak-ng)

ocr-font: ## the font of machine readable zones, for tests and `candor evaluate`
	@[ -f /usr/share/fonts/opentype/ocr-b/OCRB.otf ] || $(call apt,fonts-ocr-b)

postgresql: env ## add the driver of PostgreSQL (docs/data-model.md)
	$(PIP) install --no-deps --require-hashes -r requirements/postgresql.txt

pytest-postgresql: dev-env postgresql ## the tests of store, services and pages on a PostgreSQL of their own
	tests/with_postgresql.sh $(BIN)/pytest tests/store tests/services tests/evidence tests/web

second-opinion: env ## add deepface, the optional second opinion (docs/second-opinion.md)
	$(PIP) install --no-deps --require-hashes -r requirements/deepface.txt

bench: dev-env models ## speed per stage, side by side with face_recognition
	$(BIN)/candor bench

# face-recognition asks for dlib, which compiles for minutes; dlib-bin is the same library as a wheel: hence the override.
lock: dev-env ## pin the packages of requirements/*.in anew
	$(PIP) install uv
	cd requirements && for name in runtime dev postgresql; do ../$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-header --no-emit-index-url \
		--universal --python-version 3.11 --override overrides.txt -o $$name.txt $$name.in; done
	cd requirements && ../$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-header --no-emit-index-url --universal \
		--python-version 3.11 --override overrides.txt --override deepface-overrides.txt -o deepface.txt deepface.in

clean: ## forget what was built (not what was recorded)
	rm -rf $(VENV) extension/node_modules extension/dist* build *.egg-info
