"""No supervisor's people need more support in a week than there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.verification.checked import checks

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek


def test_supervisor_support_adds_up_need_not_heads(listed: ListedWeek) -> None:
    listed.add("supervisors", supervisor_id="H1", capacity=2)
    listed.person("P1", support_need=1.5)
    listed.person("P2", support_need=1)
    listed.slot("S1", places=2, supervisor_id="H1")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S1", 0.5)
    assert checks(listed.propose(("P1", "S1"), ("P2", "S1"))) == {"supervisor_support"}
