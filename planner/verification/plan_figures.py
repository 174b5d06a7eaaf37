"""Checks of plan.json: value, bounds, gaps, totals and settings."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from planner.schema.models import PointsModel
from planner.texts import _
from planner.verification.charges import charge
from planner.verification.facts import Facts
from planner.verification.folder import TOLERANCE, number_of, spelled
from planner.verification.made_from import OF_WRITING
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.promised import settled_totals, stated_at
from planner.verification.slot_table import unused_subsidies
from planner.verification.travel import trip
from planner.verification.worth import baseline, baseline_weeks, counts_weeks, value_by, worth


def close(one: float, other: float) -> bool:
    """Whether two sums are the same but for rounding."""
    is_number = math.isfinite(one) and math.isfinite(other)
    return is_number and abs(one - other) <= TOLERANCE * max(1.0, abs(one), abs(other))


def plan_value(facts: Facts, parsed: ParsedPlan) -> float:
    """The sum of acceptance x uplift over the proposals of purpose main."""
    return math.fsum(float(worth(facts, candidate).value) for candidate in parsed.proposed)


def plan_charge(facts: Facts, parsed: ParsedPlan) -> float:
    """What the proposals are charged for the weeks to come; 0 where the plan does not look ahead."""
    proposed = parsed.proposed if facts.scenario.look_ahead is not None else []
    return math.fsum(charge(facts, one, float(worth(facts, one).value)).whole for one in proposed)


def value(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """`value` and the final value of the first goal are the recomputed sum, less what is charged for looking ahead."""
    plan, recomputed = parsed.folder.plan or {}, plan_value(facts, parsed) - plan_charge(facts, parsed)
    stated = {"value": plan.get("value"), "goals[0].final": first_goal(plan).get("final")}
    return _unlike("value", stated, recomputed)


def bounds(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """The bounds are above the value, the gaps are computed from them, and optimal means a gap of 1e-6 or less."""
    plan = parsed.folder.plan or {}
    goal = first_goal(plan)
    names = ("value", "bound", "gap", "certified_bound", "certified_gap")
    stated = {name: number_of(plan.get(name)) for name in names} | {"best": number_of(goal.get("best"))}
    unknown = [name for name, figure in stated.items() if figure is None]
    objections = [Objection(name, f"plan.json {name}", _("is no number.")) for name in unknown]
    number = {name: figure for name, figure in stated.items() if figure is not None}
    least = max(plan_value(facts, parsed) - plan_charge(facts, parsed), number.get("best", -math.inf))
    for name in ("bound", "certified_bound"):
        if name in number and number[name] < least and not close(number[name], least):
            message = _(
                "{bound} is below what a plan reaches, {least}.", bound=spelled(number[name]), least=spelled(least)
            )
            objections.append(Objection(name, f"plan.json {name}", message))
    for name, of in (("gap", "bound"), ("certified_gap", "certified_bound")):
        if {name, of, "best"} <= number.keys():
            gap = (number[of] - number["best"]) / max(abs(number["best"]), 1e-9)
            if not close(gap, number[name]):
                objections.append(Objection(name, f"plan.json {name}", written_and_recomputed(number[name], gap)))
    return objections + _goal_bounds(goal, number) + _status(plan, number)


def _goal_bounds(goal: Mapping[str, Any], number: Mapping[str, float]) -> list[Objection]:
    """The bound and gap of the plan are those of its first goal."""
    return [
        objection
        for name in ("bound", "gap")
        if name in number and name in goal
        for objection in _unlike(name, {f"goals[0].{name}": goal[name]}, number[name])
    ]


def _status(plan: Mapping[str, Any], number: Mapping[str, float]) -> list[Objection]:
    status = plan.get("status")
    if status not in {"optimal", "feasible"}:
        return [Objection("status", "plan.json status", _("is neither optimal nor feasible."))]
    if "gap" in number and (wrong := status_against(status, number["gap"])) is not None:
        return [Objection("status", "plan.json status", wrong)]
    return []


def status_against(status: object, gap: float) -> str | None:
    """What is wrong with a status, given its gap; None if it fits. *optimal* means a gap of 0.000001 or less."""
    if status == "optimal" and gap > TOLERANCE:
        return _("says optimal, and the gap is above 0.000001.")
    if status == "feasible" and gap <= TOLERANCE:
        return _("says feasible, and the gap is no more than 0.000001: that is optimal.")
    return None


def certificate(_facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """The stated certified bound is the one recomputed from the stored duals."""
    plan, stored = parsed.folder.plan or {}, parsed.folder.certificate
    if stored is None or parsed.folder.candidates is None:
        return []
    objections = []
    if stored.get("goal") != "outcome":
        objections.append(Objection("certificate", "certificate.json goal", _("is not outcome.")))
    bounds, unsound = parsed.bounds
    objections += unsound
    if math.isinf(bounds.by_rows):  # there are no rows to compute from
        return objections
    figures = {"plan.json certified_bound": plan.get("certified_bound"), "certificate.json bound": stored.get("bound")}
    objections += _unlike("certified_bound", figures, bounds.certified)
    if "with_cuts" in stored:
        by_rows = {"certificate.json bound_by_rows": stored.get("bound_by_rows")}
        objections += _unlike("certified_bound", by_rows, bounds.by_rows)
    return objections


def totals(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Every total is recomputed."""
    plan = parsed.folder.plan or {}
    stated = plan.get("totals")
    if not isinstance(stated, dict):
        return [Objection("totals", "plan.json totals", _("is missing."))]
    uplift = plan_value(facts, parsed)
    before = _before(facts, "regular_weeks" if _unit(facts) == "weeks" else "follow_up")
    minutes = [trip(facts, person, offer.slot).minutes for person, offer in parsed.proposed]
    main = [(candidate, worth(facts, candidate)) for candidate in parsed.proposed if candidate.offer.purpose == "main"]
    vacancies = [(candidate, own) for candidate, own in main if own.gross == "yes"]
    recomputed = {
        "jobseekers": len(facts.people),
        "placed": len({candidate.person.jobseeker_id for candidate, _ in main}),
        "vacancies_placed": len({candidate.person.jobseeker_id for candidate, _ in vacancies}),
        "vacancies_uplift": math.fsum(float(own.value) for _, own in vacancies),
        "uplift": uplift,
        "expected_gain": math.fsum(float(own.acceptance * own.uplift) for _, own in main),
        "baseline": before,
        "expected_outcomes": before + uplift,
        "cost_sek": math.fsum(float(offer.cost or 0) for _, offer in parsed.proposed),
        "unused_subsidy_sek": math.fsum(unused_subsidies(parsed).values()),
        "travel_minutes": math.fsum(minute for minute in minutes if minute is not None),
        "protected": facts.scenario.protected,
    }
    objections = _basis(facts, parsed, stated) + _measures(facts, parsed, stated)
    for name, figure in recomputed.items():
        objections += _unlike("totals", {f"totals.{name}": stated.get(name)}, figure)
    for path, figure in settled_totals(facts, parsed).items():
        objections += _unlike("totals", {f"totals.{path}": stated_at(stated, path)}, figure)
    return objections


