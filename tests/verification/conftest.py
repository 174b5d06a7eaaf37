"""Writes small scenario and plan folders from rows given by a test; every number in a plan is the test's own."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import shutil
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from planner.explanation import reasons, sentence
from planner.formulation import assemble, hard_rows
from planner.inputs import frozen_hash, read, scenario_files
from planner.instance import Instance, build, promised
from planner.planning import csv_text as planned_text
from planner.planning.followups import followup_table
from planner.planning.money import dear_parts, money_parts
from planner.planning.promised import promised_part, together
from planner.planning.reserves import reserve_table
from planner.planning.summary import beyond_parts
from planner.planning.usual import usual_practice
from planner.schema.scenario import Scenario
from planner.solving import Solution
from planner.texts import speaking
from planner.verification.facts import Candidate, Facts, facts_of
from tests.plan_runs import ROOT, planned

Cells = dict[str, object]
LISTED = {"candidates": "listed", "goals": ["outcome"]}
ASSIGNMENT_COLUMNS = [
    "jobseeker_id", "status", "slot_id", "employer_id", "employer", "programme_id", "occupation", "zone", "start_week",
    "weeks", "hours_per_week", "travel_minutes", "outcome", "baseline", "uplift", "acceptance", "value",
    "regular_weeks", "path", "baseline_regular_weeks", "strength", "basis", "gross", "cost_sek", "caseworker_id",
    "to_do", "second_choice", "second_choice_value", "second_choice_free", "reason_code", "reason", "decision",
    "answer_by", "by", "on", "motive",
]  # fmt: skip
SLOT_COLUMNS = [
    "slot_id", "employer_id", "programme_id", "start_week", "places", "running", "filled", "free", "price_lp", "gain",
    "reason_code", "reason", "unused_subsidy_sek", "unused_subsidy",
]  # fmt: skip
PLAN_FILES = [
    "assignments.csv", "candidates.csv.gz", "certificate.json", "followups.csv", "plan.json", "reserves.csv",
    "run.json", "slots.csv",
]  # fmt: skip
CANDIDATE_COLUMNS = [
    "jobseeker_id", "slot_id", "programme_id", "purpose", "start_week", "weeks", "hours_per_week", "travel_minutes",
    "travel_check", "outcome", "baseline", "uplift", "fit", "acceptance", "value", "regular_weeks", "cost_sek",
    "strength", "basis", "gross",
]  # fmt: skip


def csv_text(columns: list[str], rows: list[Cells], *, swedish: bool = False) -> str:
    """Rows as CSV; the Swedish dialect has semicolons, decimal commas and a BOM."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if swedish else ",", lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = ["" if row.get(column) is None else str(row[column]) for column in columns]
        if swedish:
            cells = [c.replace(".", ",") if c.replace(".", "").replace("-", "").isdigit() else c for c in cells]
        writer.writerow(cells)
    return ("\ufeff" if swedish else "") + out.getvalue()


