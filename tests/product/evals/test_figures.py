"""The figures of the page about the service are those of the results."""

import json
from pathlib import Path

import pytest
from making import REPOSITORY

from corpus.errors import BadInput
from evals.answers.figures import of_results
from search_service.web import measured


def test_the_page_has_the_measured_figures() -> None:
    found = of_results(REPOSITORY / "evals" / "results")
    assert json.loads(measured.FILE.read_text(encoding="utf-8"))["figures"] == found
    assert set(measured.quality().figures) == {each["name"] for each in found}


def test_results_that_lack_a_figure_are_named(tmp_path: Path) -> None:
    (tmp_path / "answers_test.json").write_text('{"all": {}}')
    with pytest.raises(BadInput, match="sikk eval answers"):
        of_results(tmp_path)
