"""Text files that other tools wrote: UTF-8, with a byte order mark or without.

    lines(path)  ->  (1, "q1 Q0 toidupank 1 0.873 full"), (2, …)

What a line means is its caller's: `datasets`, `judgements`, `runs`, `answer_strings`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import BadInput

_MARK = "\ufeff"
_NAMED = 10  # ids that a warning names; it counts the rest


@contextmanager
def read_errors(path: Path) -> Iterator[None]:
    """Turns what goes wrong with reading a file into one sentence."""
    try:
        yield
    except UnicodeDecodeError:
        raise BadInput(f"{path}: is not in UTF-8; save it in UTF-8") from None
    except FileNotFoundError:
        raise BadInput(f"{path}: there is no such file") from None
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from None


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Each line that is not blank, with its number from 1 and without its end.

    A byte order mark counts for nothing, also in the midst, where two files were joined.

    Raises:
        BadInput: the file cannot be read.
    """
    with read_errors(path), path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            plain = line.removeprefix(_MARK).removesuffix("\n")
            if plain.strip():
                yield number, plain


def some(ids: Collection[str]) -> str:
    """The first few ids, and how many more there are."""
    shown = ", ".join(list(ids)[:_NAMED])
    return shown if len(ids) <= _NAMED else f"{shown} and {len(ids) - _NAMED} more"
