"""Examines every part of an installation; changes nothing that matters."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple

from corpus import libreoffice, tesseract
from corpus.errors import SikkError
from corpus.settings import Settings
from corpus.wiring import open_store
from search_service.bundled import installed
from search_service.index.edge_folder import is_built
from search_service.llm.chat import ModelFailure
from search_service.service_client import running_service
from search_service.wiring import chat_server

_SCARCE = 1 << 30  # bytes of free disk below which ingesting is at risk
_OCR_INSTALL = "apt-get install tesseract-ocr tesseract-ocr-est"


class PartState(NamedTuple):
    """What was found of one part; `message` says how to mend what is not ok."""

    part: str
    ok: bool
    message: str


def examine(settings: Settings) -> list[PartState]:
    """The state of each part: model, store, index, OCR, LibreOffice, language model, disk."""
    parts = (_model, _store, _index, _ocr, _office, _llm, _disk)
    return [part(settings) for part in parts]


def _model(settings: Settings) -> PartState:
    if settings.model:
        return PartState("model", True, f"{settings.model} (SIKK_MODEL)")
    if installed.is_built():
        return PartState("model", True, f"{installed.NAME} in {installed.folder()}")
    return PartState("model", False, f"{installed.NAME} is not built; run `make setup`")


def _store(settings: Settings) -> PartState:
    try:
        with open_store(settings) as store:
            counts = store.counts()
    except SikkError as error:
        return PartState("store", False, str(error))
    if not counts["documents"]:
        return PartState("store", False, "empty; run `sikk ingest`")
    return PartState("store", True, ", ".join(f"{n} {name}" for name, n in counts.items()))


def _index(settings: Settings) -> PartState:
    service = running_service(settings.data)
    if service is not None:
        return PartState("index", True, f"held by the service at {service.url}")
    if settings.qdrant_url:
        return PartState("index", True, f"on the Qdrant server {settings.qdrant_url}")
    folder = settings.data / "index"
    if any(map(is_built, folder.glob("*"))):
        return PartState("index", True, f"in {folder}")
    return PartState("index", True, "not built yet; the next search builds it")


def _ocr(settings: Settings) -> PartState:
    if not tesseract.is_installed():
        return PartState("ocr", False, f"scanned pages cannot be read; {_OCR_INSTALL}")
    missing = set(settings.ocr_languages.split("+")) - tesseract.languages()
    if missing:
        return PartState("ocr", False, f"no data for {', '.join(sorted(missing))}; {_OCR_INSTALL}")
    return PartState("ocr", True, f"Tesseract with {settings.ocr_languages}")


def _office(_settings: Settings) -> PartState:
    if libreoffice.program() is None:
        missing = "old Office files (.doc, .xls, .ppt) cannot be read"
        return PartState("office", True, f"no LibreOffice; {missing}; {libreoffice.INSTALL}")
    return PartState("office", True, "LibreOffice for .doc, .xls and .ppt")


def _llm(settings: Settings) -> PartState:
    try:
        server = chat_server(settings)
        if server is None:
            return PartState("llm", True, "none set (SIKK_LLM_URL); answers are quotes")
        names = server.models()
    except SikkError as error:
        return PartState("llm", False, str(error))
    except ModelFailure as failure:
        message = f"the server at SIKK_LLM_URL does not answer as it should: {failure}; start it"
        return PartState("llm", False, f"{message}, or mend SIKK_LLM_URL or SIKK_LLM_KEY")
    if settings.llm_model and settings.llm_model not in names:
        listed = ", ".join(names[:5]) or "none"
        message = f"the server has no model {settings.llm_model}; set SIKK_LLM_MODEL to one of its"
        return PartState("llm", False, f"{message}: {listed}")
    if not names:
        return PartState("llm", False, "the server lists no model; load one, or set SIKK_LLM_MODEL")
    return PartState("llm", True, f"{settings.llm_model or names[0]} answers")


def _disk(settings: Settings) -> PartState:
    place = next(p for p in (settings.data, *settings.data.absolute().parents) if Path(p).exists())
    free = shutil.disk_usage(place).free
    if not os.access(place, os.W_OK):
        return PartState("disk", False, f"{place} cannot be written; choose another with --data")
    if free < _SCARCE:
        return PartState("disk", False, f"only {free >> 20} MB free at {place}; make room")
    return PartState("disk", True, f"{free >> 30} GB free at {place}")
