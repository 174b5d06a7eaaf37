"""A candidate rests on the cells of its segment and form; what somebody stated themselves has no range."""

from __future__ import annotations

from pathlib import Path

from planner.instance import Instance
from tests.scenarios import Given

PERSON = {"months_unemployed": 30, "education_level": 2, "swedish_level": "B1", "registered_status": "JoB"}


def instance_of(home: Path) -> Instance:
    """Three people alike, the first with a baseline and the second with an outcome of their own."""
    given = Given(home, candidates="eligible").change("employers", "E1", sector="department")
    given.people("P1", "P2", "P3", **PERSON)
    given.add("supervisors", supervisor_id="V").add("baselines", jobseeker_id="P1", value=0.3)
    given.slot("S1", weeks=10, supervisor_id="V", union_consulted_on="2026-11-01").worth("P2", "S1", 0.5)
    return given.instance()


def test_a_modelled_candidate_rests_on_level_and_effect_and_an_own_figure_on_none(tmp_path: Path) -> None:
    instance = instance_of(tmp_path)
    found = instance.ranges(instance.candidates)
    by_person = dict(zip(instance.candidates["person"], range(len(instance.candidates)), strict=True))
    own_baseline, own_outcome, modelled = (by_person[person] for person in range(3))
    assert found.baseline[own_baseline] == -1
    assert found.level[own_baseline] == found.level[modelled] == found.baseline[modelled] >= 0
    assert found.effect[own_baseline] == found.effect[modelled] >= 0
    assert (found.level[own_outcome], found.effect[own_outcome]) == (-1, -1)
    assert found.baseline[own_outcome] == found.baseline[modelled]


def test_a_cell_has_the_range_of_its_row_and_a_key_that_names_it(tmp_path: Path) -> None:
    instance = instance_of(tmp_path)
    found = instance.ranges(instance.candidates.tail(1))
    level, effect = found.cells.iloc[found.level[0]], found.cells.iloc[found.effect[0]]
    assert level["cell"] == "level|short_working_24_or_more"
    assert effect["cell"].startswith("effect|arbetstraning|")
    assert effect["cell"].endswith("|24_or_more|ended")
    for row in (level, effect):
        assert row["low"] < row["value"] < row["high"]
    assert found.cells["cell"].is_unique


def test_listed_pairs_have_no_ranges(tmp_path: Path) -> None:
    instance = Given(tmp_path).people("P1").slot("S1").worth("P1", "S1", 3).instance()
    found = instance.ranges(instance.candidates)
    assert found.cells.empty
    assert found.baseline.tolist() == found.level.tolist() == found.effect.tolist() == [-1]
