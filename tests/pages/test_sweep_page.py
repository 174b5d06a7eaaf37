"""The report of a sweep: the curves as they were written, and no figure about so few that it may say who they are."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from planner.errors import UsageFault
from planner.folders import SWEEP_FILE, SWEEP_SUMMARY
from planner.pages import report_page
from planner.pictures import SweepFacts, sweep_facts, sweep_picture_files, sweep_pictures


def cell(number: int, values: dict[str, Any], **sums: float) -> dict[str, Any]:
    own = {"placed": 20, "jobseekers": 100, "uplift": 2.0, "bound": 2.0, "cost_sek": 1e6} | sums
    more = {"is_doubtful": False, "unfinished_goals": [], "judgement_share": 0.9}
    return {"cell": number, "values": values, "state": "done", "reason": None, **own, **more}


def summary_of(cells: list[dict[str, Any]], **changed: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of the summary
    more = {"name": "more", "label": "fler platser", "values": [0, 1, 2, 4], "is_numeric": True}
    return {
        "format": 1, "name": "Fler platser", "base": "Veckan", "week": "2026-W48", "unit": "people",
        "follow_up_weeks": 78, "design": "grid", "parameters": [more], "cells": [cell(0, {}), *cells],
    } | changed  # fmt: skip


GAINS = {0: 2.0, 1: 3.0, 2: 3.96, 4: 4.0}
CURVE = [cell(n, {"more": more}, uplift=GAINS[more], bound=GAINS[more] + 0.01) for n, more in enumerate(GAINS, 1)]


def test_the_title_says_from_which_value_on_there_is_next_to_nothing_more_to_gain() -> None:
    pictures = sweep_pictures(SweepFacts(summary_of(CURVE)))
    gain = pictures["gain-by-more"]
    assert gain.title.startswith("Fler platser: 2 gives nearly all there is to gain, 1.96 more people")
    assert list(gain.table.iloc[:, 0]) == ["0", "1", "2", "4"]
    assert list(gain.table.iloc[:, 1]) == [2.0, 3.0, 3.96, 4.0]
    assert "fler platser" in gain.svg
    assert set(sweep_picture_files(summary_of(CURVE))) == {
        f"pictures/{what}-by-more.{form}" for what in ("gain", "cost") for form in ("svg", "png")
    }


@pytest.mark.parametrize("placed", [2, 98])
def test_a_cell_with_so_few_placed_or_left_is_in_no_picture(placed: int) -> None:
    cells = [*CURVE[:-1], cell(4, {"more": 4}, uplift=77.77, placed=placed)]
    pictures = sweep_pictures(SweepFacts(summary_of(cells)))
    assert list(pictures["gain-by-more"].table.iloc[:, 0]) == ["0", "1", "2"]
    assert "77.77" not in "".join(picture.svg + picture.text + picture.title for picture in pictures.values())


def test_two_parameters_give_a_curve_for_each_value_of_the_other_and_words_give_bars() -> None:
    way = {"name": "way", "label": "färdsätt", "values": ["walk", "bike"], "is_numeric": False}
    more = summary_of([])["parameters"][0]
    pairs = [(at, how) for at in (0, 1) for how in ("walk", "bike")]
    cells = [cell(n, {"more": at, "way": how}, uplift=float(n)) for n, (at, how) in enumerate(pairs, 1)]
    pictures = sweep_pictures(SweepFacts(summary_of(cells, parameters=[more, way])))
    assert list(pictures["gain-by-more"].table.iloc[:, 0]) == ["färdsätt walk"] * 2 + ["färdsätt bike"] * 2
    assert list(pictures["gain-by-more"].table.iloc[:, 2]) == [1.0, 3.0, 2.0, 4.0]
    assert list(pictures["gain-by-way"].table.iloc[:, 1]) == ["walk", "bike"] * 2
    assert all(picture.svg.startswith("<?xml") for picture in pictures.values())


def two_parameters(gains: dict[tuple[int, int], float]) -> dict[str, Any]:
    """The summary of a grid of places and of minutes, with the gain of each pair."""
    more = {"name": "more", "label": "fler platser", "values": [0, 2, 4], "is_numeric": True}
    far = {"name": "far", "label": "längsta resa", "values": [30, 60], "is_numeric": True}
    cells = [
        cell(n, {"more": at, "far": minutes}, uplift=gain, bound=gain)
        for n, ((at, minutes), gain) in enumerate(gains.items(), 1)
    ]
    return summary_of(cells, parameters=[more, far])


def test_a_parameter_is_not_credited_with_what_another_does() -> None:
    flat = two_parameters({(0, 30): 2.0, (0, 60): 2.0, (2, 30): 2.39, (2, 60): 2.39})
    pictures = sweep_pictures(SweepFacts(flat))
    assert pictures["gain-by-far"].title == "Längsta resa: the gain is the same whatever it is"
    assert "2 gives nearly all there is to gain, 0.39 more" in pictures["gain-by-more"].title
    assert pictures["gain-by-more"].title.endswith("than 0 (längsta resa 30)")
    one_each = two_parameters({(0, 30): 2.0, (2, 60): 2.39})
    title = sweep_pictures(SweepFacts(one_each))["gain-by-far"].title
    assert title == "Längsta resa: the gain lies between 2.00 and 2.39"


def test_no_word_of_a_drawing_stands_upon_another() -> None:
    close = two_parameters({(0, 30): 2.0, (0, 60): 2.0, (2, 30): 2.01, (2, 60): 2.005, (4, 30): 4.0, (4, 60): 4.0})
    svg = sweep_pictures(SweepFacts(close))["gain-by-far"].svg
    drawing = re.findall(r'<text[^>]* y="([\d.]+)"[^>]*>(?:fler platser \d|base)<', svg)
    assert len(drawing) == 4
    heights = sorted(map(float, drawing))
    assert all(lower - upper > 9 for upper, lower in pairwise(heights))


def test_the_page_has_the_curves_and_says_which_cells_have_no_plan(tmp_path: Path) -> None:
    failed = {"cell": 5, "values": {"more": 2}, "state": "failed", "reason": "no"}
    says = {"format": 1, "name": "s", "study": "s", "base": "b", "program": "p", "cells": 6, "finished": True}
    (tmp_path / SWEEP_FILE).write_text(json.dumps(says), encoding="utf-8")
    with pytest.raises(UsageFault, match="the sweep is not finished"):
        report_page(tmp_path)
    (tmp_path / SWEEP_SUMMARY).write_text(json.dumps(summary_of([*CURVE, failed])), encoding="utf-8")
    page = report_page(tmp_path).decode("utf-8")
    assert page.count("<figure>") == 2
    assert "1 cell has no plan" in page
    (tmp_path / SWEEP_SUMMARY).write_text('{"cells": 3}', encoding="utf-8")
    with pytest.raises(UsageFault, match=r"summary\.json is not as planner sweep wrote it"):
        sweep_facts(tmp_path)
