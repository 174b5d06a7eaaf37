"""A weighted goal is worth the sum of the weights of what is chosen."""

import numpy as np

from planner.formulation.goal import weighted


def test_what_is_chosen_is_worth_its_weights_and_what_weighs_nothing_is_no_entry() -> None:
    goal = weighted("w", np.array([7, 2, 5, 9]), np.array([0.5, 2.0, 0.0, -1.0]))
    (entries,) = goal.entries
    assert dict(zip(entries.key.tolist(), entries.coefficient.tolist(), strict=True)) == {2: 2.0, 7: 0.5, 9: -1.0}
    assert set(entries.row.tolist()) == {0}
    assert goal.score(np.array([2, 5, 9])) == 1.0
    assert goal.score(np.array([1, 5, 11])) == 0.0
    assert goal.score(np.array([], dtype=np.int64)) == 0.0
