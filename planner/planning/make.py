"""From a scenario to a plan with reasons, and its folder, which the verifier must accept."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import pandas as pd

from planner.candidates import find
from planner.errors import InputFaults, VerificationFailed
from planner.explanation import Reasons, reasons
from planner.folders import gzip_bytes, json_bytes, write_files
from planner.formulation import Name
from planner.inputs import scenario_files, uncollected
from planner.instance import Instance, build
from planner.planning import tables
from planner.planning.changes import Changes, changes_since
from planner.planning.duty import duty_table
from planner.planning.followups import followup_table
from planner.planning.list_figures import ListFigures, list_figures
from planner.planning.memory import refuse_beyond_memory
from planner.planning.pins import pin_faults
from planner.planning.reserves import reserve_table
from planner.planning.set_aside import set_aside_table
from planner.planning.shortlists import Shortlists, beside_lists, shortlists
from planner.planning.summary import Yardstick, plan_file
from planner.planning.targets import target_table
from planner.planning.texts import csv_text
from planner.planning.usual import Usual, as_usual, usual_practice, usual_reasons
from planner.schema.plan import (
    ASSIGNMENTS,
    BY_EMPLOYER_FILE,
    CANDIDATES,
    CERTIFICATE,
    CHANGES_FILE,
    DUTY,
    FOLLOWUPS,
    LISTS_BOUND,
    PLAN_FILE,
    RESERVES,
    SET_ASIDE,
    SHORTLISTS,
    SLOTS,
    TARGETS,
    PlanFile,
)
from planner.schema.scenario import Scenario
from planner.schema.usual import UsualName
from planner.schema.words import (
    OF_ASSIGNMENTS,
    OF_CHANGES,
    OF_DUTY,
    OF_EMPLOYERS,
    OF_FOLLOWUPS,
    OF_RESERVES,
    OF_SHORTLISTS,
    OF_SLOTS,
    OF_TARGETS,
    Words,
    in_words,
)
from planner.solving import Crew, CutProof, ProgressCallback, Solution, WarmStart, solve
from planner.texts import _
from planner.verification import Bounds, certified_bounds, verify

Timer = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """A plan with its figures and reasons: `file` is plan.json, the DataFrames are the tables written.

    `changes` are those since last week's proposals; None where there were none. `lists` are those of employers who meet
    several people, and `list_figures` what they are worth; None where nobody is proposed at a slot with a shortlist.
    `duty` are the hours of activity by week and unit; None where nobody owes any.
    """

    instance: Instance = field(repr=False)
    solution: Solution = field(repr=False)
    reasons: Reasons = field(repr=False)
    usual: Usual = field(repr=False)
    file: PlanFile
    assignments: pd.DataFrame = field(repr=False)
    slots: pd.DataFrame = field(repr=False)
    changes: Changes | None = field(repr=False)
    reserves: pd.DataFrame = field(repr=False)
    followups: pd.DataFrame = field(repr=False)
    files: dict[str, bytes] = field(repr=False)
    lists: Shortlists | None = field(repr=False, default=None)
    list_figures: ListFigures | None = field(repr=False, default=None)
    duty: pd.DataFrame | None = field(repr=False, default=None)


def make_plan(  # noqa: PLR0913 - what may vary
    scenario: Scenario,
    *,
    listener: ProgressCallback | None = None,
    timer: Timer = lambda _phase: None,
    method: Literal["goals"] | UsualName = "goals",
    start: WarmStart | None = None,
    before: pd.DataFrame | None = None,
    crew: Crew | None = None,
) -> Plan:
    """Plan a scenario, in memory: nothing is written or verified. `timer(phase)` is called as each phase ends.

    Reasons are said in the language that is spoken, which plan.json states.

    `method` is what makes the plan: the goals, or an order of usual practice. `start` is a warm start from the plan of
    a similar scenario. `before` are the proposals of the previous plan, as `with_previous` gives them; without it,
    changes are told since the drafts and lapsed offers of the tables. A `crew` solves the components of a very large
    week on other computers.

    Raises TooLarge where memory would not suffice, InputFaults for a pin that a gate refuses, CannotHold and
    NoPlanInTime as solving does, UsageFault for past placements of a scenario that has none.
    """
    if faults := pin_faults(scenario):
        raise InputFaults(faults, scenario.warnings)
    if method != "goals":  # usual practice uses no estimate, and no price
        scenario = replace(scenario, look_ahead=None)
    found = find(scenario)
    refuse_beyond_memory(len(found.table))
    instance = build(scenario, found)
    timer("candidates")
    solution = solve(instance, listener, start, crew)
    usual = usual_practice(instance)
    if method != "goals":
        instance, solution = usual.instance, as_usual(usual, usual.named(method), solution)
    timer("solve")
    with uncollected():
        return _told(scenario, instance, solution, usual, method, before, timer)


def _told(  # noqa: PLR0913, PLR0917 - what has been found
    scenario: Scenario,
    instance: Instance,
    solution: Solution,
    usual: Usual,
    method: Literal["goals"] | UsualName,
    before: pd.DataFrame | None,
    timer: Timer,
) -> Plan:
    """What the search found as a plan, with its reasons, figures and files."""
    why = reasons(instance, solution, is_queue=method != "goals")
    why = why if method == "goals" else usual_reasons(why, method)
    lists = shortlists(instance, solution) if method == "goals" else None
    assigned = tables.assignments(instance, solution, why)
    assigned = assigned if lists is None else beside_lists(assigned, lists.table)
    by_slot = tables.slots(instance, solution)
    changes = changes_since(instance, solution, usual, assigned, before)
    reserved, due = reserve_table(instance, solution), followup_table(instance)
    duty = duty_table(instance, solution.chosen)
    timer("explain")
    inputs = dict(scenario_files(scenario))
    candidates = tables.candidates(instance)
    certificate, bounds = _certified(scenario, _valued(candidates), solution)
    told = None if lists is None else list_figures(instance, solution, lists, _valued(candidates), bounds)
    shut_out = {person: one.gates for person, one in why.unplaced.items() if one.code == "no_candidate"}
    num_waiting = sum(one.code == "waits" for one in why.unplaced.values())
    yardstick = Yardstick(
        usual, bounds.certified, by_slot["unused_subsidy_sek"].sum(), changes, shut_out, num_waiting, lists is not None,
        duty,
    )  # fmt: skip
    summary = plan_file(instance, solution, yardstick, inputs, method)
    plan = Plan(
        instance, solution, why, usual, summary, assigned, by_slot, changes, reserved, due, {}, lists, told, duty
    )  # fmt: skip
    files = {
        **_in_form(_tables_of(plan), scenario),
        PLAN_FILE: json_bytes(summary.model_dump(mode="json")),
        CANDIDATES: gzip_bytes(csv_text(candidates, "plain", exact=True)),
        CERTIFICATE: json_bytes(certificate),
        **({} if told is None else {LISTS_BOUND: json_bytes(told.as_file())}),
        **{f"inputs/{name}": raw for name, raw in inputs.items()},
    }
    timer("tables")
    return replace(plan, files=files)


def _tables_of(plan: Plan) -> dict[str, tuple[pd.DataFrame, Words]]:
    """The tables of a plan's folder, by file, with the words of each; those alone that the week has."""
    written = {
        ASSIGNMENTS: (plan.assignments, OF_ASSIGNMENTS), SLOTS: (plan.slots, OF_SLOTS),
        RESERVES: (plan.reserves, OF_RESERVES), FOLLOWUPS: (plan.followups, OF_FOLLOWUPS),
    }  # fmt: skip
    if plan.changes is not None:
        written[CHANGES_FILE] = plan.changes.people, OF_CHANGES
        written[BY_EMPLOYER_FILE] = plan.changes.by_employer, OF_EMPLOYERS
    if plan.duty is not None:
        written[DUTY] = plan.duty, OF_DUTY
    if plan.lists is not None:
        written[SHORTLISTS] = plan.lists.table, OF_SHORTLISTS
    if plan.file.targets is not None:
        written[TARGETS] = target_table(plan.file.targets), OF_TARGETS
    return written


