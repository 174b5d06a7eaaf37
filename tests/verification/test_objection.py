"""Objections in the language that is spoken, word for word the same checks in each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from planner.texts import speaking
from planner.verification import verify
from planner.verification.constraints import CONSTRAINTS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.verification.conftest import KnownWeek, ListedWeek


def spoilt(known: KnownWeek) -> Path:
    """A plan with a wrong cell, a slot that there is not, and wrong figures in plan.json."""
    known.assignments[0] |= {"value": "0.5", "reason_code": "pinned"}
    known.assignments[1] |= {"slot_id": "S9"}
    folder = known.write()
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    plan |= {"status": "perhaps", "week": "2027-W01"}
    plan["totals"]["uplift"] = 1.25
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    return folder


def said(folder: Path, language: str) -> list[str]:
    """The objections to a plan folder."""
    with speaking(language):
        return [str(objection) for objection in verify(folder)]


@pytest.mark.parametrize(
    "language, expected",
    [
        (
            "en",
            [
                "verify[assignments]: assignments.csv row 3: slot_id is no slot of the scenario.",
                "verify[value]: assignments.csv row 2, jobseeker P1: value is 0.5, recomputed 0.0075.",
                "verify[status]: plan.json status: is neither optimal nor feasible.",
                "verify[totals]: totals.uplift: 1.25 is written, recomputed 0.0075.",
                "verify[week]: plan.json week: is 2027-W01, and the scenario is for 2026-W48.",
            ],
        ),
        (
            "sv",
            [
                "kontroll[assignments]: assignments.csv rad 3: slot_id finns inte bland platserna i scenariot.",
                "kontroll[value]: assignments.csv rad 2, person P1: value är 0.5 men blir 0,0075 vid omräkning.",
                "kontroll[status]: plan.json status: är varken optimal eller feasible.",
                "kontroll[totals]: totals.uplift: här står 1,25, men det blir 0,0075 vid omräkning.",
                "kontroll[week]: plan.json week: är 2027-W01, men scenariot gäller 2026-W48.",
            ],
        ),
    ],
)
def test_objections_speak_the_language_of_the_reader(known: KnownWeek, language: str, expected: list[str]) -> None:
    assert set(expected) <= set(said(spoilt(known), language))


def test_in_any_language_the_same_checks_object(known: KnownWeek) -> None:
    folder = spoilt(known)
    checks = {}
    for language in ("en", "sv"):
        with speaking(language):
            checks[language] = [objection.check for objection in verify(folder)]
    assert checks["en"] == checks["sv"] != []


def test_a_plan_is_accepted_in_any_language(known: KnownWeek) -> None:
    folder = known.write()
    assert said(folder, "sv") == said(folder, "en") == []


def test_a_hard_constraint_says_in_swedish_what_is_over_and_by_how_much(listed: ListedWeek) -> None:
    listed.settings |= {"goals": ["outcome", "other_purposes"]}
    listed.tables["employers"][0]["max_people"] = 1
    listed.add("programmes", programme_id="C", rule="sfi")
    listed.person("P1")
    listed.slot("S1", hours_per_week=40, shift="mo-am|tu-am")
    listed.slot("S2", hours_per_week=0.5, shift="tu-am", programme_ids="C")
    for slot in ("S1", "S2"):
        listed.worth("P1", slot, 0.25)
    facts = listed.facts()
    plan = [facts.candidate(facts.people["P1"], *pair) for pair in (("S1", "B"), ("S2", "C"))]
    with speaking("sv"):
        found = [str(objection) for constraint in CONSTRAINTS for objection in constraint.objections(facts, plan)]
    assert found == [
        (
            "kontroll[person_hours]: person P1: "
            "40,5 timmar är föreslagna under 2026-W48 och 3 veckor till, men 40 finns kvar."
        ),
        "kontroll[person_shifts]: person P1: tu-am är upptagen två gånger under 2026-W48 och 3 veckor till.",
        (
            "kontroll[employer_people]: arbetsgivare E1: "
            "2 personer är föreslagna under 2026-W48 och 3 veckor till, men det finns utrymme för 1."
        ),
    ]