def _before(facts: Facts, measure: str) -> float:
    """The sum of a measure over everybody if nobody is placed."""
    of_person = baseline_weeks if measure == "regular_weeks" else baseline
    return math.fsum(float(of_person(facts, person)) for person in facts.people.values())


def _measures(facts: Facts, parsed: ParsedPlan, stated: Mapping[str, Any]) -> list[Objection]:
    """Both measures, whichever the goal outcome uses; none in listed mode or if points count."""
    objections = []
    for measure in ("follow_up", "regular_weeks"):
        written = stated.get(measure)
        if not counts_weeks(facts):
            if written is not None:
                objections.append(Objection("totals", f"totals.{measure}", _("is stated, and cannot be told.")))
            continue
        if not isinstance(written, dict):
            objections.append(Objection("totals", f"totals.{measure}", _("is missing.")))
            continue
        before = _before(facts, measure)
        more = math.fsum(float(value_by(facts, candidate, measure)) for candidate in parsed.proposed)
        for name, figure in (("baseline", before), ("uplift", more), ("expected", before + more)):
            objections += _unlike("totals", {f"totals.{measure}.{name}": written.get(name)}, figure)
    return objections


def _basis(facts: Facts, parsed: ParsedPlan, stated: Mapping[str, Any]) -> list[Objection]:
    """The uplift by what it rests on, and the share of it that is judgement."""
    model = facts.scenario.assumptions.outcome
    parts: dict[str, float] = dict.fromkeys(("own", "observed", "effect", "judgement", "points"), 0.0)
    for candidate in parsed.proposed:
        own = worth(facts, candidate)
        if _unit(facts) == "weeks":
            parts["judgement"] += float(own.value)
        elif candidate.offer.purpose == "main":
            parts[own.basis] += float(own.value - own.fit_value - own.path_value)
            parts[own.path_basis] += float(own.path_value)
            if not isinstance(model, PointsModel):
                parts[model.shape.fit.kind] += float(own.fit_value)
    written = stated.get("uplift_by_basis")
    if not isinstance(written, dict):
        return [Objection("totals", "totals.uplift_by_basis", _("is missing."))]
    objections = []
    for name, figure in parts.items():
        objections += _unlike("totals", {f"totals.uplift_by_basis.{name}": written.get(name)}, figure)
    gained = math.fsum(figure for name, figure in parts.items() if name != "points")
    share = stated.get("judgement_share")
    if gained > TOLERANCE:
        return objections + _unlike(
            "totals", {"totals.judgement_share": share}, min(max(parts["judgement"] / gained, 0), 1)
        )
    if share is not None and gained <= 0:
        message = _("is stated, and nothing is gained by a model.")
        objections.append(Objection("totals", "totals.judgement_share", message))
    return objections


