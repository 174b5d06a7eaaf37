"""What may be handed out of a plan to anybody who asks: how it was made and what it gives, and no row about anybody."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from planner.planning import reopen
from planner.schema.models.card import Model
from planner.schema.plan import CERTIFICATE, PLAN_FILE
from planner.schema.scenario import Scenario
from planner.schema.tables import TABLES
from planner.studies.record_figures import RecordFigures, limits_told
from planner.studies.suppression import is_small

# Keys of plan.json that name nobody and are handed out as they are.
_AS_THEY_ARE = (
    "scenario", "week", "language", "method", "status", "unit", "reproducible", "interrupted", "settings",
    "constraints_off", "seed", "lottery_seed", "lottery", "versions",
)  # fmt: skip
_IDS = tuple(
    (name, f"{name.removesuffix('s')}_id")
    for name in ("jobseekers", "slots", "employers", "supervisors", "caseworkers")
)
_OF_PEOPLE = frozenset(f"{table.name}.csv" for table in TABLES.values() if "jobseeker_id" in table.columns)


def public_record(plan: Path) -> dict[str, Any]:
    """The public record of the plan in a folder, from the folder alone: the content of public_record.json.

    It holds no id of a person, place, employer, supervisor or caseworker. Figures of fewer than five people, and those
    from which one could be worked out, are None. Raises UsageFault where the folder holds no plan, InputFaults with
    every objection of the verifier.
    """
    opened = reopen(plan)
    week, file, figures = opened.instance.scenario, opened.file, RecordFigures(opened)
    rows = json.loads((plan / CERTIFICATE).read_text(encoding="utf-8"))["rows"]
    aside = file["set_aside"]
    return {
        "format": 1,
        "municipality": opened.earlier.municipality,
        **{name: file[name] for name in _AS_THEY_ARE if name in file},
        **figures.of_plan(),
        **_inputs(file["inputs"]),
        "models": _models(week),
        "changed_settings": _changed_settings(week),
        "certificate": figures.certificate(rows),
        "totals": figures.totals(),
        "by_form": figures.by_form(),
        "groups": figures.groups(),
        "usual": figures.usual(),
        "overrides": _overrides(file["overrides"], _ids(week)),
        "beyond": limits_told(one["constraint"] for one in file["beyond"]),
        "set_aside_rows": None if is_small(aside["people"]) else aside["rows"],
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


def _ids(week: Scenario) -> frozenset[str]:
    """Every id of a person, place, employer or official."""
    cells = (week.tables[name][column] for name, column in _IDS)
    return frozenset(str(one).casefold() for column in cells for one in column)


def _overrides(parts: Iterable[Mapping[str, Any]], ids: frozenset[str]) -> list[dict[str, Any]]:
    """How often somebody in each role placed a person over each gate; nobody is named, and no motive repeated.

    A role is left out where it holds an id, and a count of fewer than five, but not that there is one.
    """
    times = Counter((gate, _role(part["by"], ids)) for part in parts for gate in part["gates"])
    order = sorted(times.items(), key=lambda one: (one[0][0], one[0][1] or ""))
    return [{"gate": gate, "by": role, "count": None if is_small(count) else count} for (gate, role), count in order]


def _role(stated: str | None, ids: frozenset[str]) -> str | None:
    """A role as stated; None where a word of it is an id of the plan."""
    words = {word.casefold() for word in re.findall(r"[\w.-]*\w", stated or "")}
    return None if words & ids else stated


def _repeat(file: Mapping[str, Any]) -> dict[str, Any]:
    """The commands that make the plan again and check it, and whether it then comes out the same to the byte."""
    asked = "planner plan" if file["method"] == "goals" else f"planner usual --which {file['method']}"
    return {
        "plan": f"{asked} PLAN/inputs --out AGAIN",
        "verify": "planner verify PLAN",
        "exact": bool(file["reproducible"]),
    }