class Week:
    """One planning week as a test states it: tables of a scenario, then the written plan, then both as folders."""

    def __init__(self, home: Path) -> None:
        """Begin an empty week whose folders will stand in `home`."""
        self.home = home
        self.week = "2026-W48"
        self.tables: dict[str, list[Cells]] = {}
        self.settings: dict[str, Any] = {}
        self.constraints_off: list[str] = []
        self.groups: dict[str, dict[str, Any]] = {}
        self.assignments: list[Cells] = []
        self.slots: list[Cells] = []
        self.candidates: list[Cells] = []
        self.plan: dict[str, Any] = {}
        self.certificate: dict[str, Any] = {"format": 1, "goal": "outcome", "rows": [], "bound": 0.0}
        self.swedish = False

    def add(self, table: str, **cells: object) -> Cells:
        """Add a row to a table of the scenario and hand it back for changes."""
        self.tables.setdefault(table, []).append(cells)
        return cells

    def write_scenario(self) -> Path:
        """The scenario as somebody would hand it in."""
        folder = self.home / "scenario"
        folder.mkdir(parents=True, exist_ok=True)
        groups = "\n".join(f"[groups.{n}]\n" + _keys(group) for n, group in self.groups.items())
        (folder / "scenario.toml").write_text(
            f'format = 1\n[scenario]\nname = "test"\nweek = "{self.week}"\nlottery_seed = 48\n'
            f"[constraints]\noff = {_toml(self.constraints_off)}\n[settings]\n{_keys(self.settings)}{groups}",
            encoding="utf-8",
        )
        for name, rows in self.tables.items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            (folder / f"{name}.csv").write_text(csv_text(columns, rows), encoding="utf-8")
        return folder

    def scenario(self) -> Scenario:
        """The scenario as the reader understands it."""
        return read(self.write_scenario())

    def facts(self) -> Facts:
        """What the verifier reasons from."""
        return facts_of(self.scenario())

    def candidate(self, person_id: str = "P1", slot_id: str = "S1") -> tuple[Facts, Candidate]:
        """The facts, and a pair under the slot's first form."""
        facts = self.facts()
        return facts, facts.candidate(facts.people[person_id], slot_id, facts.slots[slot_id].programme_ids[0])

    def write(self) -> Path:
        """The plan folder as the rows of this week say, resolved scenario and all."""
        folder = self.home / "plan"
        scenario = self.scenario()
        inputs = dict(scenario_files(scenario))
        for name, content in inputs.items():
            path = folder / "inputs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        instance = build(scenario)
        plan = self.proposals(instance)
        self.explain(instance, plan)
        self.write_tables(folder)
        self.write_lists(folder, instance, plan)
        stated = {
            "scenario": "test",
            "week": self.week,
            "language": "sv",
            "method": "goals",
            "reproducible": False,
            "unrepeatable": "clock",
            "interrupted": False,
            "seed": 1,
            "search": scenario.solve.model_dump(mode="json"),
            "versions": {},
            "inputs": {name: hashlib.sha256(content).hexdigest() for name, content in inputs.items()},
            "files": [*PLAN_FILES, *(f"inputs/{name}" for name in inputs)],
            "settings": scenario.settings.model_dump(mode="json"),
            "lottery_seed": scenario.lottery_seed,
            "lottery": {"seed": scenario.lottery_seed, "draw": None, "inputs": frozen_hash(inputs), "tried": []},
            "constraints_off": list(scenario.constraints_off),
            "models": {kind: found.reference for kind, found in scenario.assumptions.stored.items()},
            # As the planner has them: tests/planning/test_money.py and tests/explanation/test_dear.py work them out.
            "money": [one.model_dump() for one in money_parts(instance, plan)],
            "dear": [one.model_dump() for one in dear_parts(instance, plan)],
        }
        (folder / "plan.json").write_text(json.dumps({**stated, **self.plan}), encoding="utf-8")
        (folder / "certificate.json").write_text(json.dumps(self.certificate), encoding="utf-8")
        return folder

    def write_tables(self, folder: Path) -> None:
        """The three tables of a plan folder alone."""
        assignments = csv_text(ASSIGNMENT_COLUMNS, self.assignments, swedish=self.swedish)
        (folder / "assignments.csv").write_text(assignments, encoding="utf-8")
        slots: list[Cells] = [{"unused_subsidy_sek": 0, "price_lp": 0, **row} for row in self.slots]
        (folder / "slots.csv").write_text(csv_text(SLOT_COLUMNS, slots, swedish=self.swedish), encoding="utf-8")
        with gzip.open(folder / "candidates.csv.gz", "wt", encoding="utf-8") as table:
            table.write(csv_text(CANDIDATE_COLUMNS, self.candidates))

    def proposals(self, instance: Instance) -> Solution:
        """The proposals of this week as a plan of the outcome alone."""
        rows = zip(*(instance.candidates[name] for name in ("person", "slot", "programme_id")), strict=True)
        people, slots = instance.people["jobseeker_id"], instance.slots["slot_id"]
        at = {(people.iloc[person], slots.iloc[slot], form): n for n, (person, slot, form) in enumerate(rows)}
        named = {(row["jobseeker_id"], row.get("slot_id"), row.get("programme_id")) for row in self.assignments
                 if row["status"] == "proposed"}  # fmt: skip
        chosen = np.array(sorted(at[name] for name in named & at.keys()), dtype=np.int64)
        columns = instance.columns.index.to_numpy()
        mip = assemble(instance, hard_rows(instance))
        plan = SimpleNamespace(chosen=chosen[np.isin(chosen, columns)], mip=mip, goals=(), stages=(), earlier=None,
                               prices={})  # fmt: skip
        return cast("Solution", plan)

    def explain(self, instance: Instance, plan: Solution) -> None:
        """Second choices and sentences, where a test states none: tests/explanation/test_reasons.py tries them."""
        found = reasons(instance, plan)
        table, people, slots = instance.candidates, instance.people["jobseeker_id"], instance.slots["slot_id"]
        own = {
            (people.iloc[person], ""): (reason, found.nearest.get(person)) for person, reason in found.unplaced.items()
        }
        for row, reason in found.proposed.items():
            pair = (people.iloc[table["person"][row]], slots.iloc[table["slot"][row]])
            own[pair] = (reason, found.second_choice.get(row))
        for line in self.assignments:
            told = own.get((str(line["jobseeker_id"]), str(line.get("slot_id") or "")))
            if told is None or line["status"] in {"kept", "held"}:
                continue
            with speaking("sv"):
                line.setdefault("reason", sentence(told[0], instance))
            if told[1] is not None and "second_choice" not in line:
                line["second_choice"], line["second_choice_value"] = slots.iloc[told[1].slot], told[1].value
                line["second_choice_free"] = "yes" if told[1].is_free else "no"

    def write_lists(self, folder: Path, instance: Instance, plan: Solution) -> None:
        """Reserves and follow-up as the planner has them: tests/explanation/test_reserves.py tries them by hand."""
        for name, table in (("reserves", reserve_table(instance, plan)),
                            ("followups", followup_table(instance))):  # fmt: skip
            dialect = "swedish" if self.swedish else "plain"
            (folder / f"{name}.csv").write_text(planned_text(table, dialect), encoding="utf-8")


