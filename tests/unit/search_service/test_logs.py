"""How long a log that holds what is asked keeps its lines."""

import logging
from collections.abc import Iterator
from logging.handlers import TimedRotatingFileHandler, WatchedFileHandler
from pathlib import Path

import pytest
import structlog

from search_service import logs


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    found = logging.getLogger()
    former = list(found.handlers), found.level
    yield found
    for each in found.handlers:
        if each not in former[0]:
            each.close()
    found.handlers, level = former
    found.setLevel(level)
    structlog.reset_defaults()


def test_lines_older_than_so_many_days_are_deleted(root: logging.Logger, tmp_path: Path) -> None:
    file = tmp_path / "sikk.log"
    for day in range(1, 7):
        (tmp_path / f"sikk.log.2026-01-0{day}").write_text("asked\n")
    logs.configure(file, days=3)
    structlog.get_logger("search_service").info("request", question="mis")
    (handler,) = root.handlers
    assert isinstance(handler, TimedRotatingFileHandler)
    handler.doRollover()
    assert len(list(tmp_path.glob("sikk.log.*"))) == 2
    assert file.read_text() == ""


def test_another_program_may_rotate_a_log_without_questions(
    root: logging.Logger, tmp_path: Path
) -> None:
    logs.configure(tmp_path / "sikk.log")
    (handler,) = root.handlers
    assert isinstance(handler, WatchedFileHandler)
