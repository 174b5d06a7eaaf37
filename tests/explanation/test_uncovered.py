"""The first weeks of a placement that no budget line pays for."""

from __future__ import annotations

from pathlib import Path

from planner.candidates import find
from planner.explanation.uncovered import Uncovered, first_uncovered
from planner.schema.weeks import week_number
from tests.scenarios import Given


def test_the_first_gap_of_the_first_offer_that_has_one_is_named(tmp_path: Path) -> None:
    given = Given(tmp_path, candidates="eligible").person("P1")
    for name in ("M", "N"):
        given.add("programmes", programme_id=name, rule="arbetstraning", cost_person_week_sek=100)
    given.add("funding", funding_id="whole", budget_sek=10_000)
    for name, first, last in (("early", None, "2026-W48"), ("middle", "2026-W51", "2026-W52")):
        given.add("funding", funding_id=name, budget_sek=10_000, from_week=first, to_week=last)
        given.add("programme_funding", programme_id="M", funding_id=name, share=0.5)
    given.add("programme_funding", programme_id="N", funding_id="whole", share=1)
    given.slot("S1", programme_ids="M|N", weeks=7)
    eligibility = find(given.scenario())
    offer_of = {eligibility.programme_of(offer): offer for offer in range(len(eligibility.offers))}
    # W49 and W50 lie in no line; so do W53 and 2027-W01, the second gap.
    gap = Uncovered("M", week_number("2026-W49"), week_number("2026-W50"))
    assert first_uncovered(eligibility, [offer_of["N"], offer_of["M"]]) == gap
    assert first_uncovered(eligibility, [offer_of["N"]]) is None
