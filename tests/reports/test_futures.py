"""Futures on a screen and in files: intervals where they were drawn, and the take-up wherever a place is new."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from planner.planning import Plan
from planner.reports import comparison_screen, comparison_summary, study_files
from planner.studies import Study
from planner.texts import speaking
from tests.compared import compared, screen_of
from tests.scenarios import Given


def week(home: Path, more: int = 0, **settings: str) -> Given:
    """Two people with a place each, and `more` people with places of a slot that only this week has."""
    given = Given(home, **settings).people("P1", "P2").slot("S1", places=2).worth("P1", "S1", 0.5)
    given.worth("P2", "S1", 0.4)
    if more:
        given.slot("N1", places=more)
    for number in range(more):
        given.person(f"N{number}").worth(f"N{number}", "N1", 0.3)
    return given


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return week(tmp_path_factory.mktemp("base")).plan()


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return week(tmp_path_factory.mktemp("more"), more=10).plan()


def test_without_draws_the_take_up_is_told_with_its_range_and_nothing_of_futures(base: Plan, more: Plan) -> None:
    found = compared(base, more)
    said = screen_of(found)
    assert "10 people are proposed for new places." in said
    assert "take-up 0.60 (0.40 to 0.90), judgement" in said
    assert "6.0 (4.0 to 9.0)" in said
    assert "futures" not in said
    assert "futures" not in comparison_summary(Study((found,)), 0)
    assert set(study_files(Study((found,)), [""], {})) == {
        "figures.csv", "changes.csv", "comparison.csv", "comparison.json",
    }  # fmt: skip
    with speaking("sv"):
        assert "10 personer föreslås till nya platser." in screen_of(found)


def test_without_new_places_nobody_hears_of_a_take_up(base: Plan) -> None:
    found = compared(base, base)
    assert "take-up" not in screen_of(found)
    assert "take_up" not in comparison_summary(Study((found,)), 0)


def test_screen_tables_and_summary_tell_the_same_interval(base: Plan, more: Plan) -> None:
    found = Study((compared(base, more, 200), compared(base, base, 200)))
    name, _same = found.names
    files = study_files(found, ["1_more/", "2_base/"], {})

    def begun(path: str) -> dict[str, str]:
        rows = csv.DictReader(io.StringIO(files[path].decode()))
        return next(row for row in rows if row["part"] == "total" and row["measure"] == "begun")

    summary = comparison_summary(found, 0)["futures"]
    assert (summary["draws"], summary["level"]) == (200, 0.95)
    ends = summary["difference"]["begun"]
    assert ends["low"] < ends["value"] < ends["high"]
    own, all_of_them = begun("1_more/figures.csv"), begun("comparison.csv")
    assert [float(own[column]) for column in ("difference", "low", "high")] == list(ends.values())
    assert [float(all_of_them[f"{name} {end}"]) for end in ("low", "high")] == [ends["low"], ends["high"]]
    said = comparison_screen(found)
    assert [line.split()[-2:] for line in said.splitlines() if "difference at" in line][:2] == [
        [f"+{ends['low']:.1f}", "0.0"], [f"+{ends['high']:.1f}", "0.0"],
    ]  # fmt: skip
    draws = list(csv.DictReader(io.StringIO(files["draws.csv"].decode())))
    assert len(draws) == 3 * 200
    assert {row["plan"] for row in draws} == {"base", *found.names}


def test_figures_of_a_table_are_a_gain_and_give_no_count_of_people(base: Plan, more: Plan) -> None:
    said = screen_of(compared(base, more, 50))
    assert "More in work or study" not in said
    assert "The what-if gains more in 100% of the futures" in said


def test_plans_that_count_otherwise_are_not_held_against_each_other_in_gain(base: Plan, more: Plan) -> None:
    found = compared(base, more, 50)
    one, other = found.futures.plans
    unlike = replace(found, futures=replace(found.futures, plans=(one, replace(other, counts_people=True))))
    said = screen_of(unlike)
    assert "gains more in" not in said
    assert " Begin " in said
    summary = comparison_summary(Study((unlike,)), 0)["futures"]
    assert summary["better"] is None
    assert summary["difference"]["begun_uplift"] == {"value": None, "low": None, "high": None}
