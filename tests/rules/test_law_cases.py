"""The law by hand-written cases, held against the planner's gates and the verifier's alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.candidates import OFFER_GATES
from planner.candidates.find import Eligibility
from planner.inputs.models import rule_pack, shipped
from planner.instance import build
from planner.schema.scenario import Scenario
from planner.verification.eligibility import refusal
from planner.verification.facts import facts_of
from tests.rules.law_cases import CASES, EMPLOYER, PERSON, SLOT, YEARS, Case
from tests.scenarios import Given

PACK = rule_pack("sweden/2026.2", [shipped()])
WEEKS_AHEAD = 4


def label(day: date) -> str:
    """The week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def week_of_cases(home: Path, start: str, cases: Iterable[tuple[int, Case]]) -> Scenario:
    """One week with a person, an employer and a place for each case, by its number."""
    given = Given(home, candidates="eligible")
    given.models["rules"] = "sweden/2026.2"
    day = date.fromisoformat(start)
    given.week = label(day - timedelta(weeks=WEEKS_AHEAD))
    given.tables["programmes"] = [{"programme_id": name, "rule": name} for name in PACK.forms]
    given.add("supervisors", supervisor_id="H1")
    for number, case in cases:
        given.person(f"P{number}", **{**PERSON, **case.person})
        given.add("employers", employer_id=f"D{number}", name=case.name, **{**EMPLOYER, **case.employer})
        cells = {"employer_id": f"D{number}", "programme_ids": case.rule, "weeks": None, **SLOT, **case.slot}
        given.slot(f"S{number}", start_week=label(day), **cells)
        # A form none of whose places is inside its dates is a fault of the files, and no case.
        rule = PACK.forms[case.rule].on(day)
        within = rule.valid_from or rule.valid_to
        if not rule.holds_on(day) and within is not None:
            week = label(within + timedelta(weeks=1 if within == rule.valid_from else -1))
            given.slot(f"S{number}_within", start_week=week, **cells)
    return given.scenario()


def planner_says(found: Eligibility, person: int, slot: int) -> str | None:
    """The first gate that refuses a person a place, of the form that came furthest; None where a form is open.

    Gates of the offer and rule_who alone: no other has a say in these cases.
    """
    gates = (*OFFER_GATES, "rule_who")
    furthest = (-1, 0)
    for offer in (found.offers["slot"] == slot).to_numpy().nonzero()[0].tolist():
        codes = [int(found.grid.gates[name][offer]) for name in OFFER_GATES]
        codes.append(int(found.grid.who[person, found.grid.rule[offer]]))
        if not any(codes):
            return None
        first = next(i for i, code in enumerate(codes) if code)
        furthest = max(furthest, (first, codes[first]))
    return gates[furthest[0]] + ("_unknown" if furthest[1] == 2 else "")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, tuple[str | None, str | None, bool]]:
    """By number of a case, what the planner and the verifier say, and whether the pair is a candidate."""
    of_start: dict[str, list[tuple[int, Case]]] = defaultdict(list)
    for number, case in enumerate(CASES):
        of_start[case.start].append((number, case))
    said = {}
    for start, cases in of_start.items():
        instance = build(week_of_cases(tmp_path_factory.mktemp("law"), start, cases))
        facts, found = facts_of(instance.scenario), instance.eligibility
        pairs = set(zip(instance.candidates["person"], instance.candidates["slot"], strict=True))
        slot_at = {name: i for i, name in enumerate(instance.slots["slot_id"])}
        person_at = {name: i for i, name in enumerate(instance.people["jobseeker_id"])}
        for number, case in cases:
            person, slot = person_at[f"P{number}"], slot_at[f"S{number}"]
            checked = refusal(facts, facts.candidate(facts.people[f"P{number}"], f"S{number}", case.rule))
            said[number] = (planner_says(found, person, slot), checked, (person, slot) in pairs)
    return said


@pytest.mark.parametrize(
    "number", range(len(CASES)), ids=lambda n: f"{CASES[n].rule} {CASES[n].start}: {CASES[n].name}"
)
def test_planner_and_verifier_answer_as_the_law_does(
    answers: Mapping[int, tuple[str | None, str | None, bool]], number: int
) -> None:
    gate = CASES[number].gate
    assert answers[number] == (gate, gate, gate is None)


def test_every_form_has_cases_in_every_year_and_on_both_sides() -> None:
    for rule in PACK.forms:
        own = [case for case in CASES if case.rule == rule]
        assert {case.start for case in own} >= set(YEARS), rule
        assert any(case.gate is None for case in own), rule
        assert rule == "ordinarie_anstallning" or any(case.gate is not None for case in own), rule
    names = [(case.start, case.rule, case.name) for case in CASES]
    assert len(set(names)) == len(names)
