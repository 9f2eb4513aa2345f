"""A change of one field touches nothing else of a description: not a byte of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue.catalogue import read_yaml
from corpus.catalogue.descriptions import changed

# One field a piece, as curators write them; each ends its line.
PIECES = {
    "id": ["id: toidupank\n", "id: 'toidupank'   # faili nimi\n", '"id":   toidupank\n'],
    "title": ["title: Õppereis: ei\n".replace(": ei", ""), 'title: "Vana: pealkiri"\n',
              "title: >-\n  Pikk\n  pealkiri\n", "title: |\n  rida\n  # pole märkus\n\n",
              "title: Pikk\n  pealkiri\n"],
    "sources": ["sources: [a, b]\n", "sources:\n  - a  # esimene\n  - b\n", "sources:\n- a\n- b\n\n",
                "sources:   # kust\n  # vahel\n  - a\n", "sources: []\n", "sources:\n", "sources: [\n  a,\n  b ]\n"],
    "year": ["year: 2010\n", "year: 2010  # algus\n", "year:\n", "year: ~\n", "year : 2010\n"],
    "place": ["place: Pärnu\n", "place: 'Pärnu'\n\n", "place: !!str 12\n"],
}  # fmt: skip
BETWEEN = ["", "\n", "# märkus\n", "\n# üks\n\n#kaks\n"]
VALUES = {
    "id": "uus", "title": "Uus: „pealkiri” # ei ole märkus", "sources": ["c.ee", "d: e"],
    "year": 2018, "place": None,
}  # fmt: skip


@given(st.data(), st.sampled_from(["\n", "\r\n"]))
def test_all_other_bytes_stay(data: st.DataObject, newline: str) -> None:
    names = data.draw(st.permutations(list(PIECES)))
    pieces = [
        (data.draw(st.sampled_from(BETWEEN)), data.draw(st.sampled_from(PIECES[name])))
        for name in names
    ]
    at = data.draw(st.integers(0, len(names) - 1))
    text = [(a.replace("\n", newline), b.replace("\n", newline)) for a, b in pieces]
    whole = "".join(a + b for a, b in text)
    made = changed(whole, {names[at]: VALUES[names[at]]})

    before = "".join(a + b for a, b in text[:at]) + text[at][0]
    after = "".join(a + b for a, b in text[at + 1 :])
    assert made.startswith(before) and made.endswith(after)
    assert len(made) >= len(before) + len(after)
    assert read_yaml(made, "x") == read_yaml(whole, "x") | {names[at]: VALUES[names[at]]}
    if newline == "\r\n":
        assert made.count("\n") == made.count("\r\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n# lõpp\n"])
def test_a_new_field_comes_last_in_the_same_line_ends(newline: str, end: str) -> None:
    former = f"id: a\ntitle: b{end}".replace("\n", newline)
    made = changed(former, {"year": 2018})
    assert made.startswith(former) and made.endswith(f"year: 2018{newline}")
    assert made.count("\n") == made.count(newline)


def test_the_comment_beside_a_changed_value_stays() -> None:
    assert changed("year: 2010  # algus\nid: a\n", {"year": 2011}) == "year: 2011  # algus\nid: a\n"


@pytest.mark.parametrize(
    "text",
    ["{id: a, year: 1}\n", "id: a\nyear: &y 1\nold: *y\n", "? id\n: a\nyear: 1\n", "id: a\n...\n"],
)
def test_yaml_of_another_kind_is_still_changed_rightly(text: str) -> None:
    wanted = read_yaml(text, "x") | {"year": 2018, "id": "b"}
    assert read_yaml(changed(text, {"year": 2018, "id": "b"}), "x") == wanted


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_reads_back(title: str) -> None:
    assert read_yaml(changed("id: a\n", {"title": title}), "x") == {"id": "a", "title": title}
