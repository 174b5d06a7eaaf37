"""Checks of plan.json on what the plan is and from what it was made: week, name, method, seed, files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from planner.errors import Faults
from planner.inputs.files import read_csv
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.scenario import Scenario
from planner.schema.tables import TABLES
from planner.schema.weeks import week_label
from planner.texts import _, languages
from planner.verification.facts import Facts
from planner.verification.folder import (
    ASSIGNMENTS,
    BY_EMPLOYER,
    CANDIDATES,
    CERTIFICATE,
    CHANGES,
    DUTY,
    FOLLOWUPS,
    LISTS_BOUND,
    PLAN,
    RESERVES,
    SET_ASIDE,
    SHORTLISTS,
    SLOTS,
    TARGETS,
    WORKBOOK,
    PlanFolder,
    told,
)
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan

METHODS = ("goals", "longest_wait", "longest_wait_to_best", "best_first", "past_placements")
UNREPEATABLE = ("clock", "max_seconds", "interrupted", "worker_lost")
# A file that is not checked: who ran the plan, when and where. It may be missing.
RUN = "run.json"
# Settings of how tables are written. The command line may choose them, so they are compared only with inputs/.
OF_WRITING = ("dialect", "headings")
# Files that operating systems put into folders that somebody has opened.
LITTER = {".ds_store", "thumbs.db", "desktop.ini"}
KNOWN = {"scenario.toml", *(f"{name}.csv" for name in TABLES)}


def head(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Week and name are the scenario's, and the method is one that there is."""
    plan, scenario = parsed.folder.plan or {}, facts.scenario
    objections = []
    if plan.get("week") != week_label(scenario.week):
        message = _(
            "is {written}, and the scenario is for {week}.",
            written=told(plan.get("week")),
            week=week_label(scenario.week),
        )
        objections.append(Objection("week", "plan.json week", message))
    if plan.get("scenario") != scenario.name:
        objections.append(Objection("scenario", "plan.json scenario", _("is not the name of the scenario.")))
    if plan.get("method") not in METHODS:
        objections.append(Objection("method", "plan.json method", _("is none of {known}.", known=", ".join(METHODS))))
    if plan.get("language") not in languages():
        objections.append(Objection("language", "plan.json language", _("is no language that the program speaks.")))
    if not isinstance(plan.get("versions"), dict):
        objections.append(Objection("versions", "plan.json versions", _("is missing.")))
    return objections


def search(folder: PlanFolder, resolved: Scenario) -> list[Objection]:
    """Dialect, headings, seed, search and `reproducible` are those of inputs/scenario.toml, with the options given."""
    plan = folder.plan or {}
    settings = plan.get("settings")
    objections = []
    for name in OF_WRITING:
        if isinstance(settings, dict) and settings.get(name) != getattr(resolved.settings, name):
            where = f"plan.json settings.{name}"
            objections.append(Objection("settings", where, _("is not what inputs/scenario.toml says.")))
    if plan.get("seed") != resolved.solve.seed:
        message = _(
            "is {written}, and inputs/scenario.toml says {seed}.",
            written=told(plan.get("seed")),
            seed=resolved.solve.seed,
        )
        objections.append(Objection("seed", "plan.json seed", message))
    objections += [
        Objection("search", f"plan.json {name}", _("is neither yes nor no."))
        for name in ("reproducible", "interrupted")
        if not isinstance(plan.get(name), bool)
    ]
    if plan.get("search") != resolved.solve.model_dump(mode="json"):
        objections.append(Objection("search", "plan.json search", _("is not what inputs/scenario.toml says.")))
    why = plan.get("unrepeatable", "")  # null is an answer, and a missing key is none
    agrees = plan.get("reproducible") is (why is None) and (plan.get("interrupted") is True) is (why == "interrupted")
    if not agrees or (why is not None and why not in UNREPEATABLE):
        message = _("does not agree with reproducible and interrupted.")
        objections.append(Objection("search", "plan.json unrepeatable", message))
    if plan.get("reproducible") is True and (plan.get("interrupted") is True or resolved.solve.workers > 1):
        message = _("says yes, and a search that was interrupted or had several workers does not repeat itself.")
        objections.append(Objection("search", "plan.json reproducible", message))
    return objections


