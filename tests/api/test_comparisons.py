"""Comparisons from Python: what-ifs beside their base in tables."""

import copy
import pickle
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import planner
from planner.cli.main import run
from planner.studies import Study
from tests.api.documented import assert_as_documented
from tests.api.small import COUNTED, small


def test_several_what_ifs_are_told_apart_by_their_number(scenario: planner.Scenario) -> None:
    more = scenario.patched(table="slots", where={"slot_id": "S1"}, shift={"places": 1}, name="more")
    fewer = scenario.patched(table="slots", where={"slot_id": ["S1", "S2"]}, remove=True)
    found = planner.compare([scenario, more, fewer, scenario], **COUNTED)
    assert list(found.what_ifs["scenario"]) == ["more", scenario.name, scenario.name]
    assert list(found.what_ifs["changes_nothing"]) == [False, False, True]
    totals = found.figures[(found.figures["part"] == "total") & (found.figures["measure"] == "placed")]
    assert list(totals["number"]) == [1, 2, 3]
    assert totals["difference"].iloc[1] < 0 <= totals["difference"].iloc[0]
    assert set(found.changes["number"]) <= {1, 2}
    assert (str(found.changes["change"].dtype), str(found.figures["number"].dtype)) == ("category", "Int64")
    assert len(repr(found).splitlines()) == 4


def test_a_comparison_says_what_the_command_line_writes(tmp_path: Path) -> None:
    folder = small(tmp_path)
    other = tmp_path / "more"
    other.mkdir()
    patch = '[[patch]]\ntable = "slots"\nshift = { places = 1 }\n'
    (other / "scenario.toml").write_text(f'format = 1\nextends = "../week"\n{patch}', encoding="utf-8")
    options = ["--workers", "1", "--time-limit", "5"]
    assert run(["compare", str(folder), str(other), "--out", str(tmp_path / "out"), *options]) == 0
    found = planner.compare([folder, str(other)], **COUNTED)
    written = pd.read_csv(tmp_path / "out" / "figures.csv")
    assert found.figures["difference"].to_list() == pytest.approx(written["difference"].to_list(), nan_ok=True)
    assert len(found.changes) == len(pd.read_csv(tmp_path / "out" / "changes.csv"))


def test_a_difference_that_the_search_may_have_made_is_shown_as_one(scenario: planner.Scenario) -> None:
    more = scenario.patched(table="slots", where={"slot_id": "S1"}, shift={"places": 1}, name="more")
    found = planner.compare([scenario, more], **COUNTED)
    said = "no more than the search leaves open"
    assert said not in repr(found)
    assert said in repr(type(found)(Study(tuple(replace(one, doubt=9.0) for one in found._compared))))


def test_one_scenario_is_nothing_to_compare(scenario: planner.Scenario) -> None:
    for given in ([scenario], scenario, "scenarios/tiny", Path("scenarios/tiny"), []):
        with pytest.raises(planner.UsageFault, match="the base, and at least one what-if"):
            planner.compare(given)  # type: ignore[arg-type] # what a type checker refuses as well


@pytest.mark.parametrize("given, kind", [(None, "NoneType"), (5, "int"), ({"base": "x"}, "dict")])
def test_what_holds_no_scenarios_is_a_type_error_that_says_what_is_taken(given: object, kind: str) -> None:
    with pytest.raises(TypeError, match=f"compare takes a list of scenarios or their folders, not {kind}"):
        planner.compare(given)  # type: ignore[call-overload] # what a type checker refuses as well
    with pytest.raises(TypeError, match="takes a str or a Path, not "):
        planner.compare([given, given])  # type: ignore[list-item] # likewise


def test_a_comparison_is_not_pickled_and_its_tables_are(scenario: planner.Scenario) -> None:
    found = planner.compare((one for one in (scenario, scenario)), **COUNTED)  # type: ignore[call-overload] # any iterable
    with pytest.raises(TypeError, match=r"a comparison is not pickled, .* pickle its tables"):
        pickle.dumps(found)
    assert pickle.dumps((found.what_ifs, found.figures, found.changes))
    assert copy.deepcopy(found) is copy.copy(found) is found


def test_the_columns_of_its_tables_are_those_of_the_page(scenario: planner.Scenario) -> None:
    more = scenario.patched(table="slots", shift={"places": 1})
    found = planner.compare([scenario, more], **COUNTED)
    for name in ("what_ifs", "figures", "changes", "joint", "goals"):
        assert_as_documented(getattr(found, name), f"comparison.{name}")


def test_futures_from_python_are_those_of_the_command_and_none_are_drawn_unasked(scenario: planner.Scenario) -> None:
    more = scenario.patched(table="slots", where={"slot_id": "S1"}, shift={"places": 1}, name="more")
    plain, drawn = (planner.compare([scenario, more], draws=draws, **COUNTED) for draws in (0, 50))
    for found in (plain, drawn):
        assert_as_documented(found.figures, "comparison.figures")
        assert_as_documented(found.draws, "comparison.draws")
        assert_as_documented(found.take_up, "comparison.take_up")
    assert plain.figures["low"].isna().all()
    assert plain.draws.empty
    assert len(drawn.draws) == 2 * 50
    total = drawn.figures[(drawn.figures["part"] == "total") & (drawn.figures["measure"] == "begun")].iloc[0]
    begun = drawn.draws.pivot_table(index="future", columns="number", values="begun")
    assert total["difference"] == pytest.approx((begun[1] - begun[0]).mean())
    assert total["low"] <= total["difference"] <= total["high"]


def test_new_places_of_a_what_if_have_a_take_up_and_its_programme_changes_no_proposal(
    scenario: planner.Scenario,
) -> None:
    called = scenario.patched(table="programmes", set={"is_new": True}, name="all new")
    found = planner.compare([scenario, called], **COUNTED)
    assert found.changes.empty
    told = {row["measure"]: row for row in found.take_up.to_dict("records")}
    assert [told["share"][end] for end in ("value", "low", "high")] == [0.6, 0.4, 0.9]
    assert told["begun"]["value"] < 0


@pytest.mark.parametrize("draws, error", [(-1, planner.UsageFault), (1.5, TypeError), (True, TypeError)])
def test_draws_are_a_whole_number(scenario: planner.Scenario, draws: int, error: type[Exception]) -> None:
    with pytest.raises(error, match="draws"):
        planner.compare([scenario, scenario], draws=draws)