# Nobody has verified all of bea_jobb; of sfi the school decides.
TO_DO_OF = {"B": "unverified_rule", "C": "application"}


class ListedWeek(Week):
    """A week in listed mode, where value is the outcome stated, so that a rule can be tested by itself.

    Everybody lives in zone Z, trips take 20 minutes, everything starts in the plan week and lasts four weeks, and a
    place costs 100 SEK a week under programme B (rule bea_jobb) and nothing under programme C (rule sfi, a companion).
    """

    def __init__(self, home: Path) -> None:
        """Begin with employer E1, programme B and the trip inside zone Z."""
        super().__init__(home)
        self.settings = dict(LISTED)
        self.add("employers", employer_id="E1", name="Ett")
        self.add("programmes", programme_id="B", rule="bea_jobb", cost_person_week_sek=100)
        self.add("travel", from_zone="Z", to_zone="Z", minutes=20)
        self.proposed: list[tuple[str, str]] = []

    def person(self, person_id: str, **cells: object) -> None:
        """Somebody in zone Z."""
        self.add("jobseekers", jobseeker_id=person_id, home_zone="Z", **cells)

    def slot(self, slot_id: str, **cells: object) -> None:
        """A slot of employer E1 under programme B, with one place unless the test says otherwise."""
        base: Cells = {"employer_id": "E1", "programme_ids": "B", "zone": "Z", "places": 1, "weeks": 4,
                       "start_week": "2026-W48"}  # fmt: skip
        self.add("slots", **{"slot_id": slot_id, **base, **cells})

    def worth(self, person_id: str, slot_id: str, value: float) -> None:
        """A pair that may be proposed, and what it is worth."""
        self.add("outcomes", jobseeker_id=person_id, slot_id=slot_id, value=value)

    def propose(self, *pairs: tuple[str, str], running: Mapping[str, int] | None = None) -> Path:
        """Write the plan that proposes the pairs; `running` is the count of kept places by slot, as slots.csv says."""
        self.proposed = list(pairs)
        slots = {str(row["slot_id"]): row for row in self.tables["slots"]}
        value = {(str(r["jobseeker_id"]), str(r["slot_id"])): float(str(r["value"])) for r in self.tables["outcomes"]}
        self.candidates = [self._numbers(slots[slot_id], person_id, v) for (person_id, slot_id), v in value.items()]
        rows = {(str(row["jobseeker_id"]), str(row["slot_id"])): row for row in self.candidates}
        decided = {(str(r["jobseeker_id"]), str(r["slot_id"])): r["decision"] for r in self.tables.get("decisions", [])}
        for pair in pairs:
            code = "pinned" if decided.get(pair) == "pin" else "best"
            self.assignments.append({**rows[pair], "status": "proposed", "reason_code": code})
        placed = {row["jobseeker_id"] for row in self.assignments}
        for row in self.tables["jobseekers"]:
            own = {pair for pair in value if pair[0] == row["jobseeker_id"]}
            free = {pair for pair in own if decided.get(pair) != "forbid"}
            code = "outbid" if free else ("forbidden" if own else "no_candidate")
            stated = {"jobseeker_id": row["jobseeker_id"], "baseline": 0, "caseworker_id": row.get("caseworker_id")}
            if row["jobseeker_id"] not in placed:
                self.assignments.append({**stated, "status": "unplaced", "reason_code": code})
            for line in self.assignments:
                if line["jobseeker_id"] == row["jobseeker_id"]:
                    line.update(stated)
        self.slots = [self._places(row, (running or {}).get(name, 0)) for name, row in slots.items()]
        self._figures(value, rows)
        return self.write()

    def _numbers(self, slot: Cells, person_id: str, value: float) -> Cells:
        companion = slot["programme_ids"] == "C"
        jobseeker = next(row for row in self.tables["jobseekers"] if row["jobseeker_id"] == person_id)
        return {
            "jobseeker_id": person_id, "slot_id": slot["slot_id"], "employer_id": slot["employer_id"],
            "employer": "Ett", "programme_id": slot["programme_ids"], "purpose": "companion" if companion else "main",
            "zone": "Z",
            "start_week": slot.get("start_week", "2026-W48"), "weeks": slot["weeks"],
            "hours_per_week": slot.get("hours_per_week", 40), "travel_minutes": 20, "travel_check": "no",
            "outcome": value, "baseline": 0, "uplift": value, "acceptance": 1, "value": 0 if companion else value,
            "cost_sek": 0 if companion else 100 * int(str(slot["weeks"])), "strength": "strong",
            "basis": "own", "fit": 0, "gross": "no", "to_do": TO_DO_OF[str(slot["programme_ids"])],
            "caseworker_id": jobseeker.get("caseworker_id"),
        }  # fmt: skip

    def _places(self, slot: Cells, running: int) -> Cells:
        filled = sum(slot_id == slot["slot_id"] for _, slot_id in self.proposed)
        places = int(str(slot["places"]))
        free = max(0, places - running - filled)
        is_wanted = any(row["slot_id"] == slot["slot_id"] for row in self.candidates)
        empty = "empty_no_candidate" if not is_wanted else (
            "empty_minimum" if int(str(slot.get("min_places", 1))) > 1 else "empty_elsewhere"
        )  # fmt: skip
        return {
            "slot_id": slot["slot_id"], "employer_id": slot["employer_id"], "programme_id": slot["programme_ids"],
            "start_week": slot.get("start_week", "2026-W48"), "places": places, "running": running, "filled": filled,
            "free": free, "reason_code": ("partly" if filled else empty) if free else "full",
        }  # fmt: skip

    def _figures(self, value: dict[tuple[str, str], float], rows: dict[tuple[str, str], Cells]) -> None:
        """plan.json by arithmetic, with no duals: nobody can be worth more than their best candidate."""
        main = [pair for pair in self.proposed if rows[pair]["purpose"] == "main"]
        total = sum(value[pair] for pair in main)
        best = {p: max(v for (q, s), v in value.items() if q == p and rows[q, s]["purpose"] == "main") for p in
                {q for (q, s) in value if rows[q, s]["purpose"] == "main"}}  # fmt: skip
        gaining = {person for person, most in best.items() if most > 0}
        bound = sum(best.values())
        gap = (bound - total) / max(abs(total), 1e-9)
        nothing = {"best": 0.0, "bound": 0.0, "gap": 0, "may_cost": 0, "final": 0.0, "status": "optimal"}
        status = "optimal" if gap <= 1e-6 else "feasible"
        goals = [{"name": name, **nothing} for name in self.settings["goals"]]
        goals[0] |= {"best": total, "bound": bound, "gap": gap, "final": total, "status": status}
        self.plan = {
            "overrides": [], "beyond": [], "format": 1, "status": status, "value": total, "bound": bound,
            "gap": gap, "certified_bound": bound, "certified_gap": gap, "goals": goals, "unit": "table",
            "hand_back": unspent(total),
            "groups": [self._group(name, member, rows, gaining) for name, member in self._members().items()],
            "totals": {
                "uplift_by_basis": PARTS | {"own": total}, "judgement_share": 0 if total else None,
                "jobseekers": len(self.tables["jobseekers"]), "placed": len({person for person, _ in main}),
                "uplift": total, "expected_gain": total, "baseline": 0, "expected_outcomes": total,
                "cost_sek": sum(float(str(rows[pair]["cost_sek"])) for pair in self.proposed),
                "travel_minutes": 20 * len(self.proposed), "vacancies_placed": 0, "vacancies_uplift": 0,
                "unused_subsidy_sek": 0, "protected": 0, "by_hand_places": 0, "by_hand_share": 0,
            },
        }  # fmt: skip
        self._usual()
        self._together(total)
        self.certificate["bound"] = bound

    def _usual(self) -> None:
        """Usual practice as the planner has it: tests/planning/test_usual.py works it out by hand."""
        found = usual_practice(build(self.scenario()))
        people = found.instance.people["jobseeker_id"].to_numpy()
        main = (found.instance.candidates["purpose"] == "main").to_numpy()
        person = found.instance.candidates["person"].to_numpy()
        placed = {one.name: set(people[person[one.chosen[main[one.chosen]]]]) for one in found.plans
                  if one.chosen is not None}  # fmt: skip
        self.plan |= {
            "usual": [{"name": one.name, "placed": len(placed[one.name]) if one.name in placed else None,
                       "uplift": found.gain(one), "left_out": []} for one in found.plans],
            "strongest_usual": None if found.strongest is None else found.strongest.name,
        }  # fmt: skip
        for group in self.plan["groups"]:
            own = self._members()[group["group"]]
            group["usual_placed"] = {name: len(own & them) for name, them in placed.items()}

    def _together(self, total: float) -> None:
        """The parts that are promised as the planner has them: tests/planning/test_promised.py works them out."""
        instance = build(self.scenario())
        before, table = promised(instance), instance.candidates
        ids = list(zip(instance.people["jobseeker_id"].to_numpy()[table["person"]],
                       instance.slots["slot_id"].to_numpy()[table["slot"]], strict=True))  # fmt: skip
        proposals = table[[pair in self.proposed for pair in ids]]
        placed = self.plan["totals"]["placed"]
        both = {"placed": placed, "uplift": total, "expected_gain": total}
        both = together(before, proposals).model_dump() if len(before) else both
        self.plan["beyond"] = [one.model_dump() for one in beyond_parts(instance)]
        self.plan["totals"] |= {"promised": promised_part(before).model_dump(), "together": both}
        kept = set(instance.people["jobseeker_id"].iloc[before.loc[before["is_main"], "person"]])
        companions = {row["slot_id"] for row in self.tables["slots"] if row["programme_ids"] == "C"}
        main = {person for person, slot in self.proposed if slot not in companions}
        for group in self.plan["groups"]:
            own = self._members()[group["group"]]
            group |= {"promised": len(own & kept), "together": len(own & (kept | main))}

    def _members(self) -> dict[str, set[str]]:
        """The groups declared by tag, those a year without work, and the quarters: equal baselines, so by lot."""
        people = {str(row["jobseeker_id"]): str(row.get("groups", "")) for row in self.tables["jobseekers"]}
        order, quarter = sorted(people, key=standing), -(-len(people) // 4)
        tagged = {name: {p for p, tags in people.items() if group["tag"] in tags.split("|")}
                  for name, group in self.groups.items()}  # fmt: skip
        ends = {"hardest_quarter": set(order[:quarter]), "easiest_quarter": set(order[len(order) - quarter :])}
        long = {str(row["jobseeker_id"]) for row in self.tables["jobseekers"]
                if float(str(row.get("months_unemployed") or 0)) >= 12}  # fmt: skip
        return {**tagged, "long_term": long, **ends}

    def _group(self, name: str, member: set[str], rows: dict[tuple[str, str], Cells], wanted: set[str]) -> Cells:
        own = [rows[pair] for pair in self.proposed if pair[0] in member]
        placed = {str(row["jobseeker_id"]) for row in own if row["purpose"] == "main"}
        uplift = sum(float(str(row["value"])) for row in own)
        known = {str(row.get("jobseeker_id")) for row in (*rows.values(), *self.tables.get("placements", []))}
        return {"group": name, "people": len(member), "places": len(own), "placed": len(placed), "uplift": uplift,
                "with_candidate": len(member & wanted), "no_place": len(member - known), "no_place_by": {}}  # fmt: skip


# An introduction job at 24,000 SEK costs 2,425.84 SEK a week, 52 weeks of it 126,143.68.
INTRO_COST = 126143.68
X1 = {"slot_id": "S1", "programme_id": "X", "purpose": "main", "start_week": "2026-W52", "weeks": 52,
      "hours_per_week": 40, "travel_minutes": 25, "travel_check": "no", "cost_sek": INTRO_COST}  # fmt: skip
Y2 = X1 | {"slot_id": "S2", "programme_id": "Y", "weeks": 12, "cost_sek": 0}
X1 |= {"basis": "judgement", "fit": 0, "gross": "no"}
Y2 |= {"basis": "effect", "fit": 0, "gross": "no"}
# P2: without a wish 0.75 x 0.09 = 0.0675 at best; with it 0.9 x 0.12 = 0.108 there, and 0.6 x 0.01 elsewhere.
P2_ELSEWHERE = 0.006 * 0.0675 / 0.108
CANDIDATES: list[Cells] = [
    # P1, baseline 0.36, no wish stated: effects 0.07 (in the department's ordinary work) and 0.01.
    {"jobseeker_id": "P1", **X1, "outcome": 0.43, "baseline": 0.36, "uplift": 0.07, "acceptance": 0.75, "value": 0.0525,
     "regular_weeks": 20.8, "baseline_regular_weeks": 25.4, "strength": "medium"},
    {"jobseeker_id": "P1", **Y2, "outcome": 0.37, "baseline": 0.36, "uplift": 0.01, "acceptance": 0.75, "value": 0.0075,
     "regular_weeks": 25.8, "baseline_regular_weeks": 25.4, "strength": "uncertain"},
    # P2, baseline 0.10, wishes 5330: 0.09 + 0.03 x fit 1 there, 0.01 in the other occupation.
    {"jobseeker_id": "P2", **X1, "outcome": 0.22, "baseline": 0.1, "uplift": 0.12, "acceptance": 0.9, "value": 0.0675,
     "regular_weeks": 10.6, "baseline_regular_weeks": 6.9, "strength": "medium", "fit": 1},
    {"jobseeker_id": "P2", **Y2, "outcome": 0.11, "baseline": 0.1, "uplift": 0.01, "acceptance": 0.6,
     "value": P2_ELSEWHERE, "regular_weeks": 7.7, "baseline_regular_weeks": 6.9, "strength": "uncertain"},
]  # fmt: skip
# Nobody has said whether E2 is banned from trade or bankrupt; E1 is a department. For work practice redundancies
# within twelve months are our own reading.
TO_DO = {"S1": "authority", "S2": "authority|employer|unverified_rule"}
# P2 at S1 and P1 at S2: 0.0675 + 0.0075. The other way round it is 0.0525 + 0.00375.
VALUE, COSTS = 0.075, [0, 0, 0.03, 0.03, 0.005, 0, 0, 0.005, 0.005, 0]
USUAL = ("longest_wait", "longest_wait_to_best", "best_first")
NAMES = ["outcome", "other_purposes", "waiting", "fair_share", "stability", "queue", "lot", "preference", "travel",
         "cost"]  # fmt: skip


NOBODY: Cells = {"people": 0, "uplift": 0, "expected_gain": 0}
# As P1 at S2: 0.75 x 0.01.
P3_OFFERED: Cells = {"people": 1, "uplift": 0.0075, "expected_gain": 0.0075}
FOLLOW_UP = {"baseline": 1.0, "uplift": VALUE, "expected": 1 + VALUE}
# P1 and P3 25.4 weeks each, P2 6.9, P4 12.5. P1 at S2: 0.75 x 0.4. P2 at S1: 0.75 x (9.2 - 6.9), 9.2 without the fit.
REGULAR_WEEKS = {"baseline": 70.2, "uplift": 0.3 + 1.725, "expected": 72.225}
PARTS: Cells = {"own": 0, "observed": 0, "effect": 0, "judgement": 0, "points": 0}


def unspent(value: float) -> Cells:
    """The hand-back of a plan whose later goals cost nothing."""
    return {"before": value, "after": value, "bound": None, "status": "unspent"}


def lottery(key: str) -> float:
    """The lottery number of a key, by the formula of docs/method.md."""
    return standing(f"2026-W48|{key}")


def standing(key: str) -> float:
    """The standing number of a key, which no week changes."""
    return int(hashlib.sha256(f"48|{key}".encode()).hexdigest()[:16], 16) / 16**16


class KnownWeek(Week):
    """Four people: one to each slot, one with an offer not yet answered, and one nobody can place."""

    def __init__(self, home: Path) -> None:
        """State the tables, then the plan, every figure of it worked out by hand."""
        super().__init__(home)
        self._state_tables()
        self._state_rows()
        self._state_figures()

    def _state_tables(self) -> None:
        may_cost = dict(zip(NAMES, COSTS, strict=True))
        self.settings = {"waiting_places_share": 0.5, "goals": NAMES, "may_cost": may_cost}
        base = {"home_zone": "Z1", "age": 30, "education_level": 3, "swedish_level": "B1", "months_unemployed": 18}
        self.add(
            "jobseekers", jobseeker_id="P1", **base, registered_status="JoB", registered_days=400, waiting_weeks=30
        )
        self.add("jobseekers", jobseeker_id="P2", home_zone="Z1", age=40, education_level=1, swedish_level="A2",
                 months_unemployed=30, registered_status="JoB", registered_days=500, wished_ssyk="5330",
                 waiting_weeks=40)  # fmt: skip
        self.add("jobseekers", jobseeker_id="P3", **base, registered_status="none", registered_days=0)
        self.add("jobseekers", jobseeker_id="P4", home_zone="Z1", age=17, registered_status="none", registered_days=0)
        paper = {"supervisor_id": "H1", "union_consulted_on": "2026-11-01", "zone": "Z2", "start_week": "2026-W52"}
        paid = {"gross_month_sek": 24000, **paper}
        self.add("slots", slot_id="S1", employer_id="E1", programme_ids="X", places=1, ssyk="5330",
                 workplace_kind="ordinary", **paid)  # fmt: skip
        self.add("slots", slot_id="S2", employer_id="E2", programme_ids="Y", places=3, ssyk="5132", **paper)
        self.add(
            "employers", employer_id="E1", name="Ett", sector="department", collective_agreement="yes", tax_debts="no"
        )
        self.add("employers", employer_id="E2", name="Två", tax_debts="no")
        self.add("programmes", programme_id="X", rule="introduktionsjobb", funding_id="F1")
        self.add("programmes", programme_id="Y", rule="arbetspraktik")
        self.add("funding", funding_id="F1", budget_sek=200000)
        self.add("supervisors", supervisor_id="H1", capacity=5)
        self.add("travel", from_zone="Z1", to_zone="Z2", minutes=25)
        self.add("preferences", jobseeker_id="P2", slot_id="S1", rank=2)
        self.add("placements", jobseeker_id="P3", slot_id="S2", programme_id="Y", state="offered", from_week="2026-W52",
                 answer_by="2026-11-23")  # fmt: skip

    def _state_rows(self) -> None:
        named = {"S1": ("E1", "Ett"), "S2": ("E2", "Två")}
        self.candidates = [dict(row) for row in CANDIDATES]
        proposed = [CANDIDATES[1], CANDIDATES[2]]
        occupation = {"S1": "Vårdbiträden", "S2": "Bartendrar"}
        self.assignments = [
            {**row, "status": "proposed", "zone": "Z2", "employer_id": named[str(row["slot_id"])][0],
             "employer": named[str(row["slot_id"])][1], "occupation": occupation[str(row["slot_id"])],
             "to_do": TO_DO[str(row["slot_id"])], "reason_code": "best"}
            for row in proposed
        ] + [
            {"jobseeker_id": "P3", "status": "held", "slot_id": "S2", "employer_id": "E2", "employer": "Två",
             "programme_id": "Y", "occupation": "Bartendrar", "zone": "Z2", "start_week": "2026-W52", "weeks": 12,
             "hours_per_week": 40, "baseline": 0.36, "baseline_regular_weeks": 25.4, "reason_code": "running"},
            {"jobseeker_id": "P4", "status": "unplaced", "baseline": 0.18, "baseline_regular_weeks": 12.5,
             "reason_code": "no_candidate"},
        ]  # fmt: skip
        # P1 could have S1, where P2 is: the second choice of neither is free.
        self.slots = [
            {"slot_id": "S1", "employer_id": "E1", "programme_id": "X", "start_week": "2026-W52", "places": 1,
             "running": 0, "filled": 1, "free": 0, "price_lp": 0.06, "reason_code": "full"},
            {"slot_id": "S2", "employer_id": "E2", "programme_id": "Y", "start_week": "2026-W52", "places": 3,
             "running": 0, "filled": 2, "free": 1, "reason_code": "partly"},
        ]  # fmt: skip

    def _state_figures(self) -> None:
        # Three main places are left (S2 has an offer out), half of which may count: 1. P2 has waited 40 weeks.
        final = [VALUE, 0, 40, 0, 0, 70, lottery("P1") + lottery("P2"), 0.5, -50, -round(INTRO_COST)]
        goals = [
            {
                "name": name,
                "best": value,
                "bound": value,
                "gap": 0,
                "may_cost": cost,
                "final": value,
                "status": "optimal",
            }
            for name, value, cost in zip(NAMES, final, COSTS, strict=True)
        ]
        self.plan = {
            "overrides": [], "beyond": [], "format": 1, "status": "optimal", "value": VALUE, "bound": VALUE, "gap": 0,
            "certified_bound": VALUE, "certified_gap": 0, "goals": goals, "unit": "people", "hand_back": unspent(VALUE),
            "totals": {"jobseekers": 4, "placed": 2, "uplift": VALUE, "expected_gain": 0.9 * 0.12 + 0.0075,
                       "baseline": 1.0, "expected_outcomes": 1 + VALUE,
                       "cost_sek": INTRO_COST, "unused_subsidy_sek": 0, "travel_minutes": 50,
                       "vacancies_placed": 0, "vacancies_uplift": 0, "protected": 0,
                       "by_hand_places": 0, "by_hand_share": 0,
                       "follow_up": FOLLOW_UP, "regular_weeks": REGULAR_WEEKS,
                       "uplift_by_basis": PARTS | {"effect": 0.0075, "judgement": 0.0675},
                       "judgement_share": 0.0675 / VALUE,
                       "promised": {"accepted": NOBODY, "offered": P3_OFFERED, "untold": 0},
                       "together": {"placed": 3, "uplift": VALUE + 0.0075, "expected_gain": 0.9 * 0.12 + 0.015}},
            "groups": self._groups(),
            # P2, who has waited longest, wishes S1, gains most there, and is best there of all; P1 then has S2 left.
            "usual": [{"name": name, "placed": 2, "uplift": VALUE, "left_out": []} for name in USUAL],
            "strongest_usual": "longest_wait",
        }  # fmt: skip
        # With 0.06 on the place at S1 nobody has more than: P1 0.0075, P2 0.0675 - 0.06; and the place has 0.06.
        self.certificate["rows"] = [{"constraint": "slot_places", "key": ["S1", "limit"], "dual": 0.06}]
        self.certificate["bound"] = VALUE

    def _groups(self) -> list[Cells]:
        """P2 is furthest from work; of P1 and P3, alike and nearest, the one with the higher standing number counts."""
        nearest_is_p1 = standing("P1") > standing("P3")
        groups = [
            {"group": "long_term", "people": 3, "with_candidate": 2, "places": 2, "placed": 2,
             "uplift": VALUE, "usual_placed": dict.fromkeys(USUAL, 2)},
            {"group": "hardest_quarter", "people": 1, "with_candidate": 1, "places": 1, "placed": 1,
             "uplift": 0.0675, "usual_placed": dict.fromkeys(USUAL, 1)},
            {"group": "easiest_quarter", "people": 1, "with_candidate": int(nearest_is_p1),
             "places": int(nearest_is_p1), "placed": int(nearest_is_p1), "uplift": 0.0075 if nearest_is_p1 else 0,
             "usual_placed": dict.fromkeys(USUAL, int(nearest_is_p1))},
        ]  # fmt: skip
        # P3, who has an offer, is in the first group, and in the last where P1 is not. P4, whom every place refuses, is
        # in none of them.
        offered = (1, 0, int(not nearest_is_p1))
        return [
            {**g, "promised": n, "together": int(str(g["placed"])) + n, "no_place": 0, "no_place_by": {}}
            for g, n in zip(groups, offered, strict=True)
        ]


def _keys(values: Mapping[str, Any]) -> str:
    """Keys and values as lines of TOML."""
    return "".join(f"{key} = {_toml(value)}\n" for key, value in values.items())


def _toml(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
    return json.dumps(value)


@pytest.fixture
def week(tmp_path: Path) -> Week:
    """An empty week in eligible mode."""
    return Week(tmp_path)


@pytest.fixture
def listed(tmp_path: Path) -> ListedWeek:
    """A week in listed mode with one employer."""
    return ListedWeek(tmp_path)


@pytest.fixture
def known(tmp_path: Path) -> KnownWeek:
    """The plan worked out by hand in eligible mode."""
    return KnownWeek(tmp_path)


@pytest.fixture(scope="session", params=["plain", "swedish"])
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tiny planned in a dialect, once for all tests that change the plan in one place."""
    out: Path = tmp_path_factory.mktemp("sound") / str(request.param)
    planned(ROOT / "scenarios" / "tiny", out, "--workers", "1", "--dialect", request.param)
    return out


@pytest.fixture(scope="session")
def resolved(sound: Path) -> Scenario:
    """The scenario in its inputs, read once for all changes of other files."""
    return read(sound / "inputs")


@pytest.fixture
def changed(sound: Path, resolved: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder, whose inputs nobody changes."""
    # The module, which the function of its name hides.
    monkeypatch.setattr(import_module("planner.verification.verify"), "read", lambda *_, **__: resolved)
    shutil.copytree(sound, tmp_path / "plan")
    return tmp_path / "plan"
