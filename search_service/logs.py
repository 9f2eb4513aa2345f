"""Where log lines go, and what they look like: JSON, one object a line, in one place.

    {"event": "request", "method": "POST", "route": "/api/v1/ask", "status": 200, "ms": 812.4,
     "waited_ms": 0.1, "request_id": "0f3c…", "level": "info", "timestamp": "2026-11-28T…Z"}

Ours go through structlog, those of libraries (uvicorn's own errors) through the standard
library; both end here. `request_id` is bound for each request by `web.middleware.accounts`.
"""

from __future__ import annotations

import logging
import sys
from logging.handlers import TimedRotatingFileHandler, WatchedFileHandler
from pathlib import Path

import structlog
from structlog.types import Processor

from corpus.errors import BadInput

_OURS = ("corpus", "ingest", "search_service", "evals")


def configure(file: Path | None = None, days: int | None = None) -> None:
    """Sends all log lines of this process to standard error, or adds them to the file.

    With `days` the file is begun anew each midnight (UTC), and lines older than so many days are
    deleted. Only one process may do so: the service, whose log holds what is asked.

    Raises:
        BadInput: the file cannot be written.
    """
    known: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    final = structlog.processors.JSONRenderer(ensure_ascii=False)
    receiver = _receiver(file, days)
    receiver.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, final],
            foreign_pre_chain=known,
        )
    )
    root = logging.getLogger()
    root.handlers = [receiver]
    root.setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    structlog.configure(
        processors=[*known, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _receiver(file: Path | None, days: int | None) -> logging.Handler:
    if file is None:
        return logging.StreamHandler(sys.stderr)
    try:
        if days is not None:
            # Today's lines and those of the days before, so that none is older.
            return TimedRotatingFileHandler(
                file, when="midnight", backupCount=days - 1, encoding="utf-8", utc=True
            )
        return WatchedFileHandler(file, encoding="utf-8")  # another program may rotate it
    except OSError as error:
        raise BadInput(
            f"SIKK_LOG_FILE '{file}': cannot be written ({error.strerror}); choose another file"
        ) from None
