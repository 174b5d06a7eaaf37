"""Groups over a window and people without any place, in the lines of a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.reports import screen
from planner.reports.fairness import least_places, no_place_lines, window_lines
from planner.texts import speaking
from tests.scenarios import Given
from tests.verification.test_group_window import of_ten
from tests.verification.test_shut_out import of_five


def test_a_group_is_shown_with_what_it_had_what_it_gets_and_the_least_asked(tmp_path: Path) -> None:
    plan = of_ten(tmp_path).plan()
    head, young = (line for line in window_lines(plan) if "weeks back" in line or "Young" in line)
    said = "This week and 26 weeks back people placed before + now at least in paid jobs before + now at least"
    assert " ".join(head.split()) == said
    assert young.split() == ["Young", "5", "1", "+", "1", "2", "0", "+", "1", "1"]
    with speaking("sv"):
        assert any(line.strip().startswith("Den här veckan och 26 veckor bakåt") for line in window_lines(plan))


def test_what_is_missing_to_the_least_is_said(tmp_path: Path) -> None:
    given = of_ten(tmp_path)
    given.settings["may_cost"] = {}
    young = next(line for line in window_lines(given.plan()) if "Young" in line)
    assert young.split("+")[1].split() == ["0", "2", "(1", "missing)", "0"]


def test_without_a_window_there_are_no_lines(tmp_path: Path) -> None:
    assert window_lines(of_ten(tmp_path, fair_share_weeks=0).plan()) == []


def test_the_minimum_of_the_policy_is_shown_without_those_who_have_a_place_already(tmp_path: Path) -> None:
    """A floor that counts running placements would stand beside a number of proposals that does not."""
    given = Given(tmp_path, group_minimum={"young": 3}, groups=["young"])
    given.groups["young"] = {"tag": "young", "name_en": "Young"}
    given.people("P1", "P2", "P3", groups="young").slot("S1", places=9).slot("S0", places=9).running("P1", "S0")
    plan = given.worth("P2", "S1", 0.5).worth("P3", "S1", 0.4).plan()
    assert least_places(plan.instance, "young", None) == 2
    assert least_places(plan.instance, "young", 3) == 3
    assert least_places(plan.instance, "long_term", None) is None
    row = next(line.split() for line in screen(plan, None).splitlines() if line.strip().startswith("Young"))
    assert row[-2] == "2"


@pytest.mark.parametrize(
    "language, said",
    [
        ("en", ("  Young: 4 of 5 have no possible place. In the way: the demand for Swedish (3), "
               "more hours than the person can take (1).")),
        ("sv", ("  Young: 4 av 5 har ingen möjlig plats. I vägen: kravet på svenska (3), "
               "fler timmar än personen kan arbeta (1).")),
    ],
)  # fmt: skip
def test_people_whom_every_place_refuses_are_counted_with_the_demands_that_shut_them_out(
    tmp_path: Path, language: str, said: str
) -> None:
    plan = of_five(tmp_path).plan()
    with speaking(language):
        assert no_place_lines(plan) == [said]
