# `make` lists the targets. Everything goes into .venv and var; nothing else on the machine changes.
# PYTHON is a list of candidates: the first that fits is taken. The lock has no wheels for 3.14.
PYTHON ?= python3 python3.13 python3.12 python3.11
HOST ?= 127.0.0.1
PORT ?= 8000

TORCH := torch==2.13.0
PIP := .venv/bin/python -m pip -qq --disable-pip-version-check
SIKK := .venv/bin/sikk

# ONNX Runtime reports to its maker unless it is told not to.
export ORT_DISABLE_TELEMETRY := 1

# An installation is marked by a file named after the contents that it came from, so neither a
# checkout's file times nor a moved folder can mislead. The marks stand only while it is whole.
KEY := $(shell { pwd; cat requirements.lock pyproject.toml search_service/bundled/*.py \
	search_service/bundled/reader/*.npz; } | cksum | cut -d' ' -f1)
DEV_KEY := $(KEY)-$(shell cksum < requirements-dev.lock | cut -d' ' -f1)
READY := .venv/ready-$(KEY)
READY_DEV := .venv/ready-dev-$(DEV_KEY)

.DEFAULT_GOAL := help
.PHONY: help setup serve test unit check lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /	/' | expand -t 10

setup: $(READY) ## create .venv with the locked dependencies and the embedding model
	@:

serve: setup ## ingest the shipped library if need be, and serve it (PORT=, HOST=)
	@$(SIKK) ingest || [ $$? -eq 3 ]
	@$(SIKK) serve --host $(HOST) --port $(PORT)

test: $(READY_DEV) ## run the whole test suite, the fast part first
	@missing=; \
	command -v tesseract >/dev/null || missing="tesseract-ocr"; \
	for lang in est eng; do \
		tesseract --list-langs 2>/dev/null | grep -qx $$lang || missing="$$missing tesseract-ocr-$$lang"; \
	done; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	[ -z "$$missing" ] || echo "Skipping the tests that need: $$missing" \
		"(to run them: apt-get install $$missing)"
	@.venv/bin/python -m pytest tests/unit
	@.venv/bin/python -m pytest tests/product -rs

unit: $(READY_DEV) ## run the fast tests alone: no model, no network, no process
	@.venv/bin/python -m pytest tests/unit

check: $(READY_DEV) ## check format, lint, types and imports
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

COMPILE = CUSTOM_COMPILE_COMMAND='make lock' .venv/bin/pip-compile -q --generate-hashes --strip-extras \
	--build-deps-for editable --unsafe-package torch --unsafe-package pip --no-emit-options \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host pyproject.toml

lock: $(READY_DEV) ## resolve the dependencies anew (a torch without CUDA must be on offer)
	@$(COMPILE) -o requirements.lock
	@$(COMPILE) -o requirements-dev.lock --extra dev -c requirements.lock
	@! grep -qE '^(nvidia|cuda|triton)' requirements.lock || { echo "These are for a CUDA torch; run" \
		"PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu make lock" >&2; exit 1; }

clean: ## remove .venv and var
	rm -rf .venv var

# A whole installation is brought up to date. One that was interrupted is thrown away, because pip
# would take a half-written package for a finished one.
$(READY):
	@if ls .venv/ready-* >/dev/null 2>&1 && $(PIP) --version >/dev/null 2>&1; then \
		rm .venv/ready-*; \
	else \
		for python in $(PYTHON) none; do \
			$$python -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
				2>/dev/null && break; \
		done; \
		if [ $$python = none ]; then \
			echo "Python 3.11, 3.12 or 3.13 with venv is needed (Debian: apt-get install python3-venv);" \
				"if it is not on the PATH, name it: make setup PYTHON=/path/to/python3" >&2; exit 2; \
		fi; \
		echo "Creating .venv …" && $$python -m venv --clear .venv; \
	fi
	@echo "Installing torch …"
	@$(PIP) install --no-deps $(TORCH)
	@echo "Installing the locked dependencies …"
	@$(PIP) install --no-deps --require-hashes -r requirements.lock
	@.venv/bin/python -c 'import torch' 2>/dev/null || \
		{ echo "This torch needs CUDA's libraries; installing them, some 3 GB …"; $(PIP) install $(TORCH); }
	@$(PIP) install --no-deps --no-build-isolation -e .
	@.venv/bin/python -m search_service.bundled.build
	@touch $@
	@echo 'Ready. For the command `sikk` in this terminal: source .venv/bin/activate (or type .venv/bin/sikk)'

$(READY_DEV): $(READY)
	@rm -f .venv/ready-*
	@echo "Installing the tools for tests and checks …"
	@$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@touch $(READY) $@