def _certified(
    scenario: Scenario, candidates: list[dict[str, object]], solution: Solution
) -> tuple[dict[str, object], Bounds]:
    """The certificate with the bounds that it proves, and these.

    A plan does not fail for its cuts: if the verifier knows what they combine by no name, it has none of them.
    """
    certificate = certificate_of(solution)
    try:
        bounds = certified_bounds(scenario, candidates, certificate)
    except VerificationFailed:
        if certificate.pop("with_cuts", None) is None:
            raise
        bounds = certified_bounds(scenario, candidates, certificate)
    if "with_cuts" in certificate:
        certificate["bound_by_rows"] = bounds.by_rows
    return {**certificate, "bound": bounds.certified}, bounds


def _in_form(written: Mapping[str, tuple[pd.DataFrame, Words]], scenario: Scenario) -> dict[str, bytes]:
    """Tables, and rows that were set aside, as files in the dialect and with the headings that the settings name."""
    dialect, headings = scenario.settings.dialect, scenario.settings.headings
    files = {name: csv_text(in_words(table, words, headings), dialect) for name, (table, words) in written.items()}
    if scenario.set_aside.rows:
        files[SET_ASIDE] = csv_text(set_aside_table(scenario), dialect)
    return {name: text.encode() for name, text in files.items()}


