"""Comparisons from Python: what-ifs beside their base in tables."""

from pathlib import Path

import pandas as pd
import pytest

import planner
from planner.cli.main import run
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
    assert found.figures["difference"].to_list() == pytest.approx(written["difference"].to_list())
    assert len(found.changes) == len(pd.read_csv(tmp_path / "out" / "changes.csv"))


def test_one_scenario_is_nothing_to_compare(scenario: planner.Scenario) -> None:
    for given in ([scenario], scenario, "scenarios/tiny"):
        with pytest.raises(planner.UsageFault, match="the base, and at least one what-if"):
            planner.compare(given)  # type: ignore[arg-type] # two of the three a type checker refuses as well
