"""What may be handed out of a plan to anybody who asks: how it was made and what it gives, and no row about anybody."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from planner.folders import EarlierPlan, read_earlier
from planner.planning import read_scenario, refuse_changed_plan
from planner.schema.models.card import Model
from planner.schema.plan import CERTIFICATE, PLAN_FILE
from planner.schema.scenario import Scenario
from planner.schema.tables import TABLES
from planner.studies.suppression import is_small, suppressed

# Keys of plan.json that name nobody and are handed out as they are.
_AS_THEY_ARE = (
    "scenario", "week", "language", "method", "status", "unit", "reproducible", "interrupted", "value", "bound", "gap",
    "goals", "hand_back", "settings", "constraints_off", "seed", "lottery_seed", "lottery", "versions",
)  # fmt: skip
_OF_PEOPLE = frozenset(f"{table.name}.csv" for table in TABLES.values() if "jobseeker_id" in table.columns)
# Sums that are the figures of a single person where only one is placed.
_SUMS = (
    "expected_outcomes", "uplift", "expected_gain", "uplift_by_basis", "judgement_share", "cost_sek",
    "unused_subsidy_sek", "travel_minutes",
)  # fmt: skip


def public_record(plan: Path) -> dict[str, Any]:
    """The public record of the plan in a folder, from the folder alone: the content of public_record.json.

    It holds no id of a person, place, employer, supervisor or caseworker. Counts of fewer than five people, and those
    from which one could be worked out, are None. Raises UsageFault where the folder holds no plan, InputFaults with
    every objection of the verifier.
    """
    refuse_changed_plan(plan, scenario=None, models=None)
    earlier = read_earlier(plan)
    week = read_scenario(plan / "inputs")
    file = earlier.file
    return {
        "format": 1,
        "municipality": earlier.municipality,
        **{name: file[name] for name in _AS_THEY_ARE if name in file},
        **_inputs(file["inputs"]),
        "models": _models(week),
        "changed_settings": _changed_settings(week),
        "certificate": _certificate(plan, file),
        "totals": _totals(file["totals"]),
        "by_form": _by_form(earlier),
        "groups": _groups(file["groups"], file["totals"]),
        "usual": [_usual(one) for one in file["usual"]],
        "overrides": _overrides(file["overrides"]),
        "beyond": dict(sorted(Counter(one["constraint"] for one in file["beyond"]).items())),
        "set_aside_rows": file["set_aside"]["rows"],
        "hashes": {name: _hash(plan / name) for name in (PLAN_FILE, CERTIFICATE)},
        "repeat": _repeat(file),
    }


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _inputs(inputs: Mapping[str, str]) -> dict[str, Any]:
    """The hash of every file that the plan was made from; of the tables about people one hash of all together.

    A table of a row or two could be guessed, and the guess be tried against a hash of its own.
    """
    of_people = {name: inputs[name] for name in sorted(inputs) if name in _OF_PEOPLE}
    joint = "".join(f"{digest}  {name}\n" for name, digest in of_people.items())
    return {
        "inputs": {name: digest for name, digest in inputs.items() if name not in of_people},
        "inputs_about_people": {"files": list(of_people), "sha256": hashlib.sha256(joint.encode()).hexdigest()},
    }


def _models(week: Scenario) -> list[dict[str, Any]]:
    """Each model: which version, what its card says of it, and the reason of each choice of the policy."""
    found = []
    for kind, files in week.assumptions.stored.items():
        model: Model = getattr(week.assumptions, kind)
        told = model.card.model_dump(mode="json", exclude={"files", "kind", "name", "version"}, exclude_none=True)
        found.append({"kind": kind, "reference": files.reference, **told})
    for one in found:
        if one["kind"] == "policy":
            values = week.assumptions.policy.values
            one["choices"] = {name: value.model_dump(mode="json") for name, value in values.items()}
    return found


def _changed_settings(week: Scenario) -> list[str]:
    """The settings that are other than the policy's."""
    values = week.assumptions.policy.values
    in_force = week.settings.model_dump(mode="json")
    return [name for name, one in values.items() if name in in_force and not _is_same(in_force[name], one.value)]


def _is_same(one: object, other: object) -> bool:
    return bool(json.loads(json.dumps(one)) == json.loads(json.dumps(other, default=str)))


def _certificate(plan: Path, file: Mapping[str, Any]) -> dict[str, Any]:
    """The bound, and what its proof rests on, in sum by kind of limit: its rows name people and places."""
    rows = json.loads((plan / CERTIFICATE).read_text(encoding="utf-8"))["rows"]
    limits = Counter(row["constraint"] for row in rows)
    return {
        "certified_bound": file["certified_bound"],
        "certified_gap": file["certified_gap"],
        "priced_limits": dict(sorted(limits.items())),
    }


def _totals(totals: Mapping[str, Any]) -> dict[str, Any]:
    """The sums over everybody; those over very few people are left out."""
    few = is_small(totals["placed"])
    told = {name: None if few and name in _SUMS else totals[name] for name in _SUMS}
    together = totals["together"]["placed"]
    return {
        "jobseekers": totals["jobseekers"],
        "placed": _count(totals["placed"], totals["jobseekers"]),
        "baseline": totals["baseline"],
        **told,
        "placed_or_promised": None if is_small(together - totals["placed"]) else together,
        "vacancies_placed": _count(totals["vacancies_placed"], totals["placed"]),
        "protected": None if is_small(totals["protected"]) else totals["protected"],
    }


def _count(count: int | None, whole: int) -> int | None:
    """A part of a whole that is told; None where it, or the rest, is small."""
    return None if count is None or is_small(count) or is_small(whole - count) else count


def _by_form(earlier: EarlierPlan) -> dict[str, int | None]:
    """How many proposals there are under each form."""
    counts = {str(name): len(rows) for name, rows in earlier.proposals.groupby("programme_id")}
    out = suppressed(counts)
    return {name: None if name in out else count for name, count in sorted(counts.items())}


def _groups(parts: Iterable[Mapping[str, Any]], totals: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each group's people and places; figures whose own or whose other people are few are left out."""
    rows = []
    for part in parts:
        people, placed = _count(part["people"], totals["jobseekers"]), _count(part["placed"], totals["placed"])
        if people is None:
            placed = None
        rows.append(
            {
                "group": part["group"],
                "people": people,
                "placed": placed,
                "uplift": None if placed is None else part["uplift"],
                "target": None if placed is None else part["target"],
            }
        )
    return rows


def _usual(part: Mapping[str, Any]) -> dict[str, Any]:
    few = part["placed"] is not None and is_small(part["placed"])
    return {"name": part["name"], "placed": part["placed"], "uplift": None if few else part["uplift"]}


def _overrides(parts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """How often somebody in each role placed a person over each gate; nobody is named, and no motive repeated."""
    times = Counter((gate, part["by"]) for part in parts for gate in part["gates"])
    order = sorted(times.items(), key=lambda one: (one[0][0], one[0][1] or ""))
    return [{"gate": gate, "by": role, "count": count} for (gate, role), count in order]


def _repeat(file: Mapping[str, Any]) -> dict[str, Any]:
    """The commands that make the plan again and check it, and whether it then comes out the same to the byte."""
    asked = "planner plan" if file["method"] == "goals" else f"planner usual --which {file['method']}"
    return {
        "plan": f"{asked} PLAN/inputs --out AGAIN",
        "verify": "planner verify PLAN",
        "exact": bool(file["reproducible"]),
    }
