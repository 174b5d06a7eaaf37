"""Checks of what plan.json says it is and was made from: week, name, method, seed, the files of its folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from planner.schema.identity_numbers import holds_identity_number
from planner.schema.scenario import Scenario
from planner.schema.tables import TABLES
from planner.schema.weeks import week_label
from planner.verification.answer import Answer
from planner.verification.facts import Facts
from planner.verification.folder import ASSIGNMENTS, CANDIDATES, CERTIFICATE, PLAN, SLOTS, PlanFolder, told
from planner.verification.objection import Objection

METHODS = ("goals", "longest_wait", "longest_wait_to_best", "best_first", "past_placements")
# Beside the files that are checked: who ran the plan, when and where. A municipality may leave it out.
RUN = "run.json"
# What systems leave in every folder that somebody has looked into.
LITTER = {".ds_store", "thumbs.db", "desktop.ini"}
KNOWN = {"scenario.toml", *(f"{name}.csv" for name in TABLES)}


def head(facts: Facts, answer: Answer) -> list[Objection]:
    """Week and name are the scenario's, and the method is one that there is."""
    plan, scenario = answer.folder.plan or {}, facts.scenario
    found = []
    if plan.get("week") != week_label(scenario.week):
        message = f"is {told(plan.get('week'))}, and the scenario is for {week_label(scenario.week)}."
        found.append(Objection("week", "plan.json week", message))
    if plan.get("scenario") != scenario.name:
        found.append(Objection("scenario", "plan.json scenario", "is not the name of the scenario."))
    if plan.get("method") not in METHODS:
        found.append(Objection("method", "plan.json method", f"is none of {', '.join(METHODS)}."))
    if not isinstance(plan.get("versions"), dict):
        found.append(Objection("versions", "plan.json versions", "is missing."))
    return found


def search(folder: PlanFolder, resolved: Scenario) -> list[Objection]:
    """Dialect, seed and repeatability are those of inputs/scenario.toml, where the command line's choices stand."""
    plan = folder.plan or {}
    settings = plan.get("settings")
    found = []
    if isinstance(settings, dict) and settings.get("dialect") != resolved.settings.dialect:
        found.append(Objection("settings", "plan.json settings.dialect", "is not what inputs/scenario.toml says."))
    if plan.get("seed") != resolved.solve.seed:
        message = f"is {told(plan.get('seed'))}, and inputs/scenario.toml says {resolved.solve.seed}."
        found.append(Objection("seed", "plan.json seed", message))
    found += [
        Objection("search", f"plan.json {name}", "is neither yes nor no.")
        for name in ("reproducible", "interrupted")
        if not isinstance(plan.get(name), bool)
    ]
    if plan.get("reproducible") is True and (plan.get("interrupted") is True or resolved.solve.workers > 1):
        message = "says yes, and a search that was interrupted or had several workers does not repeat itself."
        found.append(Objection("search", "plan.json reproducible", message))
    return found


def inputs(_facts: Facts, answer: Answer) -> list[Objection]:
    """The files in inputs/ are those whose hashes the plan states, all of them and no other."""
    stated, home = (answer.folder.plan or {}).get("inputs"), answer.folder.home / "inputs"
    found = []
    if (home / "audit.csv").exists():
        found.append(Objection("inputs", "inputs/audit.csv", "the audit table must not be in a plan."))
    if not isinstance(stated, dict):
        return [*found, Objection("inputs", "plan.json inputs", "is no list of files and their hashes.")]
    for number, (name, digest) in enumerate(sorted(stated.items()), start=1):
        path = home / name
        if not path.is_file() or not path.resolve().is_relative_to(home.resolve()):
            found.append(Objection("inputs", f"plan.json inputs, file {number}", "is named and is not there."))
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            shown = f"plan.json inputs, file {number}" if holds_identity_number(name) else f"inputs/{name}"
            found.append(Objection("inputs", shown, "is not the file the plan was made from."))
    for number, name in enumerate(_present(home), start=1):
        if name not in stated and name != "audit.csv":
            shown = f"inputs/{name}" if name in KNOWN else f"inputs/, file {number}"
            found.append(Objection("inputs", shown, "is there, and plan.json does not name it among its inputs."))
    return found


def files(_facts: Facts, answer: Answer) -> list[Objection]:
    """The list of files is what a plan has: its own files and those in inputs/, each of them in the folder."""
    plan = answer.folder.plan or {}
    stated, named = plan.get("files"), plan.get("inputs")
    if not isinstance(stated, list) or not all(isinstance(name, str) for name in stated):
        return [Objection("files", "plan.json files", "is no list of files.")]
    # A file of its own that is missing is objected to where it is read, and one of inputs/ where hashes are compared.
    own = [ASSIGNMENTS, CANDIDATES, CERTIFICATE, PLAN, RUN, SLOTS]
    expected = [*own, *(f"inputs/{name}" for name in (named if isinstance(named, dict) else {}))]
    found = [Objection("files", "plan.json files", f"does not name {name}.") for name in own if name not in stated]
    if not found and sorted(stated) != sorted(expected):
        found.append(Objection("files", "plan.json files", "are not a plan's own files and those that inputs lists."))
    return found


def _present(home: Path) -> Iterable[str]:
    """Every file below a folder by its path there, but for what systems leave behind."""
    paths = sorted(path for path in home.rglob("*") if path.is_file() and path.name.lower() not in LITTER)
    return [path.relative_to(home).as_posix() for path in paths]
