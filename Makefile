# Stadtdialog: set up, try, check. Settings of a command go before or behind it: make setup PYTHON=python3.13
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
ROOMS := $(wildcard stadtdialog*.py) dialogs storage locales bot admin_web

# The first interpreter on PATH that is new enough.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
# The browser of the tests and pictures. It is never downloaded.
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
export CHROMIUM

.PHONY: help
help: ## Print this help
	@echo 'Usage: make TARGET'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo 'PYTHON=… chooses the interpreter (3.11 or newer), CHROMIUM=… the browser of the tests.'

.PHONY: setup
setup: compile ## Install from the committed lock into .venv; the command is .venv/bin/stadtdialog
	@echo 'Ready: $(BIN)/stadtdialog'

# Byte code of what has changed: whoever runs the program later may have no right to write it, and would start slowly.
.PHONY: compile
compile: $(VENV)/.project
	@$(BIN)/python -m compileall -q $(ROOMS)

.PHONY: demo
demo: compile ## Start the sample city: web chat and admin page on this machine, no token needed
	@$(BIN)/stadtdialog demo

.PHONY: demo-new
demo-new: compile ## The same, afresh: what the demo has stored so far is deleted
	@$(BIN)/stadtdialog demo --new

.PHONY: check
check: $(VENV)/.dev ## Everything that can be checked without running the program
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/reuse lint --lines
	$(BIN)/hadolint Dockerfile
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml
	bash -n .ci/run

.PHONY: test
test: $(VENV)/.dev browser ## check, and all tests with the coverage that is asked for
	@$(MAKE) --no-print-directory --jobs=2 check stories
	$(BIN)/coverage report --include='dialogs/*,storage/*' --fail-under=100
	$(BIN)/coverage report --include='stadtdialog*.py,admin_web/*,bot/*,locales/*' --fail-under=95

.PHONY: stories
stories:
	$(BIN)/coverage erase
	$(BIN)/python -m pytest -p tests.watching --numprocesses=auto --dist=loadgroup
	$(BIN)/coverage combine --quiet

.PHONY: browser
browser:
	@test -n "$(CHROMIUM)" || { \
	echo 'The tests drive a real Chromium, and none is installed. On Debian: apt install chromium' >&2; \
	echo 'Another one is chosen with CHROMIUM=/path/to/chromium.' >&2; exit 1; }

.PHONY: soak
soak: $(VENV)/.dev ## Long: every kill point many times and thousands of random kills
	KILL_PASSES=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20 RANDOM_KILLS=3000 \
		BROADCAST_RECIPIENTS=5000 BROADCAST_KILLS=20 $(BIN)/pytest tests/walks --timeout=0

.PHONY: bench
bench: $(VENV)/.dev ## Minutes: processor time per update beside three other bots
	$(BIN)/python -m benchmarks

.PHONY: screens
screens: $(VENV)/.dev browser ## Take the pictures of the documentation anew
	$(BIN)/python -m tests.screens

.PHONY: format
format: $(VENV)/.dev ## Put the source in its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The runtime lock takes its versions from the lock the tests run with: what is shipped is what was tested.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header $(if $(UPGRADE),--upgrade)
.PHONY: lock
lock: $(VENV)/.dev ## Write the locks after a change of pyproject.toml; UPGRADE=1 takes newer versions
	$(COMPILE) pyproject.toml --group dev --output-file requirements-dev.lock
	$(COMPILE) pyproject.toml --constraint requirements-dev.lock --output-file requirements.lock
	$(COMPILE) --group build --constraint requirements-dev.lock --output-file requirements-build.lock

.PHONY: sbom
sbom: $(VENV)/.dev ## Write the list of parts (CycloneDX) of an installation to dist/
	@mkdir -p dist
	$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
		--output-file dist/stadtdialog.cdx.json requirements.lock

.PHONY: clean
clean: ## Delete .venv and what the tools leave behind; never what the demo has stored
	rm -rf $(VENV) __pycache__ dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find $(ROOMS) tests benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# Each file below is a stamp: what it stands for is done again only when what it was made from has changed.
$(VENV)/.empty:
	@test -n "$(PYTHON)" || { \
	echo 'Stadtdialog needs Python 3.11 or newer, and none is installed. On Debian: apt install python3 python3-venv' >&2; \
	exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo 'Stadtdialog needs Python 3.11 or newer; $(PYTHON) is older or missing. On Debian: apt install python3 python3-venv' >&2; \
	exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	echo 'The module venv of $(PYTHON) is missing. On Debian: apt install python3-venv' >&2; exit 1; }
	@echo 'Making $(VENV) with $(PYTHON) …'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: requirements.lock requirements-build.lock $(VENV)/.empty
	@echo 'Installing the libraries of requirements.lock …'
	@$(PIP) install --require-hashes -r requirements.lock -r requirements-build.lock
	@touch $@

$(VENV)/.project: pyproject.toml $(VENV)/.runtime
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.project
	@echo 'Installing the tools of requirements-dev.lock …'
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
