"""Examines every part of an installation; changes nothing that matters."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from corpus.errors import SikkError
from corpus.settings import Settings
from search_service.bundled import installed
from search_service.llm.chat import ModelFailure
from search_service.service_client import running_service
from search_service.wiring import chat_server, open_store

_SCARCE = 1 << 30  # bytes of free disk below which ingesting is at risk
_OCR_INSTALL = "apt-get install tesseract-ocr tesseract-ocr-est"


class Finding(NamedTuple):
    """What was found of one part; `message` says how to mend what is not ok."""

    part: str
    ok: bool
    message: str


def examine(settings: Settings) -> list[Finding]:
    """One finding a part: model, store, index, OCR, language model, disk."""
    parts = (_model, _store, _index, _ocr, _llm, _disk)
    return [part(settings) for part in parts]


def _model(settings: Settings) -> Finding:
    if settings.model:
        return Finding("model", True, f"{settings.model} (SIKK_MODEL)")
    if installed.is_built():
        return Finding("model", True, f"{installed.NAME} in {installed.folder()}")
    return Finding("model", False, f"{installed.NAME} is not built; run `make setup`")


def _store(settings: Settings) -> Finding:
    try:
        store = open_store(settings)
        counts = store.counts()
        store.close()
    except SikkError as error:
        return Finding("store", False, str(error))
    if not counts["documents"]:
        return Finding("store", False, "empty; run `sikk ingest`")
    return Finding("store", True, ", ".join(f"{n} {name}" for name, n in counts.items()))


def _index(settings: Settings) -> Finding:
    service = running_service(settings.data)
    if service is not None:
        return Finding("index", True, f"held by the service at {service.url}")
    if settings.qdrant_url:
        return Finding("index", True, f"on the Qdrant server {settings.qdrant_url}")
    if any((settings.data / "index").glob("*/edge_config.json")):
        return Finding("index", True, f"in {settings.data / 'index'}")
    return Finding("index", True, "not built yet; the next search builds it")


def _ocr(settings: Settings) -> Finding:
    program = shutil.which("tesseract")
    if program is None:
        return Finding("ocr", False, f"scanned pages cannot be read; {_OCR_INSTALL}")
    listed = subprocess.run(  # noqa: S603  (a program found on the PATH, fixed arguments)
        [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=30
    )
    missing = set(settings.ocr_languages.split("+")) - set(listed.stdout.split())
    if missing:
        return Finding("ocr", False, f"no data for {', '.join(sorted(missing))}; {_OCR_INSTALL}")
    return Finding("ocr", True, f"Tesseract with {settings.ocr_languages}")


def _llm(settings: Settings) -> Finding:
    try:
        server = chat_server(settings)
        if server is None:
            return Finding("llm", True, "none set (SIKK_LLM_URL); answers are quotes")
        names = server.models()
    except SikkError as error:
        return Finding("llm", False, str(error))
    except ModelFailure as failure:
        message = f"the server at SIKK_LLM_URL does not answer as it should: {failure}; start it"
        return Finding("llm", False, f"{message}, or mend SIKK_LLM_URL or SIKK_LLM_KEY")
    if settings.llm_model and settings.llm_model not in names:
        listed = ", ".join(names[:5]) or "none"
        message = f"the server has no model {settings.llm_model}; set SIKK_LLM_MODEL to one of its"
        return Finding("llm", False, f"{message}: {listed}")
    if not names:
        return Finding("llm", False, "the server lists no model; load one, or set SIKK_LLM_MODEL")
    return Finding("llm", True, f"{settings.llm_model or names[0]} answers")


def _disk(settings: Settings) -> Finding:
    place = next(p for p in (settings.data, *settings.data.absolute().parents) if Path(p).exists())
    free = shutil.disk_usage(place).free
    if not os.access(place, os.W_OK):
        return Finding("disk", False, f"{place} cannot be written; choose another with --data")
    if free < _SCARCE:
        return Finding("disk", False, f"only {free >> 20} MB free at {place}; make room")
    return Finding("disk", True, f"{free >> 30} GB free at {place}")