def settings(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """The settings, the lottery seed, the models and the constraints switched off are those of the scenario.

    How tables are written is not checked here: the command line may choose it, so it is compared only with inputs/.
    """
    plan, scenario = parsed.folder.plan or {}, facts.scenario
    stated = plan.get("settings")
    expected: dict[str, object] = {
        "unit": _unit(facts),
        "settings": scenario.settings.model_dump(mode="json", exclude=set(OF_WRITING)),
        "lottery_seed": scenario.lottery_seed,
    }
    written = dict(plan)
    if isinstance(stated, dict):
        written["settings"] = {name: value for name, value in stated.items() if name not in OF_WRITING}
    objections = [
        Objection("settings", f"plan.json {name}", _("is not what the scenario says."))
        for name, wanted in expected.items()
        if written.get(name) != wanted
    ]
    models = plan.get("models")
    if isinstance(models, dict) and not models.keys() <= scenario.assumptions.stored.keys():
        objections.append(Objection("settings", "plan.json models", _("name a kind that there is not.")))
    for kind, files in scenario.assumptions.stored.items():
        if not isinstance(models, dict) or models.get(kind) != files.reference:
            message = _("is not {model}.", model=files.reference)
            objections.append(Objection("settings", f"plan.json models.{kind}", message))
    if plan.get("constraints_off") != list(scenario.constraints_off):
        off = list(scenario.constraints_off)
        message = _("are not those that the scenario switches off, {off}.", off=off)
        objections.append(Objection("constraints_off", "plan.json constraints_off", message))
    return objections


def _unit(facts: Facts) -> str:
    """What value and uplift count."""
    if facts.settings.candidates == "listed":
        return "table"
    if isinstance(facts.scenario.assumptions.outcome, PointsModel):
        return "points"
    return "weeks" if facts.settings.measure == "regular_weeks" else "people"


def first_goal(plan: Mapping[str, Any]) -> Mapping[str, Any]:
    """The first of the goals that a plan reports; empty where there is none."""
    goals = plan.get("goals")
    return goals[0] if isinstance(goals, list) and goals and isinstance(goals[0], dict) else {}


def _unlike(check: str, stated: Mapping[str, object], recomputed: float) -> list[Objection]:
    """An objection for each stated figure that is not the recomputed one."""
    objections = []
    for where, figure in stated.items():
        number = number_of(figure)
        if number is None:
            message = _("is no number; recomputed {recomputed}.", recomputed=spelled(recomputed))
            objections.append(Objection(check, where, message))
        elif not close(number, recomputed):
            objections.append(Objection(check, where, written_and_recomputed(number, recomputed)))
    return objections


def written_and_recomputed(written: float, recomputed: float) -> str:
    """What is wrong with a figure that is not the one recomputed."""
    return _("{written} is written, recomputed {recomputed}.", written=spelled(written), recomputed=spelled(recomputed))
