"""What a comparison claims: who changes, by how much, and whether it may be chance."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.inputs import read
from planner.planning import Plan, make_plan
from planner.reports import comparison_screen
from planner.studies import compare

ROOT = Path(__file__).resolve().parents[2]
EXACT = {"solve": {"workers": 1, "gap": 0.0}}


@pytest.fixture(scope="module")
def base() -> Plan:
    return make_plan(read(ROOT / "scenarios" / "tiny", changes=EXACT))


@pytest.fixture(scope="module")
def one_more_place(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    folder = tmp_path_factory.mktemp("what_if")
    tiny = (ROOT / "scenarios" / "tiny").resolve()
    (folder / "scenario.toml").write_text(
        f'format = 1\nextends = "{tiny.as_posix()}"\n'
        '[[patch]]\ntable = "slots"\nwhere = { slot_id = "S4" }\nshift = { places = 1 }\n',
        encoding="utf-8",
    )
    return make_plan(read(folder, changes=EXACT))


def test_a_comparison_names_exactly_those_whose_place_differs(base: Plan, one_more_place: Plan) -> None:
    found = compare(base, [one_more_place])[0]

    def places(plan: Plan) -> dict[str, str]:
        own = plan.assignments[plan.assignments["status"] == "proposed"]
        return dict(zip(own["jobseeker_id"], own["slot_id"], strict=True))

    before, after = places(base), places(one_more_place)
    differing = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    assert differing
    assert set(found.changes["jobseeker_id"]) == differing
    gained = set(found.changes.loc[found.changes["change"] == "gains", "jobseeker_id"])
    assert gained == set(after) - set(before)


def test_the_difference_in_uplift_is_that_of_the_two_plans_and_of_their_programmes(
    base: Plan, one_more_place: Plan
) -> None:
    found = compare(base, [one_more_place])[0]
    assert found.difference == pytest.approx(one_more_place.file.value - base.file.value)
    assert found.difference > 0
    figures = found.figures[found.figures["measure"] == "uplift"]
    total = figures.loc[figures["part"] == "total", "difference"].sum()
    assert total == pytest.approx(found.difference)
    assert figures.loc[figures["part"] == "programme", "difference"].sum() == pytest.approx(total)


def test_a_difference_smaller_than_the_gaps_is_called_doubtful_and_a_proved_one_is_not(
    base: Plan, one_more_place: Plan
) -> None:
    found = compare(base, [one_more_place])[0]
    assert not found.is_doubtful
    assert "Varning" not in comparison_screen(found, "sv")
    loose = replace(base, file=base.file.model_copy(update={"bound": base.file.value + 1.0}))
    doubtful = compare(loose, [one_more_place])[0]
    assert doubtful.is_doubtful
    assert "Varning: skillnaden" in comparison_screen(doubtful, "sv")
    assert "Warning: the difference" in comparison_screen(doubtful, "en")
