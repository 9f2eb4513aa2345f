# `make` lists the targets. Everything is installed into .venv; nothing else on the machine changes.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
TORCH := torch==2.13.0
STAMP := .venv/installed
SIKK := .venv/bin/sikk

.DEFAULT_GOAL := help
.PHONY: help setup serve test check lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 10

setup: $(STAMP) ## create .venv with the locked dependencies and the embedding model

$(STAMP): requirements.lock pyproject.toml search_service/bundled_model.py
	@$(PYTHON) -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer with venv is needed; name it: make setup PYTHON=python3.11" >&2; exit 2; }
	@echo "Creating .venv …" && rm -f $(STAMP) && $(PYTHON) -m venv .venv
	@echo "Installing torch …" && .venv/bin/pip install -q --disable-pip-version-check --no-deps $(TORCH)
	@echo "Installing the locked dependencies …" && .venv/bin/pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@.venv/bin/python -c 'import torch' 2>/dev/null || \
		{ echo "Installing what this torch needs …"; .venv/bin/pip install -q --disable-pip-version-check $(TORCH); }
	@.venv/bin/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . 2>/dev/null
	@.venv/bin/python -m search_service.bundled_model
	@touch $(STAMP)

serve: setup ## ingest the shipped library if need be, and serve it
	@$(SIKK) ingest
	@$(SIKK) serve --host $(HOST) --port $(PORT)

test: setup ## run the whole test suite
	@command -v tesseract >/dev/null || echo "Skipped, for want of Tesseract: OCR tests (apt-get install tesseract-ocr tesseract-ocr-est tesseract-ocr-eng)"
	@command -v chromium >/dev/null || echo "Skipped, for want of Chromium: the browser test (apt-get install chromium)"
	@.venv/bin/python -m pytest -rs

check: setup ## format, lint, types, imports
	@.venv/bin/ruff format --check . && .venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

lock: ## resolve the dependencies anew (needs .venv)
	@.venv/bin/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --unsafe-package torch \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --extra dev \
		-o requirements.lock pyproject.toml

clean: ## remove .venv and var
	rm -rf .venv var