def inputs(_facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """inputs/ has exactly the files whose hashes the plan states, and they match."""
    stated, home = (parsed.folder.plan or {}).get("inputs"), parsed.folder.home / "inputs"
    objections = []
    if (home / "audit.csv").exists():
        objections.append(Objection("inputs", "inputs/audit.csv", _("the audit table must not be in a plan.")))
    if not isinstance(stated, dict):
        return [*objections, Objection("inputs", "plan.json inputs", _("is no list of files and their hashes."))]
    for number, (name, digest) in enumerate(sorted(stated.items()), start=1):
        path = home / name
        if not path.is_file() or not path.resolve().is_relative_to(home.resolve()):
            objections.append(Objection("inputs", _nth_input(number), _("is named and is not there.")))
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            shown = _nth_input(number) if holds_identity_number(name) else f"inputs/{name}"
            objections.append(Objection("inputs", shown, _("is not the file the plan was made from.")))
    for number, name in enumerate(_present(home), start=1):
        if name not in stated and name != "audit.csv":
            shown = f"inputs/{name}" if name in KNOWN else _("inputs/, file {number}", number=number)
            message = _("is there, and plan.json does not name it among its inputs.")
            objections.append(Objection("inputs", shown, message))
    return objections


def _nth_input(number: int) -> str:
    return _("plan.json inputs, file {number}", number=number)


def files(_facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """The list of files is what a plan has: its own files and those in inputs/, each of them in the folder."""
    plan = parsed.folder.plan or {}
    stated, named = plan.get("files"), plan.get("inputs")
    if not isinstance(stated, list) or not all(isinstance(name, str) for name in stated):
        return [Objection("files", "plan.json files", _("is no list of files."))]
    # Missing files get their objection elsewhere: the plan's own when they are read, those of inputs/ when hashes are
    # compared.
    own = [ASSIGNMENTS, CANDIDATES, CERTIFICATE, FOLLOWUPS, PLAN, RESERVES, RUN, SLOTS]
    own += [SET_ASIDE] if _rows_aside(parsed) else []
    own += [] if plan.get("changes") is None else [CHANGES, BY_EMPLOYER]
    own += [] if parsed.folder.duty is None else [DUTY]
    own += [] if parsed.folder.targets is None else [TARGETS]
    own += [] if parsed.folder.shortlists is None else [SHORTLISTS, LISTS_BOUND]
    # Plans of earlier versions have none.
    own += [WORKBOOK] if WORKBOOK in stated or (parsed.folder.home / WORKBOOK).exists() else []
    expected = [*own, *(f"inputs/{name}" for name in (named if isinstance(named, dict) else {}))]
    missing = [name for name in own if name not in stated]
    objections = [Objection("files", "plan.json files", _("does not name {name}.", name=name)) for name in missing]
    if not objections and sorted(stated) != sorted(expected):
        message = _("are not a plan's own files and those that inputs lists.")
        objections.append(Objection("files", "plan.json files", message))
    return objections


def set_aside(_facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """set_aside.csv lists as many rows as plan.json counts; a plan that counts none has no such file."""
    stated = (parsed.folder.plan or {}).get("set_aside", {})
    counts = (
        [stated.get(name, 0) for name in ("rows", "people", "slots", "occupied")] if isinstance(stated, dict) else []
    )
    if not counts or any(isinstance(count, bool) or not isinstance(count, int) or count < 0 for count in counts):
        return [Objection("set_aside", "plan.json set_aside", _("is no list of counts."))]
    path = parsed.folder.home / SET_ASIDE
    if not counts[0]:
        where = [SET_ASIDE] if path.exists() else []
        where += ["plan.json set_aside"] if any(counts) else []
        return [
            Objection("set_aside", one, _("is there, and plan.json counts no rows that were set aside."))
            for one in where
        ]
    faults = Faults(refused=holds_identity_number)
    raw = read_csv(path, faults) if path.is_file() else None
    if raw is None or not {"file", "row"} <= set(raw.columns):
        return [Objection("set_aside", SET_ASIDE, _("is missing, or cannot be read."))]
    listed = len(set(zip(raw.columns["file"], raw.columns["row"], strict=True)))
    if listed != counts[0]:
        message = _("lists {listed} rows, and plan.json counts {counted}.", listed=listed, counted=counts[0])
        return [Objection("set_aside", SET_ASIDE, message)]
    return []


def _rows_aside(parsed: ParsedPlan) -> int:
    stated = (parsed.folder.plan or {}).get("set_aside")
    rows = stated.get("rows") if isinstance(stated, dict) else None
    return rows if isinstance(rows, int) else 0


def _present(home: Path) -> Iterable[str]:
    """Every file below a folder by its path there, but for what systems leave behind."""
    paths = sorted(path for path in home.rglob("*") if path.is_file() and path.name.lower() not in LITTER)
    return [path.relative_to(home).as_posix() for path in paths]
