"""Next week from Python is what the command makes."""

from __future__ import annotations

import pickle
from pathlib import Path

import pandas as pd
import pytest

import planner
from tests.weeks.small_weeks import planned, three


def test_answers_as_a_dataframe_make_the_week_that_is_written(tmp_path: Path) -> None:
    plan = planned(three(tmp_path))
    answers = pd.DataFrame({"jobseeker_id": ["P1"], "slot_id": ["S1"], "decision": ["accepted"]})
    made = planner.advance(plan, to="2026-W49", answers=answers, scenario=tmp_path / "scenario", by="möte")
    assert made.week == "2026-W49"
    assert made.money["booked"].tolist() == [800.0]
    assert {"placements", "funding", "jobseekers"} <= set(made.changes["table"])
    out = made.write(tmp_path / "next")
    week = planner.read(out)
    assert week.week == "2026-W49"
    placements = week.tables["placements"].query("jobseeker_id == 'P1'")
    assert placements[["state", "by"]].to_dict("records") == [{"state": "accepted", "by": "möte"}]
    with pytest.raises(planner.UsageFault):
        made.write(out)


def test_the_next_week_says_itself_and_is_not_pickled(tmp_path: Path) -> None:
    made = planner.advance(planned(three(tmp_path)), to="2026-W49")
    assert "made of 2026-W48" in repr(made)
    assert "<table>" in made._repr_html_()
    with pytest.raises(TypeError, match="protected"):
        pickle.dumps(made)


@pytest.mark.parametrize("to", ["49", "2026-W54", "2026-W48"])
def test_a_week_that_cannot_be_is_refused(to: str, tmp_path: Path) -> None:
    with pytest.raises(planner.UsageFault):
        planner.advance(planned(three(tmp_path)), to=to)


def test_an_unknown_keyword_names_the_one_that_was_meant(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="answers"):
        planner.advance(tmp_path, to="2026-W49", answer=tmp_path)  # type: ignore[call-arg]
