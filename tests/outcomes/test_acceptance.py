"""How readily a place is taken: declined before, then wished, then other than wished, then no wish stated."""

from pathlib import Path

import numpy as np

from planner.outcomes.acceptance import modelled_acceptance
from tests.scenarios import Given


def test_the_first_of_four_figures_that_holds_is_taken(tmp_path: Path) -> None:
    given = Given(tmp_path, candidates="eligible")
    for name, wish in (("P1", ""), ("P2", "53"), ("P3", ""), ("P4", "53")):
        given.person(name, wished_ssyk=wish, registered_status="JoB")
    given.slot("S1", ssyk="5330").slot("S2", ssyk="9111")
    given.add("preferences", jobseeker_id="P3", slot_id="S2", rank=1)
    given.add("history", jobseeker_id="P4", slot_id="S1", end="declined")
    scenario = given.scenario()
    figures = scenario.assumptions.acceptance.acceptance
    wished, other = figures.wished.value, figures.other_than_wished.value
    none, declined = figures.no_wish_stated.value, figures.declined_before.value
    assert len({wished, other, none, declined}) == 4
    person, slot = np.divmod(np.arange(8), 2)
    forms = np.full(8, "T")
    pairs = scenario.tables["slots"].iloc[slot].assign(person=person, slot=slot, programme_id=forms)
    found = modelled_acceptance(scenario, pairs).reshape(4, 2).tolist()
    assert found == [[none, none], [wished, other], [other, wished], [declined, other]]
