"""The report of simulated weeks: what was written, no figure about fewer than five, and no more said than is shown."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from planner.errors import UsageFault
from planner.folders import SWEEP_SUMMARY
from planner.pages import report_page
from planner.pictures import SimulationFacts, simulation_pictures
from planner.texts import speaking
from tests.simulated import compared, ends, policy, simulation, written

USUAL = policy("usual", began=[2.0] * 20, value=4.0, perished=3.0)
GREEDY = policy("greedy", began=[2.6] * 20, value=6.0)
HINDSIGHT = policy("hindsight", began=[4.0] * 20, value=8.0)


def test_weeks_and_months_are_added_together_until_five_people_are_behind_each_figure() -> None:
    pictures = simulation_pictures(SimulationFacts(simulation(USUAL, GREEDY, HINDSIGHT)))
    placed = pictures["placed"].table
    assert placed.columns[0] == "Until week"
    # Two a week make five in three weeks; all known beforehand is nothing that anybody could follow.
    assert list(placed.iloc[:, 0])[:3] == ["2026-W50", "2026-W53", "2027-W03"]
    assert list(placed.columns[1:]) == ["the queue, longest wait first", "each week's best plan"]
    for column in placed.columns[1:]:
        steps = np.diff(placed[column].to_numpy(), prepend=0.0)
        assert ((steps == 0) | (steps >= 5)).all()
    assert placed.iloc[-1, 1:].tolist() == pytest.approx([40.0, 52.0])
    assert len(pictures["waiting"].table) == len(placed)
    # As many wait in the end with either: neither is called the better one.
    assert pictures["waiting"].title == "In the end 181 people wait"
    months = pictures["money_by_month"].table
    # Half of each cost stands on esf: of the first month's two people alone nothing is told.
    assert months.iloc[0, 0] == "2026-12"
    assert months.iloc[-1, 1:].tolist() == pytest.approx([2000.0, 2600.0])


def test_ways_of_planning_that_place_as_many_are_called_equal() -> None:
    same = policy("greedy", began=[2.0] * 20, value=6.0, perished=3.0)
    pictures = simulation_pictures(SimulationFacts(simulation(USUAL, same)))
    both = "The queue, longest wait first and each week's best plan"
    assert pictures["placed"].title == f"{both} place as many people each: 40 in 20 weeks"
    assert pictures["money_by_month"].title.startswith(f"{both} take as much of the money each")
    assert "Fewest" not in pictures["perished"].title


def test_value_has_its_interval_and_the_best_that_somebody_can_follow_is_named() -> None:
    more = [{"policy": "greedy", "against": "usual", "value": ends(2.0, 0.5)}]
    value = simulation_pictures(SimulationFacts(simulation(USUAL, GREEDY, HINDSIGHT, differences=more)))["value"]
    assert value.title == "Each week's best plan gains most: 6.00, and the queue, longest wait first 4.00"
    assert value.table.iloc[1, 1:4].tolist() == [6.0, 5.5, 6.5]
    assert list(value.table.iloc[:, 4]) == pytest.approx([40.0, 52.0, 80.0])
    alone = simulation_pictures(SimulationFacts(simulation(GREEDY, seeds=1)))["value"]
    assert "One world is chance" in alone.notes[0]


def test_no_way_of_planning_is_called_the_best_where_chance_may_have_made_it_so() -> None:
    for more in ([{"policy": "greedy", "against": "usual", "value": ends(2.0, 2.5)}], []):
        value = simulation_pictures(SimulationFacts(simulation(USUAL, GREEDY, differences=more)))["value"]
        assert value.title == (
            "Whether each week's best plan gains more than the queue, longest wait first, these worlds do not show"
        )


def test_money_stands_against_what_each_line_has_and_lines_of_few_are_told_together() -> None:
    lines = simulation_pictures(SimulationFacts(simulation(GREEDY)))["money_by_line"].table
    # Three are paid for by the smallest line: with the next smallest they are no longer few.
    assert lines.iloc[:, 0].tolist() == ["esf", "Other lines together"]
    assert lines.iloc[:, 1].tolist() == pytest.approx([0.6 * 2600, 0.4 * 2600])
    assert lines.iloc[:, 2].tolist() == [3000.0, 950.0]


def test_what_is_about_fewer_than_five_is_in_no_picture(tmp_path: Path) -> None:
    few = policy("best_first", began=[0.2] * 20, value=77.77, perished=0.1)
    pictures = simulation_pictures(SimulationFacts(simulation(USUAL, few)))
    assert "77.77" not in "".join(one.svg + one.text + one.title for one in pictures.values())
    assert pictures["value"].table.iloc[:, 0].tolist() == ["the queue, longest wait first"]
    little = policy("greedy", began=[2.0] * 20, value=4.0, perished=0.1)
    perished = simulation_pictures(SimulationFacts(simulation(USUAL, little)))["perished"]
    assert perished.table.iloc[:, 1].isna().tolist() == [False, True]
    assert "Fewest" not in perished.title
    page = report_page(written(tmp_path / "few", simulation(few))).decode("utf-8")
    assert "So few people are placed that no sum is told." in page
    assert "<figure>" not in page


@pytest.mark.parametrize(
    "gains, title",
    [
        ([(1.5, 0.5), (0.9, 0.2)], "Mer 1 gains 1.50 more than the base (1.00 to 2.00)"),
        ([(0.1, 0.5), (-0.9, 0.2)], "Mer 2 gains 0.90 less than the base (0.70 to 1.10)"),
        ([(1.5, 1.6)], "Whether a what-if gains more or less than the base, these worlds do not show"),
        ([(1.5, None)], "Whether a what-if gains more or less than the base, these worlds do not show"),
    ],
)
def test_a_what_if_is_said_to_differ_only_where_its_interval_lies_on_one_side(
    gains: list[tuple[float, float | None]], title: str
) -> None:
    pictures = simulation_pictures(SimulationFacts(compared(*gains)))
    assert pictures["differences-greedy"].title == title
    assert pictures["differences-greedy"].table.iloc[:, 1].tolist() == [gain for gain, _half in gains]
    assert list(pictures["placed-greedy"].table.columns[1:]) == ["Veckan", *(f"Mer {n + 1}" for n in range(len(gains)))]


@pytest.mark.parametrize("lang", ["en", "sv"])
def test_the_page_holds_every_picture_with_its_table_and_asks_no_other_host(tmp_path: Path, lang: str) -> None:
    for name, summary, number in (
        ("simulated", simulation(USUAL, GREEDY, HINDSIGHT), 6),
        ("compared", compared((1.5, 0.5), (0.9, 0.2)), 6),
    ):
        with speaking(lang):
            page = report_page(written(tmp_path / lang / name, summary)).decode("utf-8")
        assert f'<html lang="{lang}">' in page
        assert page.count("<figure>") == page.count("<table") == number
        assert len(re.findall(r'id="([^"]*)"', page)) == len(set(re.findall(r'id="([^"]*)"', page)))
        rest = page.replace("http://www.w3.org/", "")
        assert [mark for mark in ("http:", "https:", "src=", "@import", "<script", "<link") if mark in rest] == []


@pytest.mark.parametrize("before, after", [('"by_week"', '"weekly"'), ('"low"', '"least"'), ("{", "[")])
def test_a_simulation_that_is_not_finished_or_that_somebody_changed_is_refused(
    tmp_path: Path, before: str, after: str
) -> None:
    folder = written(tmp_path / "out", simulation(USUAL))
    path = folder / SWEEP_SUMMARY
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    with pytest.raises(UsageFault, match=r"summary\.json is not as the simulation wrote it"):
        report_page(folder)
    path.write_text(json.dumps(simulation(USUAL)), encoding="utf-8")
    assert report_page(folder)
    path.unlink()
    with pytest.raises(UsageFault, match="the simulation is not finished"):
        report_page(folder)
