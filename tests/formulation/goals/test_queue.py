"""queue: the longest wait, then whoever was outbid most often."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.goals.queue import queue
from tests.scenarios import Given, goal_text


def test_each_proposal_counts_the_weeks_waited_whatever_the_limit_of_waiting(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome", "other_purposes"]).person("P1", waiting_weeks=8, times_outbid=2)
    given.person("P2", waiting_weeks=40).person("P3").slot("S1", programme_ids="T|C").slot("S2")
    given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.5).worth("P2", "S2", 0).worth("P3", "S1", 0.5)
    instance = given.instance()
    assert (
        goal_text(instance, queue(instance))
        == "most: 8.02 x[P1 S1 C] + 8.02 x[P1 S1 T] + 40 x[P2 S1 C] + 40 x[P2 S1 T]"
    )
