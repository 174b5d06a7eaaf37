"""Small random weeks: every table that a hard constraint looks at, and limits tight enough to bind."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st

from planner.schema.settings import GOALS
from tests.scenarios import Given

STARTS = ("2026-W52", "2026-W53", "2027-W01")
ENDS = ("2026-W52", "2026-W53", "2027-W01", "2027-W03")
MAIN = (("T",), ("B",), ("T", "B"))
ANY = (*MAIN, ("C",), ("A",), ("B", "A"))
VALUES = (0.0, 0.1, 0.2, 0.25, 0.5, 0.75, 1.0)


def examples(number: int) -> settings:
    """So many examples, a third of them without --full, and no shrinking, which would take minutes of planning."""
    number = number if os.environ.get("DEV_FULL") else max(number // 3, 3)
    return settings(max_examples=number, phases=(Phase.explicit, Phase.generate))


def _of(*choices: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - cells of many kinds
    return st.sampled_from(choices)


@st.composite
def weeks(draw: st.DrawFn, goals: tuple[str, ...] = ("outcome",), values: tuple[float, ...] = VALUES) -> Given:
    """A listed week of up to six people and five slots under the goals; minimums and pins now and then."""
    given = Given(Path(), goals=list(goals), waiting_places_share=draw(_of(0.3, 1.0)), fair_share_min_people=2)
    given.week = STARTS[0]
    given.settings["may_cost"] = draw(
        _of(
            {}, {"waiting": 0.3, "fair_share": 0.3, "preference": 0.2, "travel": 0.2},
            {"group_floor": 0.3, "max_min": 0.2, "leximin": 0.3, "travel": 0.2},
        )
    )  # fmt: skip
    if "group_floor" in goals:
        given.settings["group_floor"] = {"young": draw(_of(0.5, 1.0))}
    given.add("travel", from_zone="Z", to_zone="Y", minutes=50)
    given.settings["groups"] = ["young"]
    given.groups["young"] = {"tag": "young"}
    _owners(draw, given)
    people = [f"P{n}" for n in range(1, draw(st.integers(1, 6)) + 1)]
    slots = [f"S{n}" for n in range(1, draw(st.integers(1, 5)) + 1)]
    for name in people:
        given.person(
            name, hours_per_week=draw(_of(20, 40)), support_need=draw(_of(1, 2)), caseworker_id=draw(_of(None, "K1")),
            groups=draw(_of("", "young")), waiting_weeks=draw(_of(0, 30, 40)), priority_class=draw(_of(None, 1, 2)),
        )  # fmt: skip
        given.add("baselines", jobseeker_id=name, value=draw(_of(0, 0.1)))
    for name in slots:
        places = draw(st.integers(0, 3))
        given.slot(
            name, employer_id=draw(_of("E1", "E2")), programme_ids="|".join(draw(_of(*ANY))), places=places,
            min_places=min(draw(_of(0, 0, 1, 2, 2)), places), start_week=draw(_of(*STARTS)),
            weeks=draw(st.integers(1, 4)), hours_per_week=draw(_of(10, 20, 40)), zone=draw(_of("Z", "Y")),
            shift=draw(_of("", "mo-am", "mo-am|tu-pm")), supervisor_id=draw(_of(None, "V1")),
            reserved_by_hand=min(draw(_of(0, 0, 1)), places),
        )  # fmt: skip
    pairs = []
    for person in people:
        for slot in draw(st.lists(_of(*slots), unique=True, max_size=4)):
            given.worth(person, slot, draw(_of(*values)))
            pairs.append((person, slot))
    for person, slot in pairs[:3]:
        given.add("preferences", jobseeker_id=person, slot_id=slot, rank=draw(_of(1, 3)))
    _running(draw, given, people, slots)
    there = {(row["jobseeker_id"], row["slot_id"]) for row in given.tables.get("placements", [])}
    _decided(draw, given, people, [pair for pair in pairs if pair not in there])
    if draw(_of(*range(5))) == 4:
        given.settings["group_minimum"] = {"young": draw(_of(1, 2))}
    if not pairs:  # the reader wants at least one
        given.worth(people[0], slots[0], draw(_of(*values)))
    return given


def _owners(draw: st.DrawFn, given: Given) -> None:
    """Employers, supervisor, caseworker, and money by one line or two."""
    given.change("employers", "E1", max_people=draw(_of(None, 1, 2)))
    given.add("employers", employer_id="E2", name="Tva", max_people=draw(_of(None, 3)))
    given.add("supervisors", supervisor_id="V1", capacity=draw(_of(None, 1, 2, 3)))
    given.add("caseworkers", caseworker_id="K1", starts_per_week=draw(_of(None, 0, 1, 2)))
    given.add("programmes", programme_id="B", rule="bea_jobb", cost_person_week_sek=100, funding_id="F1")
    budget = _of(0, 100, 300, 400, 800, 10**12)
    given.add("funding", funding_id="F1", budget_sek=draw(budget), committed_sek=draw(_of(0, 100)),
              pace_share=draw(_of(None, None, 0, 0.5)), to_week=draw(_of(None, "2026-W53")))  # fmt: skip
    given.add("funding", funding_id="F2", budget_sek=draw(budget), from_week=draw(_of(None, "2026-W53")))
    if draw(st.booleans()):
        given.add("programme_funding", programme_id="B", funding_id="F1", share=0.25)
        given.add("programme_funding", programme_id="B", funding_id="F2", share=0.75)


def _running(draw: st.DrawFn, given: Given, people: list[str], slots: list[str]) -> None:
    pair = st.tuples(_of(None, *people), _of(*slots))
    # Somebody who stands twice in a slot in the same weeks is a fault of the files.
    for person, slot in draw(st.lists(pair, unique=True, max_size=draw(_of(0, 0, 1, 2)))):
        given.running(
            person, slot, draw(_of("started", "accepted", "offered", "draft")),
            from_week=draw(_of("2026-W40", *STARTS)), to_week=draw(_of(*ENDS[2:])),
            answer_by=draw(_of(None, "2026-12-20", "2026-12-21")),
        )  # fmt: skip


def _decided(draw: st.DrawFn, given: Given, people: list[str], pairs: list[tuple[str, str]]) -> None:
    forms = {row["slot_id"]: tuple(row["programme_ids"].split("|")) for row in given.tables["slots"]}
    decided = set()
    for _ in range(draw(_of(0, 0, 0, 0, 1, 2))):
        decision = draw(_of("forbid", "pin", "contested"))
        if decision == "contested":
            pair: tuple[str, str | None] = (draw(_of(*people)), None)
        elif pairs:
            pair = draw(_of(*pairs))
        else:
            continue
        if pair in decided or (decision == "pin" and forms[str(pair[1])] not in MAIN):
            continue
        # Two main places pinned for one person are a fault of the files.
        if decision == "pin" and any(one["decision"] == "pin" and one["jobseeker_id"] == pair[0]
                                     for one in given.tables.get("decisions", [])):  # fmt: skip
            continue
        decided.add(pair)
        given.decide(decision, *pair)


all_goals = weeks(goals=GOALS)
