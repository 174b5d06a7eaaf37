"""Trips: the model against known times, and the planner's own reckoning against the verifier's, written apart."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import numpy as np
import pytest

from planner.candidates import find
from planner.candidates.travel import parts_of
from planner.schema.cells import HALF_DAYS
from planner.schema.choices import PARTS_OF_WEEK
from planner.verification.eligibility import refusal
from planner.verification.facts import facts_of
from planner.verification.travel import needs_check, trip
from tests.scenarios import Given

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "models" / "travel" / "straight_line" / "1"
RULES = ("arbetstraning", "sfi", "ordinarie_anstallning")
SERVICE = ("yes", "no", None)
SHIFTS = (None, "mo-am|mo-pm", "tu-ev", "sa-am", "su-ev", "we-pm|fr-ev", "|".join(HALF_DAYS))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("check", _rows(MODEL / "checks.csv"), ids=lambda row: f"{row['from_name']}-{row['to_name']}")
def test_the_model_meets_the_known_times_within_the_stated_tolerance(check: dict[str, str], tmp_path: Path) -> None:
    """Known times are from station to station, so the model's waiting comes off."""
    towns = {row["code"]: row for row in _rows(ROOT / "models" / "geography" / "scb_2020" / "1" / "localities.csv")}
    given = Given(tmp_path, candidates="eligible", max_travel_minutes=1000)
    for code in (check["from_code"], check["to_code"]):
        given.add("zones", zone=code, lat=towns[code]["lat"], lon=towns[code]["lon"])
    given.add("programmes", programme_id="J", rule="ordinarie_anstallning")
    given.person("P1", travel_mode=check["mode"]).change("jobseekers", "P1", home_zone=check["from_code"])
    given.slot("S1", programme_ids="J", zone=check["to_code"])
    scenario = given.scenario()
    facts = facts_of(scenario)
    waiting = scenario.assumptions.travel.modes[check["mode"]].waiting.value
    minutes = float(find(scenario).table["minutes"].iloc[0])
    assert abs(minutes - waiting - float(check["minutes"])) <= float(check["tolerance_minutes"])
    assert trip(facts, facts.people["P1"], facts.slots["S1"]).minutes == minutes


