"""A pair whose worth is worked out by hand from the published figures, and its numbers as the verifier has them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from planner.verification.worth import worth

if TYPE_CHECKING:
    from tests.verification.conftest import Week


FAR = {"education_level": 1, "swedish_level": "C1", "months_unemployed": 24}
LONG, SHORT = {"education_level": 3, "swedish_level": "B1"}, {"education_level": 2, "swedish_level": "A2"}


def pair(week: Week, rule: str, person: dict[str, Any], more: dict[str, Any]) -> None:
    """P1 at slot S1 under a rule, with S2 beside it; `more` changes it, or adds wishes, history or own figures."""
    week.add("jobseekers", **{"jobseeker_id": "P1", "home_zone": "Z", "months_unemployed": 18, **person})
    week.add("employers", employer_id="E1", name="Ett", sector=more.get("sector"))
    week.add("programmes", programme_id="X", rule=rule)
    week.add("programmes", programme_id="Y", rule="bea_jobb")
    base = {"employer_id": "E1", "zone": "Z", "places": 1}
    week.add("slots", slot_id="S1", programme_ids="X", ssyk="5330", **base, **more.get("slot", {}))
    week.add("slots", slot_id="S2", programme_ids="Y", ssyk=more.get("other_ssyk"), **base)
    week.add("zones", zone="Z", lat=56, lon=13)
    if "wish" in more:
        week.add("preferences", jobseeker_id="P1", **more["wish"])
    if "declined" in more:
        week.add("history", **{"jobseeker_id": "P1", "end": "declined", **more["declined"]})
    if "outcome" in more:
        week.add("outcomes", jobseeker_id="P1", slot_id="S1", value=more["outcome"])
    if "baseline" in more:
        week.add("baselines", jobseeker_id="P1", value=more["baseline"])


def assert_worth(
    week: Week, rule: str, person: dict[str, Any], more: dict[str, Any], expected: tuple[str, ...]
) -> None:
    """Outcome, baseline, uplift, acceptance, strength, fit and basis of the pair are those expected."""
    week.settings = more.get("settings", {})
    pair(week, rule, person, more)
    found = worth(*week.candidate())
    assert found[:4] == tuple(Decimal(number) for number in expected[:4])
    assert (found.strength, found.fit, found.basis) == (expected[4], Decimal(expected[5]), expected[6])
