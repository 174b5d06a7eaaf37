"""What a group is called on a screen."""

from __future__ import annotations

from pathlib import Path

from planner.reports.names import QUARTERS, group_name
from planner.texts import speaking
from tests.scenarios import Given


def test_a_group_has_its_own_name_in_the_language_else_its_key(tmp_path: Path) -> None:
    given = Given(tmp_path, groups=["young"]).person("P1").slot("S1").worth("P1", "S1", 0.5)
    given.groups["young"] = {"tag": "young", "name_sv": "unga med SFI"}
    plan = given.plan()
    assert group_name(plan, "young") == "Young"
    assert group_name(plan, "no_such") == "No_such"
    quarters = [group_name(plan, name) for name in QUARTERS]
    with speaking("sv"):
        assert group_name(plan, "young") == "Unga med SFI"
        quarters += [group_name(plan, name) for name in QUARTERS]
    assert len(set(quarters)) == 4
