"""Every setting, read once from `SIKK_*` environment variables and `sikk.toml`.

An environment variable wins over the file, a command-line option over both. Only the command
line and `search_service.wiring` read settings; every other part is handed plain values.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from corpus.errors import BadInput

# What stands in URLs and is nobody's business: a password before the host, a key in the query.
_PASSWORD = re.compile(r"(://[^/@:]*:)[^/\s]*@")
_IN_QUERY = re.compile(r"(?i)([?&][^=&]*(?:pass|pwd|key|token|secret)[^=&]*=)[^&#]*")
LIBRARY = Path(__file__).parent / "library" / "documents"
QUESTIONS = LIBRARY.parent / "questions"
SUBJECTS = LIBRARY.parent / "subjects.tsv"
MANUSCRIPTS = LIBRARY.parent / "manuscripts"  # what its papers and reports are typeset from
FILE = "sikk.toml"
LAST_PORT = 65_535


class Settings(BaseSettings):
    """The product's settings; field `store_url` is `SIKK_STORE_URL` and `store_url = …`."""

    model_config = SettingsConfigDict(env_prefix="SIKK_", toml_file=FILE, extra="forbid")

    data: Path = Field(Path("var"), description="folder of everything derived")
    library: Path = Field(LIBRARY, description="the documents that `sikk ingest` takes by default")
    questions: Path = Field(
        QUESTIONS, description="tables of the questions that works answer, one a work"
    )
    subjects: Path = Field(
        SUBJECTS,
        description="table of subjects and the works that are examples or tell of one",
    )
    store_url: str | None = Field(
        None, description="SQLAlchemy URL of the corpus store; default: SQLite in the data folder"
    )
    vectors: Path | None = Field(
        None, description="file of cached vectors; default: vectors.sqlite in the data folder"
    )
    qdrant_url: str | None = Field(
        None, description="Qdrant server; default: the embedded engine in the data folder"
    )
    qdrant_key: str | None = Field(None, description="API key of the Qdrant server")
    qdrant_shards: int = Field(1, ge=1, description="shards of a collection on the server")
    qdrant_replicas: int = Field(1, ge=1, description="replicas of each shard on the server")
    model: str | None = Field(
        None,
        description="sentence-transformers folder or hub name; default: multilingual-e5-small",
    )
    calibration: Path | None = Field(
        None, description="calibration file; default: the one shipped for the model, if any"
    )
    llm_url: str | None = Field(
        None,
        description="OpenAI-compatible server, such as http://127.0.0.1:8080/v1; "
        "default: none, answers are quotes",
    )
    llm_model: str | None = Field(
        None, description="the model's name on that server; default: the first that it lists"
    )
    llm_key: str | None = Field(None, description="API key of that server")
    llm_seconds: int = Field(30, ge=1, le=600, description="time that the model has to answer")
    answers: Path | None = Field(
        None, description="model file of the answerer; default: the one shipped"
    )
    host: str = Field("127.0.0.1", description="address that the service listens on")
    port: int = Field(8000, ge=0, le=LAST_PORT, description="port that the service listens on")
    # Nielsen (1993): an answer within a second keeps a reader's thought, within ten their
    # attention. A search's own time is about a twentieth of a second, an answer's just under one.
    search_wait: float = Field(
        0.5, gt=0, le=60, description="seconds that a search may wait; more are turned away"
    )
    answer_wait: float = Field(
        2.0,
        gt=0,
        le=600,
        description="seconds that an answer, comparison or page picture may wait; "
        "more are turned away",
    )
    request_seconds: int = Field(
        30, ge=1, le=3600, description="seconds after which a request is given up"
    )
    metrics: Literal["local", "public"] = Field(
        "local", description="who may read /metrics: this machine alone, or everybody (public)"
    )
    log_file: Path | None = Field(
        None, description="file that log lines are added to; default: standard error"
    )
    log_questions: bool = Field(
        False, description="whether the log holds what is asked, which may be confidential"
    )
    log_days: int = Field(
        30,
        ge=2,
        le=3650,
        description="days that the log file keeps lines if it holds what is asked",
    )
    contact: str | None = Field(
        None, description="e-mail or web address for readers' errors and questions; default: none"
    )
    public_url: str | None = Field(
        None, description="address at which the public sees the service; default: as it is asked"
    )
    ingest_seconds: int = Field(300, ge=1, description="deadline for reading one file")
    ingest_memory_mb: int = Field(2048, ge=256, description="memory for reading one file")
    ingest_pages: int = Field(3000, ge=1, description="pages read of one file at most")
    ocr_languages: str = Field("est+eng", description="Tesseract languages for scanned pages")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line, then environment, then `sikk.toml`."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


class ExplainedSetting(NamedTuple):
    """One setting as `sikk doctor --settings` shows it."""

    name: str
    value: object
    default: object
    origin: str
    description: str


def read(**options: object) -> Settings:
    """The settings, with command-line options that are not None laid over them.

    Raises:
        BadInput: a value or the file is wrong; all faults in one message.
    """
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise BadInput(f"settings (SIKK_* or {FILE}): {'; '.join(faults)}") from None
    except ValueError as error:
        raise BadInput(f"{FILE}: {error}; mend the file or remove it") from None


def explain(settings: Settings, **options: object) -> list[ExplainedSetting]:
    """Every setting with its value, its default and where the value came from."""
    given = {name for name, value in options.items() if value is not None}
    return [
        ExplainedSetting(
            name,
            _shown(name, getattr(settings, name)),
            field.default,
            _origin(name, name in given, name in settings.model_fields_set),
            field.description or "",
        )
        for name, field in Settings.model_fields.items()
    ]


def _origin(name: str, given: bool, is_set: bool) -> str:
    if given:
        return "command line"
    if f"SIKK_{name.upper()}" in os.environ:
        return f"SIKK_{name.upper()}"
    return FILE if is_set else "default"


def _shown(name: str, value: object) -> object:
    """The value, without what nobody should read over a shoulder: keys, and passwords in URLs."""
    if name.endswith("_key") and value:
        return "(set)"
    if not isinstance(value, str):
        return value
    return _IN_QUERY.sub(r"\1***", _PASSWORD.sub(r"\1***@", value))