def _week(home: Path, seed: int, candidates: str) -> Given:
    """A week in which trips differ in every way: modes, hours, limits, forms, zones and tables full of gaps."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    given = Given(home, candidates=candidates)
    del given.tables["travel"][:]
    zones = [f"Z{number}" for number in range(4)]
    for number, zone in enumerate(zones):
        given.add("zones", zone=zone, lat=55.8 + 0.15 * number, lon=12.8 + 0.1 * draw.random(),
                  evening_service=draw.choice(SERVICE), weekend_service=draw.choice(SERVICE))  # fmt: skip
    trips = {
        (draw.choice(zones), draw.choice(zones), draw.choice(("transit", "car")), draw.choice(PARTS_OF_WEEK))
        for _ in range(20)
    }
    for start, end, mode, when in sorted(trips):
        given.add("travel", from_zone=start, to_zone=end, mode=mode, when=when,
                  minutes=draw.choice((None, 12.5, 30, 31, 44, 46, 59, 61, 75)),
                  minutes_low=draw.choice((None, None, 10, 29, 43, 58)),
                  minutes_high=draw.choice((None, None, 32, 47, 62, 720)))  # fmt: skip
    given.add("employers", employer_id="E2", name="Skola", sector="education")
    for rule in RULES:
        given.add("programmes", programme_id=f"as_{rule}", rule=rule)
    for number in range(12):
        given.person(
            f"P{number:02}", travel_mode=draw.choice(("transit", "transit", "car", "bike", "walk")), age=30,
            registered_status="JoB", swedish_level="A1", leaves_children=draw.choice(("yes", "no", None)),
            max_travel_minutes=draw.choice((None, None, 20, 45, 100)),
        )  # fmt: skip
        given.tables["jobseekers"][-1]["home_zone"] = draw.choice(zones)
    for number in range(12):
        forms = draw.sample(RULES, draw.randint(1, 3))
        given.slot(
            f"S{number:02}", employer_id="E2", programme_ids="|".join(f"as_{rule}" for rule in forms),
            zone=draw.choice(zones), shift=draw.choice(SHIFTS), hours_per_week=draw.choice((15, 20, 30)),
            supervisor_id="V", union_consulted_on="2026-11-01",
        )  # fmt: skip
    return given.add("supervisors", supervisor_id="V")


@pytest.mark.parametrize("seed", range(6))
def test_the_planner_admits_exactly_what_the_verifier_lets_pass(tmp_path: Path, seed: int) -> None:
    scenario = _week(tmp_path, seed, "eligible").scenario()
    found, facts = find(scenario), facts_of(scenario)
    offers, people = found.offers, scenario.tables["jobseekers"]["jobseeker_id"]
    slots = scenario.tables["slots"]["slot_id"]
    admitted = {}
    for person, offer, minutes, check in found.table[["person", "offer", "minutes", "travel_check"]].itertuples(
        index=False
    ):
        row = offers.iloc[offer]
        admitted[people[person], slots[row["slot"]], row["programme_id"]] = (minutes, check)
    expected, reasons = {}, set()
    for person in facts.people.values():
        for slot_id, programme_id in facts.offers:
            candidate = facts.candidate(person, slot_id, programme_id)
            offered, refused = candidate.offer, refusal(facts, candidate)
            reasons.add(refused)
            if refused is None:
                named = (person.jobseeker_id, slot_id, programme_id)
                expected[named] = (trip(facts, person, offered.slot).minutes, needs_check(facts, person, offered))
    assert admitted == expected
    assert {"last_bus", "travel", None} <= reasons


@pytest.mark.parametrize("seed", range(3))
def test_listed_pairs_keep_their_minutes_whatever_the_limit(tmp_path: Path, seed: int) -> None:
    given = _week(tmp_path, seed, "listed")
    for person in given.tables["jobseekers"]:
        for slot in given.tables["slots"]:
            given.worth(person["jobseeker_id"], slot["slot_id"], 0.5)
    scenario = given.scenario()
    found, facts = find(scenario), facts_of(scenario)
    people, slots = list(facts.people.values()), list(facts.slots.values())
    where = found.offers["slot"].to_numpy()[found.table["offer"]]
    own = [trip(facts, people[p], slots[s]).minutes for p, s in zip(found.table["person"], where, strict=True)]
    assert np.array_equal(found.table["minutes"].to_numpy(), np.array(own, dtype=float), equal_nan=True)


def test_a_shift_lies_in_the_parts_of_the_week_in_which_people_come_and_go() -> None:
    assert parts_of(()) == {"day"}
    assert parts_of(("mo-am", "mo-pm")) == {"morning", "day"}
    assert parts_of(("fr-ev",)) == {"evening"}
    assert parts_of(("sa-am",)) == {"weekend"}
    assert parts_of(("su-ev",)) == {"weekend", "evening"}


def test_a_pair_too_far_under_one_form_is_a_candidate_under_another_and_counted_when_under_all(tmp_path: Path) -> None:
    """50 minutes are too far for training, not for a job."""
    given = Given(tmp_path, candidates="eligible").person("P1", registered_status="JoB")
    given.add("programmes", programme_id="J", rule="ordinarie_anstallning").add("supervisors", supervisor_id="V")
    given.add("travel", from_zone="Z", to_zone="Y", minutes=50)
    given.slot("S1", programme_ids="J|T", zone="Y", supervisor_id="V", union_consulted_on="2026-11-01")
    given.slot("S2", programme_ids="T", zone="Y", supervisor_id="V", union_consulted_on="2026-11-01")
    found = find(given.scenario())
    assert found.offers["programme_id"].iloc[found.table["offer"].to_numpy()].tolist() == ["J"]
    assert found.refusals() == {"travel": 1}
