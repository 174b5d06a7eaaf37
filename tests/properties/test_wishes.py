"""Whatever somebody wishes, their best place is worth the same beside other people's; wishes order what lies below."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume
from hypothesis import given as for_all
from hypothesis import strategies as st

from planner.formulation import GOALS
from planner.instance import Instance, build
from planner.schema.scenario import Scenario
from tests.properties.weeks import examples
from tests.scenarios import Given, crowded

WISHES = ("", "9", "53", "533", "5330", "9411", "2512", "53|9411", "1|2|3|4|5|6|7|8|9")
EVERYTHING = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
STEPS = (0.001, 0.01, 0.07)
# The user's own baseline: above every outcome, where each place is a loss, and below.
BASELINES = (None, 0.0, 0.2, 0.31, 0.6, 1.0)


@st.composite
def weeks(draw: st.DrawFn, home: Any) -> Given:  # noqa: ANN401 - a factory of folders
    """Crowded weeks in which people wish, rank, have declined, and have outcomes and baselines of their own."""
    week = crowded(home.mktemp("week"), people=10, slots=7, seed=draw(st.integers(1, 40)))
    week.settings["score_step"] = draw(st.sampled_from(STEPS))
    week.settings["measure"] = draw(st.sampled_from(("follow_up", "regular_weeks")))
    week.tables["baselines"], week.tables["preferences"] = [], []
    for person in week.tables["jobseekers"]:
        name = person["jobseeker_id"]
        person.update(wished_ssyk=draw(st.sampled_from(WISHES)), registered_status="JoB", months_unemployed=14, age=30)
        baseline = draw(st.sampled_from(BASELINES))
        if baseline is not None:
            week.add("baselines", jobseeker_id=name, value=baseline)
        for number in draw(st.lists(st.integers(0, 6), unique=True, max_size=3)):
            week.add("preferences", jobseeker_id=name, slot_id=f"S{number:03}", rank=draw(st.integers(0, 3)))
        for slot in draw(st.lists(st.integers(0, 6), max_size=1)):
            week.add("history", jobseeker_id=name, slot_id=f"S{slot:03}", programme_id="T", end="declined")
        for slot in draw(st.lists(st.integers(0, 6), max_size=1)):
            if all((name, f"S{slot:03}") != (row["jobseeker_id"], row["slot_id"]) for row in week.tables["outcomes"]):
                week.worth(name, f"S{slot:03}", draw(st.sampled_from((0.0, 0.2, 0.5))))
    week.tables = {name: rows for name, rows in week.tables.items() if rows}
    return week


def wishing(scenario: Scenario, people: pd.Series, *, ranks: bool) -> Scenario:
    """The same week with other wishes; vetoes are none and stay, ranks from 1 on stay where asked."""
    tables = dict(scenario.tables)
    tables["jobseekers"] = tables["jobseekers"].assign(wished_ssyk=people)
    if not ranks:
        tables["preferences"] = tables["preferences"][tables["preferences"]["rank"] == 0]
    return replace(scenario, tables=tables)


def best(instance: Instance) -> pd.Series:
    """What each person's best main place is worth."""
    main = instance.candidates[instance.candidates["purpose"] == "main"]
    return main.groupby("person")["value"].max()


def best_beside(instance: Instance) -> pd.Series:
    """What the goal of other purposes gives each person's best place, of companions and of the rest."""
    (entries,) = GOALS["other_purposes"](instance).entries
    rows = instance.candidates.loc[entries.key]
    weight = pd.Series(entries.coefficient, index=rows.index)
    return weight.groupby([rows["person"], rows["purpose"] == "companion"]).max()


@examples(8)
@for_all(st.data())
def test_neither_stating_nor_broadening_a_wish_changes_what_ones_best_place_is_worth(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    scenario = data.draw(weeks(tmp_path_factory)).scenario()
    own = scenario.tables["jobseekers"]["wished_ssyk"]
    nothing, everything = (pd.Series([wish] * len(own), index=own.index, dtype=object) for wish in ((), EVERYTHING))
    broader = own.map(lambda wish: tuple(dict.fromkeys([*wish, "9411", "5"])))
    unwished = build(wishing(scenario, nothing, ranks=False))
    assert len(best(unwished)) >= 1
    for wishes, ranks in ((own, True), (broader, True), (everything, False)):
        instance = build(wishing(scenario, wishes, ranks=ranks))
        pd.testing.assert_series_equal(best(instance), best(unwished), rtol=0, atol=0)
        pd.testing.assert_series_equal(best_beside(instance), best_beside(unwished), rtol=0, atol=1e-12)


@examples(3)
@for_all(st.data())
def test_among_a_persons_places_the_order_is_that_of_acceptance_times_gain(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    table = data.draw(weeks(tmp_path_factory)).instance().candidates
    compared = 0
    for _, own in table[table["purpose"] == "main"].groupby("person"):
        gains = {"follow_up_value": own["uplift"], "weeks_value": own["regular_weeks"] - own["baseline_regular_weeks"]}
        for value, gain in gains.items():
            if own[value].max() > 0:
                # To eleven decimals, as values are kept to twelve.
                order = np.argsort((own["acceptance"] * gain).to_numpy(), kind="stable")
                steps = np.diff(own[value].to_numpy()[order])
                assert (steps >= -1e-11).all()
                compared += int((steps > 0).sum())
    assume(compared)
