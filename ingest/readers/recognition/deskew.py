"""How far a scanned page is turned from level, told by the edges of its lines of text.

    skew(picture)  ->  -3.1        turned counter-clockwise by -3.1°, the lines are level

Turned the right way, the upper edges of letters fall into few rows; for a page that lies on its
side, their left edges fall into few columns. `ingest.readers.recognition.ocr` turns the picture.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_SIDE = 1000  # pixels: a line of a page's text is still some 12 high
_DARKER = 48  # than the paper, of 255: ink
_MOST = 15.0  # degrees
_STEP, _FINE_STEP = 0.5, 0.1
_LEAST = 0.3  # degrees; Tesseract levels less by itself
_EDGES = 200  # fewer are no text
_CLEARER = 1.2  # times as clear as the page as it is; by hand, on pages turned by 0 to 15°


def skew(picture: Image.Image) -> float:
    """Degrees, counter-clockwise, by which to turn a grey picture; 0 where nothing says so."""
    small = picture.copy()
    small.thumbnail((_SIDE, _SIDE))
    grey = np.asarray(small.convert("L"), dtype=np.int16)
    ink = grey < np.median(grey) - _DARKER
    down, across = np.nonzero(ink[1:] & ~ink[:-1]), np.nonzero(ink[:, 1:] & ~ink[:, :-1])
    if min(len(down[0]), len(across[0])) < _EDGES:
        return 0.0
    # On its side, a page's columns are what its rows are upright: the turn is the same.
    found = max((_best(*down), _best(-across[1], across[0])), key=lambda one: one[1])
    return found[0] if abs(found[0]) >= _LEAST and found[1] >= _CLEARER else 0.0


def _best(rows: NDArray[np.int_], columns: NDArray[np.int_]) -> tuple[float, float]:
    """The clearest turn, and how many times clearer than no turn it is."""
    coarse = _clearest(rows, columns, np.arange(-_MOST, _MOST + _STEP, _STEP))
    fine = _clearest(rows, columns, np.arange(coarse - _STEP, coarse + _STEP, _FINE_STEP))
    return round(fine, 1), _clearness(rows, columns, fine) / _clearness(rows, columns, 0.0)


def _clearest(rows: NDArray[np.int_], columns: NDArray[np.int_], turns: Iterable[float]) -> float:
    return float(max(turns, key=lambda turn: _clearness(rows, columns, turn)))


def _clearness(rows: NDArray[np.int_], columns: NDArray[np.int_], turn: float) -> float:
    """The sum of squares of how many edges stand in each row, after the turn."""
    angle = np.radians(turn)
    turned = np.round(rows * np.cos(angle) - columns * np.sin(angle)).astype(np.int64)
    counts = np.bincount(turned - turned.min())
    return float(np.square(counts, dtype=np.float64).sum())
