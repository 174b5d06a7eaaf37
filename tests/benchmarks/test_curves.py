"""Gap against time, as it is told and drawn."""

from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from benchmarks.curves import Curve, best_bound, curves
from benchmarks.peers.answer import Told, written
from benchmarks.plot import drawing
from benchmarks.table import over_time, stored

ROOT = Path(__file__).resolve().parents[2]
TOLD: list[list[float | None]] = [[0.5, None, 120.0], [1.5, 90.0, 110.0], [3.0, 80.0, None], [4.0, 100.0, 100.0]]


def result(method: str, told: list[list[float | None]]) -> dict[str, object]:
    return {
        "group": "reference instances, others", "instance": "10", "method": method, "time_limit": 5.0, "seconds": 5.0,
        "taken": 5.0, "told": told,
    }  # fmt: skip


def test_a_curve_keeps_the_best_value_and_the_least_bound_so_far() -> None:
    (curve,) = curves([result("one", TOLD)])
    known = [curve.at(seconds) for seconds in (0.1, 1, 2, 3.5, 5)]
    assert [one.value for one in known] == [None, None, 90.0, 90.0, 100.0]
    assert [one.bound for one in known] == [np.inf, 120.0, 110.0, 110.0, 100.0]
    assert curve.at(2).gap_to(110.0) == pytest.approx(20 / 90)
    assert curve.at(1).gap_to(120.0) is None


def test_the_table_tells_own_proof_and_what_is_short_of_the_best_bound() -> None:
    results = [result("one", TOLD), result("greedy by outcome", [[0.1, 80.0, None]])]
    assert best_bound(curves(results)) == 100.0
    proved, short = over_time(results, is_own_proof=True), over_time(results, is_own_proof=False)
    assert "| 10 | 5 s | one | – | 22.222% | 0.000% |" in proved
    assert "greedy" not in proved
    assert "| 10 | 5 s | one | – | 11.111% | 0.000% |" in short
    assert "| 10 | 5 s | greedy by outcome | 25.000% | 25.000% | 25.000% |" in short


def test_only_news_is_kept_of_what_is_told() -> None:
    told = [Told(1.0, None), Told(1.1, 5.0, 9.0), Told(1.2, 5.0, 9.0), Told(1.3, 5.0, 8.0), Told(2.0, -np.inf, np.inf)]
    assert written(told) == [[1.1, 5.0, 9.0], [1.3, 5.0, 8.0], [2.0, None, None]]


def test_the_drawing_has_a_panel_an_instance_and_says_who_has_no_plan() -> None:
    without = Curve("10", "textbook CP-SAT", 5.0, 5.0, ())
    text = drawing([*curves([result("HiGHS, whole", TOLD)]), without])
    root = ET.fromstring(text)  # noqa: S314 - our own drawing
    said = ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert said.count("10, 5 s") == 1
    assert "no plan or no proof: textbook CP-SAT" in said
    assert said.count("H") == 2


def test_the_drawing_in_the_readme_is_that_of_the_latest_marks() -> None:
    latest = max((ROOT / "benchmarks" / "results").glob("*-reference-instances.json"))
    kept = (ROOT / "benchmarks" / "gap_over_time.svg").read_text(encoding="utf-8")
    assert kept.strip() == drawing(curves(stored([latest])))
