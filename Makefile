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
	search_service/bundled/*/*.npz; } | cksum | cut -d' ' -f1)
DEV_KEY := $(KEY)-$(shell cksum < requirements-dev.lock | cut -d' ' -f1)
READY := .venv/ready-$(KEY)
READY_DEV := .venv/ready-dev-$(DEV_KEY)

# The shipped library is encoded once, here; a first start would take minutes otherwise. What a change
# of documents or readers leaves as it was is not encoded again.
LIBRARY_KEY := $(KEY)-$(shell cat corpus/library/documents/*/* corpus/library/questions/* \
	$$(find ingest/cutting ingest/readers -name '*.py' | sort) | cksum | cut -d' ' -f1)
ENCODED := .venv/library-$(LIBRARY_KEY)

.DEFAULT_GOAL := help
.PHONY: help setup serve postgresql test unit check phrases lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /	/' | expand -t 10

setup: $(ENCODED) ## create .venv with the locked dependencies, the embedding model and its encodings
	@:

postgresql: setup ## install the driver for a corpus store on PostgreSQL
	@$(PIP) install --no-deps --require-hashes -r requirements-postgresql.lock

serve: setup ## ingest the shipped library if need be, and serve it (PORT=, HOST=)
	@$(SIKK) ingest || [ $$? -eq 3 ]
	@$(SIKK) serve --host $(HOST) --port $(PORT)

test: $(READY_DEV) $(ENCODED) ## run the whole test suite, the fast part first
	@missing=; \
	command -v tesseract >/dev/null || missing="tesseract-ocr"; \
	for lang in est eng; do \
		tesseract --list-langs 2>/dev/null | grep -qx $$lang || missing="$$missing tesseract-ocr-$$lang"; \
	done; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || \
		missing="$$missing postgresql"; \
	command -v soffice >/dev/null || missing="$$missing libreoffice-writer libreoffice-calc"; \
	[ -z "$$missing" ] || echo "Skipping the tests that need: $$missing" \
		"(to run them: apt-get install $$missing)"
	@.venv/bin/python -m pytest tests/unit
	@.venv/bin/python -m pytest tests/product -rs -n 2 --dist loadfile

unit: $(READY_DEV) ## run the fast tests alone: no model, no network, no process
	@.venv/bin/python -m pytest tests/unit

check: $(READY_DEV) ## check format, lint, types and imports
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

phrases: $(READY_DEV) ## bring the catalogues of what people read in step with the code
	@.venv/bin/python -m search_service.phrases.extraction

RESOLVE = CUSTOM_COMPILE_COMMAND='make lock' .venv/bin/pip-compile -q --generate-hashes --strip-extras \
	--unsafe-package torch --unsafe-package pip --no-emit-options \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
COMPILE = $(RESOLVE) --build-deps-for editable pyproject.toml
EXTRA = .venv/bin/python -c 'import tomllib; \
	print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["postgresql"])'

lock: $(READY_DEV) ## resolve the dependencies anew (a torch without CUDA must be on offer)
	@$(COMPILE) -o requirements.lock
	@$(COMPILE) -o requirements-dev.lock --extra dev -c requirements.lock
	@$(EXTRA) | $(RESOLVE) - -o requirements-postgresql.lock -c requirements.lock
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

$(ENCODED): $(READY)
	@echo "Encoding the shipped library (a minute or two) …"
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
		export SIKK_DATA="$$folder" SIKK_VECTORS=.venv/share/sikk/library-vectors.sqlite && \
		$(SIKK) ingest >/dev/null && $(SIKK) search toidupank >/dev/null
	@.venv/bin/python -c 'from search_service import wiring; wiring.keep_noted_vectors()'
	@rm -f .venv/library-*-* && touch $@

$(READY_DEV): $(READY)
	@rm -f .venv/ready-*
	@echo "Installing the tools for tests and checks …"
	@$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@touch $(READY) $@
