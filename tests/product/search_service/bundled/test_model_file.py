"""The weights file: a tiny one, written here by the documented layout, comes out as it went in."""

from search_service.bundled import build, model_file
from search_service.bundled.model_file import Shape


def test_the_real_file_holds_the_model_that_is_known() -> None:
    found = model_file.read(build.source())
    assert found.shape == Shape(384, 12, 12, 1536, 250_037, 512, 2)
    assert len(found.pieces.scored) == 250_002
    assert found.pieces.scored[found.pieces.bos][0] == "<s>"
    assert len(found.tensors) == 5 + 12 * 16
