"""A comparison tells what the first run has no share in: difference, interval, p, wins, losses."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.errors import BadInput
from evals.commands.retrieval import compare as command
from evals.measures.comparison import Difference, compare, coverage
from evals.measures.significance import interval, p_value
from evals.sets import runs

QRELS = {f"q{n}": {"d": 1} for n in range(12)}
FIRST = {query: {"d": 2.0, "x": 1.0} for query in QRELS}
LAST = {query: {"x": 2.0, "d": 1.0} for query in QRELS}


def test_the_first_run_has_no_p_and_the_other_what_it_has_over_it() -> None:
    found = compare(QRELS, {"bad": LAST, "good": FIRST})
    assert found["bad"]["RR@10"].as_json() == {"value": 0.5, "p": None}
    beside = found["good"]["RR@10"].beside
    assert beside is not None
    assert (beside.difference, beside.interval) == (0.5, (0.5, 0.5))
    assert (beside.wins, beside.losses, beside.ties) == (12, 0, 0)
    assert beside.p == pytest.approx(2 / 2**12)  # every way of swapping was tried
    assert found["good"]["R@100"].beside == Difference(0, (0, 0), 1, 0, 0, 12)


@pytest.mark.parametrize(
    ("p", "told"),
    [(0.0, "p < .001"), (0.00099, "p < .001"), (0.001, "p = .001"), (0.25, "p = .250"),
     (1.0, "p = 1.000")],
)  # fmt: skip
def test_p_is_never_nought(p: float, told: str) -> None:
    assert f" {told}," in str(Difference(0.1, (0.05, 0.15), p, 3, 2, 1))


def test_a_difference_of_one_query_proves_nothing() -> None:
    assert interval({"q": 1.0}, {"q": 0.0}) is None
    assert p_value({"q": 1.0}, {"q": 0.0}) == 1
    assert str(Difference(1.0, None, 1.0, 1, 0, 0)) == "+1.0000, p = 1.000, 1/0/0"


@pytest.mark.parametrize("n", [3, 5, 10])
def test_with_few_queries_p_is_exact(n: int) -> None:
    """All differences alike: of the 2**n ways to swap, two give as much."""
    first = {f"q{i}": 0.5 + i / 100 for i in range(n)}
    assert p_value(first, {query: value - 0.2 for query, value in first.items()}) == 2 / 2**n


def test_queries_of_equal_values_change_no_p() -> None:
    first, second = {"a": 0.9, "b": 0.5, "c": 0.4}, {"a": 0.1, "b": 0.4, "c": 0.2}
    tied = {f"t{n}": 0.5 for n in range(50)}
    assert p_value(first | tied, second | tied) == p_value(first, second) == 0.25
    assert p_value(first | tied, first | tied) == 1


def test_the_interval_holds_the_difference_and_narrows_with_queries() -> None:
    def width(n: int) -> float:
        first = {f"q{i}": float(i % 2) for i in range(n)}
        low, high = interval(first, dict.fromkeys(first, 0.0)) or (0, 0)
        assert low < 0.5 < high
        return high - low

    assert width(400) < width(40) / 2


def test_a_run_that_covers_a_part_is_told() -> None:
    part = {query: FIRST[query] for query in list(QRELS)[:3]} | {"other": {"d": 1.0}}
    lacking, others = coverage(QRELS, part, "part.run")
    assert lacking.startswith("part.run: has nothing for 9 of the 12 judged queries")
    assert others == "part.run: 1 of its 4 queries have no judgement and do not count: other"
    assert compare(QRELS, {"part": part})["part"]["RR@10"].value == 3 / 12


def test_a_run_of_another_set_is_refused() -> None:
    with pytest.raises(BadInput, match=r"none of the 12 judged queries .* different sets"):
        list(coverage(QRELS, {"x1": {"d": 1.0}}, "other.run"))


def called(place: Path, *options: str) -> Result:
    lines = "".join(f"{query}\td\t1\n" for query in QRELS)
    (place / "qrels.tsv").write_text(lines, encoding="utf-8-sig")
    runs.write(LAST, place / "bad.run", "bad")
    runs.write({q: FIRST[q] for q in list(QRELS)[:9]}, place / "good.run", "good")
    names = [str(place / "bad.run"), str(place / "good.run"), "--qrels", str(place / "qrels.tsv")]
    return CliRunner().invoke(command, [*names, *options])


def test_the_command_tells_people(tmp_path: Path) -> None:
    done = called(tmp_path)
    assert done.exit_code == 0, done.output
    assert re.search(r"RR@10 +0\.7500  \(\+0\.2500 \[\+0\.\d+, \+0\.\d+\], p = \.\d+, 9/3/0\)",
                     done.stdout)  # fmt: skip
    assert re.search(r"RR@10 +0\.5000\n", done.stdout)
    assert "warning: " in done.stderr and "nothing for 3 of the 12 judged queries" in done.stderr


def test_the_command_tells_programs(tmp_path: Path) -> None:
    done = called(tmp_path, "--json")
    shown = json.loads(done.stdout)
    assert shown["queries"] == 12
    assert "nothing for 3 of the 12" in shown["warnings"][0]
    assert shown["runs"][str(tmp_path / "bad.run")]["AP"] == {"value": 0.5, "p": None}
    good = shown["runs"][str(tmp_path / "good.run")]["AP"]
    assert good.keys() == {"value", "p", "difference", "interval", "wins", "losses", "ties"}
    assert (good["wins"], good["losses"], good["ties"]) == (9, 3, 0)
