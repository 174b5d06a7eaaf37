"""One plan worked out by hand in eligible mode: accepted as it is, and caught however it is tampered with."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from planner.errors import VerificationFailed
from planner.verification import certified_bound, verify

if TYPE_CHECKING:
    from tests.verification.conftest import Cells, Week

# An introduction job at 24,000 SEK costs 2,425.84 SEK a week, 52 weeks of it 126,143.68.
INTRO_COST = 126143.68
X1 = {"slot_id": "S1", "programme_id": "X", "purpose": "main", "start_week": "2026-W52", "weeks": 52,
      "hours_per_week": 40, "travel_minutes": 25, "travel_check": "no", "cost_sek": INTRO_COST}  # fmt: skip
Y2 = X1 | {"slot_id": "S2", "programme_id": "Y", "weeks": 12, "cost_sek": 0}
CANDIDATES: list[Cells] = [
    # P1, baseline 0.30, no wish stated: effects 0.10 and 0.05.
    {"jobseeker_id": "P1", **X1, "outcome": 0.4, "baseline": 0.3, "uplift": 0.1, "acceptance": 0.75, "value": 0.075,
     "strength": "medium"},
    {"jobseeker_id": "P1", **Y2, "outcome": 0.35, "baseline": 0.3, "uplift": 0.05, "acceptance": 0.75, "value": 0.0375,
     "strength": "uncertain"},
    # P2, baseline 0.09, wishes 5330: 0.11 + 0.03 there, 0.05 in the other occupation.
    {"jobseeker_id": "P2", **X1, "outcome": 0.23, "baseline": 0.09, "uplift": 0.14, "acceptance": 0.9, "value": 0.126,
     "strength": "strong"},
    {"jobseeker_id": "P2", **Y2, "outcome": 0.14, "baseline": 0.09, "uplift": 0.05, "acceptance": 0.6, "value": 0.03,
     "strength": "uncertain"},
]  # fmt: skip
# P2 at S1 and P1 at S2: 0.126 + 0.0375. The other way round it is 0.075 + 0.03.
VALUE, COSTS = 0.1635, [0, 0, 0.03, 0.03, 0.005, 0.005, 0.005, 0]
NAMES = ["outcome", "other_purposes", "waiting", "fair_share", "stability", "preference", "travel", "lot"]


def lottery(key: str) -> float:
    """The lottery number of a key, by the formula of docs/method.md."""
    return int(hashlib.sha256(f"48|{key}".encode()).hexdigest()[:16], 16) / 16**16


def known_plan(week: Week) -> Path:
    """Four people: one to each slot, one with an offer not yet answered, and one nobody can place."""
    _scenario(week)
    named = {"S1": ("E1", "Ett"), "S2": ("E2", "Två")}
    week.candidates = [dict(row) for row in CANDIDATES]
    proposed = [CANDIDATES[1], CANDIDATES[2]]
    week.assignments = [
        {**row, "status": "proposed", "zone": "Z2", "employer_id": named[str(row["slot_id"])][0],
         "employer": named[str(row["slot_id"])][1]}
        for row in proposed
    ] + [
        {"jobseeker_id": "P3", "status": "held", "slot_id": "S2", "programme_id": "Y", "start_week": "2026-W52",
         "weeks": 12},
        {"jobseeker_id": "P4", "status": "unplaced"},
    ]  # fmt: skip
    week.slots = [
        {"slot_id": "S1", "employer_id": "E1", "programme_id": "X", "start_week": "2026-W52", "places": 1, "running": 0,
         "filled": 1, "free": 0},
        {"slot_id": "S2", "employer_id": "E2", "programme_id": "Y", "start_week": "2026-W52", "places": 3, "running": 0,
         "filled": 2, "free": 1},
    ]  # fmt: skip
    # Three main places are left (S2 has an offer out), half of which may count: 1. P2 has waited 40 weeks.
    lot = lottery("P1") + lottery("P2") + (lottery("P1|S2") + lottery("P2|S1")) / 1000
    final = [VALUE, 0, 40, 0, 1, 0.5, -50, lot]
    goals = [
        {"name": name, "best": value, "bound": value, "gap": 0, "may_cost": cost, "final": value}
        for name, value, cost in zip(NAMES, final, COSTS, strict=True)
    ]
    week.plan = {
        "format": 1, "status": "optimal", "value": VALUE, "bound": VALUE, "gap": 0, "certified_bound": VALUE,
        "certified_gap": 0, "goals": goals, "groups": [], "inputs": {},
        "totals": {"jobseekers": 4, "placed": 2, "uplift": VALUE, "baseline": 0.85, "expected_outcomes": 1.0135,
                   "cost_sek": INTRO_COST, "travel_minutes": 50, "usual_practice_uplift": 0.105},
    }  # fmt: skip
    # With 0.0375 on the place at S1 nobody has more than: P1 0.0375, P2 0.126 - 0.0375; and the place itself 0.0375.
    week.certificate["rows"] = [{"rule": "slot_places", "key": ["S1", "limit"], "dual": 0.0375}]
    week.certificate["bound"] = VALUE
    return week.write()


def _scenario(week: Week) -> None:
    week.settings = {"waiting_places_share": 0.5}
    base = {"home_zone": "Z1", "age": 30, "education_level": 3, "swedish_level": "B1", "months_unemployed": 18}
    week.add("jobseekers", jobseeker_id="P1", **base, registered_status="JoB", registered_days=400, waiting_weeks=30)
    week.add("jobseekers", jobseeker_id="P2", home_zone="Z1", age=40, education_level=1, swedish_level="A2",
             months_unemployed=30, registered_status="JoB", registered_days=500, wished_ssyk="5330",
             waiting_weeks=40)  # fmt: skip
    week.add("jobseekers", jobseeker_id="P3", **base, registered_status="none", registered_days=0)
    week.add("jobseekers", jobseeker_id="P4", home_zone="Z1", age=17, registered_status="none", registered_days=0)
    paper = {"supervisor_id": "H1", "union_consulted_on": "2026-11-01", "zone": "Z2", "start_week": "2026-W52"}
    week.add("slots", slot_id="S1", employer_id="E1", programme_ids="X", places=1, ssyk="5330", gross_month_sek=24000,
             **paper)  # fmt: skip
    week.add("slots", slot_id="S2", employer_id="E2", programme_ids="Y", places=3, ssyk="5132", **paper)
    week.add("employers", employer_id="E1", name="Ett", sector="department", collective_agreement="yes", tax_debts="no")
    week.add("employers", employer_id="E2", name="Två")
    week.add("programmes", programme_id="X", rule="introduktionsjobb", funding_id="F1")
    week.add("programmes", programme_id="Y", rule="arbetspraktik")
    week.add("funding", funding_id="F1", budget_sek=200000)
    week.add("supervisors", supervisor_id="H1", capacity=5)
    week.add("travel", from_zone="Z1", to_zone="Z2", minutes=25)
    week.add("preferences", jobseeker_id="P2", slot_id="S1", rank=2)
    week.add("placements", jobseeker_id="P1", slot_id="S2", programme_id="Y", state="draft")
    week.add("placements", jobseeker_id="P3", slot_id="S2", programme_id="Y", state="offered", from_week="2026-W52",
             answer_by="2026-11-23")  # fmt: skip


def checks(folder: Path) -> set[str]:
    """The names of the checks that object."""
    return {objection.check for objection in verify(folder)}


def test_the_plan_worked_out_by_hand_is_accepted(week: Week) -> None:
    folder = known_plan(week)
    assert [str(objection) for objection in verify(folder)] == []
    assert [str(objection) for objection in verify(folder, scenario=week.home / "scenario")] == []


def test_the_swedish_dialect_is_read(week: Week) -> None:
    week.swedish = True
    folder = known_plan(week)
    assert (folder / "assignments.csv").read_text(encoding="utf-8").startswith("\ufeffjobseeker_id;status")
    assert [str(objection) for objection in verify(folder)] == []


def test_the_meeting_may_fill_in_decision_and_motive(week: Week) -> None:
    known_plan(week)
    week.assignments[0] |= {"decision": "yes", "motive": "agreed; with the employer"}
    assert checks(week.write()) == set()


PLAN_TAMPERING: list[tuple[str, Callable[[dict[str, Any]], object], set[str]]] = [
    ("value", lambda plan: plan.update(value=0.2), {"value"}),
    ("final value", lambda plan: plan["goals"][0].update(final=0.16), {"value"}),
    ("value is text", lambda plan: plan.update(value="much"), {"value"}),
    ("value is yes", lambda plan: plan.update(value=True), {"value"}),
    ("bound too low", lambda plan: plan.update(bound=0.15), {"bound", "gap"}),
    ("bound too high for its gap", lambda plan: plan.update(bound=0.2), {"bound", "gap"}),
    ("gap", lambda plan: plan.update(gap=0.1), {"gap", "status"}),
    ("certified bound", lambda plan: plan.update(certified_bound=0.2), {"certified_bound", "certified_gap"}),
    ("certified gap", lambda plan: plan.update(certified_gap=-0.1), {"certified_gap"}),
    ("status", lambda plan: plan.update(status="decided"), {"status"}),
    ("placed", lambda plan: plan["totals"].update(placed=3), {"totals"}),
    ("jobseekers", lambda plan: plan["totals"].update(jobseekers=5), {"totals"}),
    ("baseline", lambda plan: plan["totals"].update(baseline=0.8), {"totals"}),
    ("expected outcomes", lambda plan: plan["totals"].update(expected_outcomes=1), {"totals"}),
    ("cost in all", lambda plan: plan["totals"].update(cost_sek=1), {"totals"}),
    ("travel in all", lambda plan: plan["totals"].update(travel_minutes=51), {"totals"}),
    ("no totals", lambda plan: plan.pop("totals"), {"totals"}),
    ("settings", lambda plan: plan["settings"].update(fair_share=0.1), {"settings"}),
    ("lottery seed", lambda plan: plan.update(lottery_seed=49), {"settings"}),
    ("model", lambda plan: plan["models"].update(rules="sweden/2017"), {"settings"}),
    ("rules off", lambda plan: plan.update(rules_off=["one_main"]), {"rules_off"}),
    ("hash", lambda plan: plan.update(inputs={"slots.csv": "0" * 64}), {"inputs"}),
    ("a file that is not there", lambda plan: plan.update(inputs={"audit.csv": "0" * 64}), {"inputs"}),
    ("a file outside", lambda plan: plan.update(inputs={"../slots.csv": "0" * 64}), {"inputs"}),
    ("goals in another order", lambda plan: plan["goals"].reverse(), {"bound", "gap", "value", "goals",
     "certified_bound", "certified_gap"}),
    ("may cost", lambda plan: plan["goals"][2].update(may_cost=0.5), {"goals"}),
    ("spent too much", lambda plan: plan["goals"][0].update(best=0.2), {"bound", "certified_bound", "gap",
     "certified_gap", "goals"}),
    ("waiting", lambda plan: plan["goals"][2].update(final=70), {"goals"}),
    ("stability", lambda plan: plan["goals"][4].update(final=2), {"goals"}),
    ("preference", lambda plan: plan["goals"][5].update(final=1), {"goals"}),
    ("travel", lambda plan: plan["goals"][6].update(final=-49), {"goals"}),
    ("lot", lambda plan: plan["goals"][7].update(final=0), {"goals"}),
    ("goals are no list", lambda plan: plan.update(goals="all"), {"bound", "gap", "value", "goals", "best"}),
    ("group", lambda plan: plan.update(groups=[{"group": "long_term", "people": 4}]), {"groups"}),
    ("shortfall", lambda plan: plan.update(groups=[{"group": "long_term", "people": 3, "target": 3, "placed": 2,
     "shortfall": 0}]), {"groups", "goals"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "caught"), [case[1:] for case in PLAN_TAMPERING], ids=[case[0] for case in PLAN_TAMPERING]
)
def test_a_changed_plan_document_is_caught(
    week: Week, change: Callable[[dict[str, Any]], object], caught: set[str]
) -> None:
    folder = known_plan(week)
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    change(plan)
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    found = checks(folder)
    assert found
    assert found <= caught


@pytest.mark.parametrize(
    ("row", "column", "value", "caught"),
    [
        (0, "outcome", 0.36, {"outcome"}),
        (0, "baseline", 0.2, {"baseline"}),
        (0, "uplift", 0.06, {"uplift"}),
        (0, "acceptance", 0.9, {"acceptance"}),
        (0, "strength", "strong", {"strength"}),
        (1, "cost_sek", 126143.67, {"cost_sek"}),
        (1, "cost_sek", None, {"cost_sek"}),
        (1, "travel_minutes", 24, {"travel_minutes"}),
        (1, "travel_minutes", "far", {"travel_minutes"}),
        (1, "weeks", 51, {"weeks"}),
        (1, "start_week", "2026-W53", {"start_week"}),
        (1, "start_week", "soon", {"start_week"}),
        (1, "employer_id", "E2", {"employer_id"}),
        (1, "caseworker_id", "H1", {"caseworker_id"}),
        (1, "status", "decided", {"assignments", "people", "value", "totals", "slots", "goals"}),
        (1, "slot_id", "S9", {"assignments", "value", "totals", "slots", "goals"}),
        (1, "programme_id", "Y", {"assignments", "value", "totals", "slots", "goals"}),
        (1, "jobseeker_id", "P9", {"assignments", "people", "value", "totals", "slots", "goals"}),
        (2, "status", "kept", {"running"}),
        (2, "slot_id", "S1", {"running"}),
        (2, "weeks", 11, {"running"}),
        (2, "programme_id", "X", {"running"}),
        (3, "status", "held", {"running"}),
        (3, "slot_id", "S1", {"people"}),
    ],
)
def test_a_changed_row_is_caught(week: Week, row: int, column: str, value: object, caught: set[str]) -> None:
    known_plan(week)
    week.assignments[row][column] = value
    found = checks(week.write())
    assert found
    assert found == caught


def test_a_swapped_slot_is_caught(week: Week) -> None:
    known_plan(week)
    week.assignments[0] |= {"slot_id": "S1", "programme_id": "X"}
    assert {"slot_places", "funding_budget", "value", "employer_id", "outcome", "slots"} <= checks(week.write())


def test_an_extra_row_is_caught(week: Week) -> None:
    known_plan(week)
    week.assignments.append(week.assignments[0] | {"jobseeker_id": "P4"})
    assert {"eligibility", "candidates", "people", "totals", "slots"} <= checks(week.write())


def test_a_row_written_twice_is_caught(week: Week) -> None:
    known_plan(week)
    week.assignments.append(dict(week.assignments[0]))
    assert {"assignments", "one_main", "person_hours", "value"} <= checks(week.write())


@pytest.mark.parametrize(("row", "caught"), [(0, "value"), (2, "running"), (3, "people")])
def test_a_removed_row_is_caught(week: Week, row: int, caught: str) -> None:
    known_plan(week)
    del week.assignments[row]
    assert {caught, "people"} <= checks(week.write())


@pytest.mark.parametrize("column", ["running", "filled", "free", "places", "start_week", "employer_id", "programme_id"])
def test_a_changed_slot_row_is_caught(week: Week, column: str) -> None:
    known_plan(week)
    week.slots[1][column] = "2" if week.slots[1][column] != 2 else 1
    assert checks(week.write()) == {"slots"}


def test_a_missing_slot_row_is_caught(week: Week) -> None:
    known_plan(week)
    del week.slots[0]
    assert checks(week.write()) == {"slots"}


def test_a_candidate_left_out_or_let_in_is_caught(week: Week) -> None:
    known_plan(week)
    left_out = week.candidates.pop(3)
    found = verify(week.write())
    assert [str(o) for o in found] == [
        "verify[candidates]: jobseeker P2, slot S2 as Y: every gate lets it pass, and it is not in the table."
    ]
    week.candidates += [left_out, left_out | {"jobseeker_id": "P4"}]
    assert "candidates" in checks(week.write())


@pytest.mark.parametrize("column", ["value", "purpose", "cost_sek", "strength", "travel_check", "acceptance", "weeks"])
def test_a_changed_candidate_is_caught(week: Week, column: str) -> None:
    known_plan(week)
    week.candidates[3][column] = "0.031"
    assert "candidates" in checks(week.write())


@pytest.mark.parametrize(
    ("row", "caught"),
    [
        ({"rule": "slot_places", "key": ["S1", "limit"], "dual": 0.03}, "certified_bound"),
        ({"rule": "slot_places", "key": ["S1", "limit"], "dual": -0.03}, "certificate"),
        ({"rule": "slot_places", "key": ["S9", "limit"], "dual": 0.0375}, "certificate"),
        ({"rule": "slot_places", "key": ["S1", "open"], "dual": 0.0375}, "certificate"),
        ({"rule": "slot_places", "key": [], "dual": 0.0375}, "certificate"),
        ({"rule": "slot_places", "key": ["S1", "limit"], "dual": "0.0375"}, "certificate"),
        ({"rule": "gravity", "key": ["S1", "limit"], "dual": 0.0375}, "certificate"),
        ({"rule": "funding_budget", "key": ["F2"], "dual": 0}, "certificate"),
        ({"rule": "employer_people", "key": ["E1", "2026-W52"], "dual": 0}, "certificate"),
        ({"rule": "supervisor_support", "key": ["H1", "2027-W53"], "dual": 0}, "certificate"),
        ({"rule": "decisions", "key": ["pin", "P1", "S1"], "dual": 0}, "certificate"),
        ("slot_places", "certificate"),
    ],
)
def test_a_changed_dual_is_caught(week: Week, row: object, caught: str) -> None:
    known_plan(week)
    week.certificate["rows"] = [row]
    assert caught in checks(week.write())


def test_other_duals_give_the_bound_that_arithmetic_gives(week: Week) -> None:
    known_plan(week)
    week.certificate["rows"] = [
        {"rule": "slot_places", "key": ["S1", "limit"], "dual": 0.02},
        {"rule": "supervisor_support", "key": ["H1", "2026-W53"], "dual": 0.01},
        {"rule": "funding_budget", "key": ["F1"], "dual": 1e-7},
    ]
    # Limits: 0.02 x 1, 0.01 x (5 - the offered one's 1), 200,000 x 1e-7.
    limits = 0.02 + 0.04 + 0.02
    # P1: 0.075 - 0.02 - 0.01 - 0.012614368 against 0.0375 - 0.01. P2: 0.126 less the same, against 0.02.
    people = 0.032385632 + 0.083385632
    bound = certified_bound(week.scenario(), week.candidates, week.certificate)
    assert bound == pytest.approx(limits + people, abs=1e-12)


def test_a_certificate_that_names_no_row_is_refused(week: Week) -> None:
    known_plan(week)
    week.certificate["rows"] = [{"rule": "slot_places", "key": ["S9", "limit"], "dual": 1.0}]
    with pytest.raises(VerificationFailed, match="names a row that does not exist"):
        certified_bound(week.scenario(), week.candidates, week.certificate)


@pytest.mark.parametrize(
    "name", ["assignments.csv", "slots.csv", "candidates.csv.gz", "plan.json", "certificate.json", "inputs"]
)
@pytest.mark.parametrize(
    "content", [None, b"", b"\x00\xff", b"jobseeker_id,status\nP1\n", b"[1, NaN", b'{"format": 2}']
)
def test_a_missing_or_spoilt_file_is_an_objection(week: Week, name: str, content: bytes | None) -> None:
    folder = known_plan(week)
    path = folder / name
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert checks(folder) & {"files", "inputs"}


@pytest.mark.parametrize("column", ["jobseeker_id", "status", "outcome", "motive"])
def test_a_missing_column_is_an_objection(week: Week, column: str) -> None:
    folder = known_plan(week)
    path = folder / "assignments.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(column, "other", 1), encoding="utf-8")
    said = [str(objection) for objection in verify(folder)]
    assert f"verify[files]: assignments.csv: the column {column} is missing." in said


def test_a_candidate_table_cut_short_is_an_objection(week: Week) -> None:
    folder = known_plan(week)
    path = folder / "candidates.csv.gz"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "files" in checks(folder)
    path.write_bytes(gzip.compress(gzip.decompress(whole) + b"P1,S1\n"))
    assert checks(folder) == {"files"}


def test_inputs_that_are_not_the_scenario_are_caught(week: Week) -> None:
    folder = known_plan(week)
    path = folder / "inputs" / "slots.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("24000", "23000"), encoding="utf-8")
    assert checks(folder) >= {"cost_sek", "candidates", "totals"}
    against = verify(folder, scenario=week.home / "scenario")
    assert [str(o) for o in against] == ["verify[inputs]: inputs/slots.csv: is not what the scenario resolves to."]


def test_a_model_swapped_in_the_inputs_is_caught(week: Week) -> None:
    folder = known_plan(week)
    path = folder / "inputs/models/outcome/judgement/1/effects.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("0.11,0.05,0.17", "0.12,0.05,0.17"), encoding="utf-8")
    against = verify(folder, scenario=week.home / "scenario")
    assert [str(o) for o in against] == ["verify[inputs]: inputs/models/outcome: is not what the scenario resolves to."]


def test_protected_people_and_audit_in_a_plan_are_caught_and_not_named(week: Week) -> None:
    folder = known_plan(week)
    people = folder / "inputs" / "jobseekers.csv"
    rows = people.read_text(encoding="utf-8").splitlines()
    hidden = [row.removesuffix("no") + "yes" if row.startswith("P2,") else row for row in rows]
    people.write_text("\n".join(hidden) + "\n", encoding="utf-8")
    (folder / "inputs" / "audit.csv").write_text("jobseeker_id,sex\nP1,\n", encoding="utf-8")
    found = verify(folder)
    assert {"protected", "inputs", "assignments", "candidates"} <= {objection.check for objection in found}
    assert not any("P2" in str(objection) for objection in found)


def test_an_offer_that_has_lapsed_runs_no_more(week: Week) -> None:
    known_plan(week)
    week.tables["placements"][1]["answer_by"] = "2026-11-22"
    # The held row, the place in slots.csv; three places are left, so half of four may count, and P1's is not good.
    assert checks(week.write()) == {"running", "slots"}


def test_a_contested_person_has_a_row_of_their_own(week: Week) -> None:
    known_plan(week)
    week.add("decisions", jobseeker_id="P4", decision="contested")
    assert checks(week.write()) == {"running"}
    week.assignments[3]["status"] = "held"
    assert checks(week.write()) == set()


def test_a_value_below_zero_is_proposed_only_when_pinned(week: Week) -> None:
    known_plan(week)
    week.add("baselines", jobseeker_id="P1", value=0.36)
    assert "eligibility" in checks(week.write())
    week.add("decisions", jobseeker_id="P1", slot_id="S2", decision="pin")
    assert "eligibility" not in checks(week.write())


@pytest.mark.parametrize("garbage", ["", "x", "-1"])
def test_no_cell_however_spoilt_makes_it_stop(week: Week, garbage: str) -> None:
    known_plan(week)
    unwritten = {"purpose", "travel_check", "value"}
    for rows in (week.assignments, week.slots, week.candidates):
        for column in set(rows[0]) - (unwritten if rows is week.assignments else set()):
            kept = rows[0][column]
            rows[0][column] = garbage
            found = verify(week.write())
            assert found or garbage == str(kept), column
            assert not any(objection.check == "internal" for objection in found)
            rows[0][column] = kept