def write_verified(plan: Plan, folder: Path, timer: Timer = lambda _phase: None) -> None:
    """Write a plan's files into a folder and have the independent verifier read them; raise where it objects."""
    write_files(folder, plan.files)
    timer("write")
    objections = verify(folder)
    timer("verify")
    if objections:
        shown = "\n".join(str(objection) for objection in objections[:20])
        msg = _("The verifier objects to the plan, so nothing was written:\n{objections}", objections=shown)
        raise VerificationFailed(msg)


def refuse_unverified(plan: Plan, timer: Timer = lambda _: None) -> None:
    """Have the independent verifier read the plan from a folder that is then gone; raise where it objects."""
    with tempfile.TemporaryDirectory() as folder:
        write_verified(plan, Path(folder), timer)


def _valued(table: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of a table of candidates, with what a certified bound is computed from."""
    names = ("jobseeker_id", "slot_id", "programme_id", "value")
    cells = (table[name].to_numpy(dtype=object) for name in names)
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def certificate_of(solution: Solution) -> dict[str, object]:
    """The outcome relaxation's row prices, and cuts with theirs, from which anybody can recompute a bound."""
    certificate = {"format": 1, "goal": "outcome", "rows": _dual_rows(solution.duals)}
    return certificate if solution.cut_proof is None else {**certificate, "with_cuts": _with_cuts(solution.cut_proof)}


def _dual_rows(duals: Mapping[Name, float]) -> list[dict[str, object]]:
    return [{"constraint": name, "key": list(key), "dual": dual} for (name, key), dual in sorted(duals.items())]


def _with_cuts(proof: CutProof) -> dict[str, object]:
    """A second set of row prices, the cuts that go with it, and what these are made from."""
    return {
        "rows": _dual_rows(proof.duals),
        "combined": [
            {"constraint": row.name[0], "key": list(row.name[1]), "unit": row.unit, "dual": row.dual}
            for row in proof.rows
        ],
        "points": [
            {"candidates": [list(one) for one in point.candidates], "slots": list(point.slots)}
            for point in proof.points
        ],
        "cuts": [
            {
                "point": cut.point, "rows": [list(pair) for pair in cut.rows],
                "cuts": [list(pair) for pair in cut.cuts], "dual": cut.dual,
            }
            for cut in proof.cuts
        ],
    }  # fmt: skip
