"""What a command says while it works, where there is no terminal."""

import pytest

from corpus.console import counted, progress_bar


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([(0, 1509), (128, 1509), (1509, 1509)], "Indexing 1,509 passages …\n"),
        ([(0, 1), (1, 1)], "Indexing 1 passage …\n"),
        ([(0, 0)], ""),
        ([], ""),
    ],
)
def test_one_line_on_standard_error_says_that_it_has_begun(
    capsys: pytest.CaptureFixture[str], steps: list[tuple[int, int]], said: str
) -> None:
    with progress_bar("Indexing", "passage") as show:
        for step in steps:
            show(*step)
            assert capsys.readouterr().err == (said if step is steps[0] else "")
    assert capsys.readouterr() == ("", "")


def test_a_bar_without_a_noun_is_for_a_terminal_alone(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("Reading") as show:
        show(1, 2)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 words"), (1, "1 word"), (2, "2 words"), (140700, "140,700 words")],
)
def test_a_number_of_things(number: int, said: str) -> None:
    assert counted(number, "word") == said
