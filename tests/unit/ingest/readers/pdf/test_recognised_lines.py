"""Recognised words among a page's own lines."""

from __future__ import annotations

from ingest.readers.pdf.layout import Line
from ingest.readers.pdf.recognised_lines import drawn_once, merged, placed
from ingest.readers.recognition.hocr import Seen, SeenLine, SeenWord

FRAME = (0.0, 0.0, 100.0, 200.0)  # points; at 72 dots an inch a pixel is a point


def line(top: float, *words: str, sureness: float = 90, size: float = 10) -> SeenLine:
    made = tuple(
        SeenWord(word, sureness, (10 + 40 * at, top, 45 + 40 * at, top + size))
        for at, word in enumerate(words)
    )
    return SeenLine(made, (10, top, 90, top + size), size, 0, "b", "p")


def seen(*lines: SeenLine) -> Seen:
    return Seen(100, 200, {}, lines)


def drawn(text: str, top: float) -> Line:
    return Line(text, 5, 200 - top - 12, 95, 14)


def test_a_word_that_the_page_has_there_is_not_said_twice() -> None:
    page = seen(line(20, "KO0PIA", "õige"), line(60, "koopia", "muust"))
    kept, left_out = drawn_once(page, FRAME, 72, [drawn("KOOPIA ÕIGE", 20)])
    assert kept.text == "koopia muust"
    assert not left_out


def test_another_word_under_a_stamp_stays() -> None:
    kept, _ = drawn_once(seen(line(20, "vallavanem")), FRAME, 72, [drawn("KOOPIA", 20)])
    assert kept.text == "vallavanem"


def test_a_drawing_beside_text_is_left_out_and_told() -> None:
    kept, [left_out] = drawn_once(seen(line(20, "|=~", sureness=20)), FRAME, 72, [])
    assert not kept.lines
    assert (left_out.reason, left_out.sample) == ("recognised, but unsure", "|=~")


def test_lines_get_boxes_in_points_and_nearly_one_size() -> None:
    lines = placed(
        seen(line(20, "üks"), line(40, "kaks", size=11), line(60, "a", size=20)), FRAME, 72
    )
    assert [each.height for each in lines] == [11.5, 11.5, 23.0] or lines[0].height == lines[
        1
    ].height
    assert lines[0].bottom == 170
    assert lines[2].height > 1.5 * lines[0].height


def test_lines_stand_where_the_page_shows_them() -> None:
    some = [drawn("esimene", 10), drawn("kolmas", 50)]
    assert [each.text for each in merged(some, [drawn("teine", 30), drawn("neljas", 70)])] == [
        "esimene",
        "teine",
        "kolmas",
        "neljas",
    ]
