"""plan.json: what the plan reached, beside nobody placed and usual practice, and how it was made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from typing import Any, Literal

import pandas as pd

from planner.candidates import TravelData
from planner.formulation import Chosen
from planner.inputs import frozen_hash
from planner.instance import COMMITTED, Instance, beyond_limits, by_hand, is_main, promised, target_lines
from planner.planning.changes import Changes
from planner.planning.duty import duty_part
from planner.planning.groups import group_parts, placed_people, window_part
from planner.planning.money import dear_parts, money_parts
from planner.planning.neighbours import neighbours_part
from planner.planning.overridden import override_parts
from planner.planning.promised import promised_part, together
from planner.planning.set_aside import set_aside_part
from planner.planning.targets import tag_parts, target_parts
from planner.planning.usual import Usual
from planner.schema.arrays import Values
from planner.schema.plan import (
    CHANGES_FILES,
    DUTY,
    LIST_FILES,
    PLAN_FILES,
    SET_ASIDE,
    TARGETS,
    BeyondPart,
    GoalPart,
    HandBackPart,
    LeftOutPart,
    LookAheadPart,
    LotteryPart,
    Measured,
    PlanFile,
    Totals,
    UpliftByBasis,
    UsualPart,
)
from planner.schema.plan_trips import TripsPart
from planner.schema.usual import UsualName
from planner.schema.weeks import week_label
from planner.solving import OPTIMAL_GAP, HandBack, Solution, gap_between
from planner.texts import language

LIBRARIES = ("ortools", "highspy", "scipy", "numpy", "pandas", "pydantic")
# An uplift below this counts as 0, and no share of it is computed.
NOTHING = 1e-9


@dataclass(frozen=True)
class Yardstick:
    """What a plan is held against: usual practice, the certified bound, last week's proposals, and what stays undone.

    That is the subsidies left unused, and by person (position) without any candidate the gates that shut them out.
    `num_waiting` are those who wait since a plan that looks ahead expects more for them, or for others, later.
    `has_lists`: somebody is proposed at a slot with a shortlist. `duty` are the rows of duty.csv, if it is written.
    """

    usual: Usual
    certified_bound: float
    unused_subsidy_sek: float
    changes: Changes | None
    shut_out: Mapping[int, tuple[str, ...]]
    num_waiting: int
    has_lists: bool = False
    duty: pd.DataFrame | None = None


def plan_file(
    instance: Instance,
    solution: Solution,
    yardstick: Yardstick,
    inputs: Mapping[str, bytes],
    method: Literal["goals"] | UsualName,
) -> PlanFile:
    """The content of plan.json, with figures to nine decimals; `inputs` are the files of inputs/ by path."""
    first, strongest = solution.goals[0], yardstick.usual.strongest
    # The solver's bound and the certified bound both hold for every plan, so the smaller is the best one proved.
    certified = yardstick.certified_bound
    bound = max(min(first.bound, certified), first.best)
    gap = _short(gap_between(_short(first.best), _short(bound)))
    before = promised(instance)
    return PlanFile(
        scenario=instance.name,
        week=week_label(instance.week),
        language=language(),
        method=method,
        status="optimal" if gap <= OPTIMAL_GAP else "feasible",
        unit=instance.unit,
        reproducible=solution.is_reproducible,
        unrepeatable=solution.unrepeatable,
        interrupted=solution.is_interrupted,
        value=_short(first.final),
        bound=_short(bound),
        gap=gap,
        certified_bound=_short(certified),
        certified_gap=_short(gap_between(_short(first.best), _short(certified))),
        goals=_goals(instance, solution, bound),
        hand_back=_hand_back(solution.hand_back),
        totals=_totals(instance, solution.chosen, yardstick, before),
        set_aside=set_aside_part(instance.scenario),
        usual=_usual(yardstick.usual),
        strongest_usual=None if strongest is None else strongest.name,
        groups=group_parts(instance, solution, yardstick.usual, yardstick.shut_out, before),
        window=window_part(instance),
        money=money_parts(instance, solution),
        dear=dear_parts(instance, solution) if method == "goals" else (),
        changes=None if yardstick.changes is None else yardstick.changes.part,
        beyond=beyond_parts(instance),
        overrides=override_parts(instance, solution.chosen),
        files=_files(instance, inputs, yardstick),
        look_ahead=_look_ahead(instance, solution, yardstick.num_waiting),
        neighbours=neighbours_part(instance, solution) if method == "goals" else None,
        duty=duty_part(instance, yardstick.duty),
        tags=tag_parts(instance, solution.chosen),
        targets=target_parts(instance, solution.chosen),
        trips=_trips(instance.travel_data()),
        **_made_from(instance, inputs),
    )


def _trips(data: TravelData) -> TripsPart | None:
    """The timetables that trips were looked up in; None where no row says any."""
    if data.valid_to is None and not data.looked_up_in:
        return None
    as_of, valid_to = (None if day is None else day.isoformat() for day in (data.oldest, data.valid_to))
    return TripsPart(rows=data.rows, as_of=as_of, valid_to=valid_to, looked_up_in=data.looked_up_in)


def _look_ahead(instance: Instance, solution: Solution, num_waiting: int) -> LookAheadPart | None:
    """What the prices of weeks to come were found from, and what they did; None where the plan has none."""
    prices = instance.look_ahead
    if prices is None:
        return None
    value, weights = instance.candidates["value"].to_numpy(), instance.weights
    did = {
        "charged": _short(float((value - weights)[solution.chosen].sum())),
        "gain": _short(float(value[solution.earlier.outcome_plan].sum())),
        "waiting_for_better": num_waiting,
    }
    return LookAheadPart.model_validate({**prices.head, **did})


def _made_from(instance: Instance, inputs: Mapping[str, bytes]) -> dict[str, Any]:
    """What the plan can be made from again: settings, models, files, seeds and versions, by key of plan.json."""
    return {
        "settings": instance.settings.model_dump(mode="json"),
        "models": dict(instance.models),
        "inputs": {name: hashlib.sha256(raw).hexdigest() for name, raw in sorted(inputs.items())},
        "seed": instance.solve_settings.seed,
        "search": instance.solve_settings.model_dump(mode="json"),
        "lottery_seed": instance.lottery_seed,
        "lottery": LotteryPart(seed=instance.seed_of_lot, draw=instance.draw, inputs=frozen_hash(inputs)),
        "constraints_off": instance.constraints_off,
        "versions": {name: metadata.version(name) for name in ("placement-planner", *LIBRARIES)},
    }


def _files(instance: Instance, inputs: Iterable[str], yardstick: Yardstick) -> tuple[str, ...]:
    """Every file of the plan's folder, by its path there."""
    more = [SET_ASIDE] if instance.set_aside.rows else []
    more += [TARGETS] if target_lines(instance) else []
    more += CHANGES_FILES if yardstick.changes is not None else ()
    more += [] if yardstick.duty is None else [DUTY]
    more += LIST_FILES if yardstick.has_lists else ()
    return tuple(sorted([*PLAN_FILES, *more, *(f"inputs/{name}" for name in inputs)]))


def _goals(instance: Instance, solution: Solution, bound: float) -> tuple[GoalPart, ...]:
    """The goals reached, the first with the plan's own bound, then those that were skipped."""
    parts = []
    for number, goal in enumerate(solution.goals):
        own = bound if number == 0 else goal.bound
        gap = _short(gap_between(_short(goal.best), _short(own)))
        parts.append(
            GoalPart(
                name=goal.name, best=_short(goal.best), bound=_short(own), gap=gap, may_cost=goal.may_cost,
                final=_short(goal.final), status="optimal" if gap <= OPTIMAL_GAP else "feasible",
            )
        )  # fmt: skip
    for name in solution.skipped:
        share = instance.settings.may_spend(name)
        parts.append(GoalPart(name=name, best=None, bound=None, gap=None, may_cost=share, final=None, status="skipped"))
    return tuple(parts)


def _hand_back(done: HandBack) -> HandBackPart:
    bound = None if done.bound is None else _short(done.bound)
    return HandBackPart(before=_short(done.before), after=_short(done.after), bound=bound, status=done.status)


def _totals(instance: Instance, chosen: Chosen, yardstick: Yardstick, before: pd.DataFrame) -> Totals:
    rows = instance.candidates.loc[chosen]
    uplift = _short(float(rows["value"].sum()))
    unit = instance.unit
    baseline = _short(float((instance.baseline_weeks if unit == "weeks" else instance.baseline).sum()))
    by_basis = _by_basis(instance, rows)
    kept = by_hand(instance)
    no_weeks = unit in {"table", "points"}
    return Totals(
        jobseekers=len(instance.people),
        placed=len(placed_people(instance, chosen)),
        expected_outcomes=_short(baseline + uplift),
        baseline=baseline,
        uplift=uplift,
        expected_gain=_short(_expected_gain(rows)),
        follow_up=None if no_weeks else _measured(instance.baseline, rows["follow_up_value"]),
        regular_weeks=None if no_weeks else _measured(instance.baseline_weeks, rows["weeks_value"]),
        uplift_by_basis=by_basis,
        judgement_share=_judgement_share(by_basis),
        vacancies_placed=len(placed_people(instance, chosen[rows["is_gross"].to_numpy(dtype=bool)])),
        vacancies_uplift=_short(float(rows.loc[rows["is_gross"], "value"].sum())),
        cost_sek=_short(float(rows["cost"].sum())),
        unused_subsidy_sek=_short(yardstick.unused_subsidy_sek),
        travel_minutes=_short(float(rows["minutes"].sum())),
        protected=instance.protected,
        by_hand_places=kept.places,
        by_hand_share=kept.share,
        promised=promised_part(before),
        together=together(before, rows),
    )


def _expected_gain(rows: pd.DataFrame) -> float:
    main = rows[is_main(rows)]
    return float((main["acceptance"] * main["uplift"]).sum())


def _measured(baseline: Values, values: pd.Series[float]) -> Measured:
    before, more = _short(float(baseline.sum())), _short(float(values.sum()))
    return Measured(baseline=before, uplift=more, expected=_short(before + more))


def _by_basis(instance: Instance, rows: pd.DataFrame) -> UpliftByBasis:
    """The value of the proposals by basis. What the fit adds counts under the kind of its figure, next steps by theirs.

    Weeks of regular work rest on an assumed course of work over time. That is judgement, whatever the effect rests on.
    """
    parts = dict.fromkeys(UpliftByBasis.model_fields, 0.0)
    if instance.unit == "weeks":
        return UpliftByBasis(**parts | {"judgement": _short(float(rows["value"].sum()))})
    rest = rows["value"] - rows["fit_value"] - rows["path_value"]
    parts |= {str(name): float(part) for name, part in rest.groupby(rows["basis"]).sum().items()}
    for name, part in rows["path_value"].groupby(rows["path_basis"]).sum().items():
        parts[str(name)] += float(part)
    if instance.basis_of_fit is not None:
        parts[instance.basis_of_fit] += float(rows["fit_value"].sum())
    return UpliftByBasis(**{name: _short(part) for name, part in parts.items()})


def _judgement_share(parts: UpliftByBasis) -> float | None:
    """The share of the gain that is judgement; None if nothing is gained or points count."""
    gained = parts.own + parts.observed + parts.effect + parts.judgement
    if gained <= NOTHING:
        return None
    return _short(min(max(parts.judgement / gained, 0.0), 1.0))


def beyond_parts(instance: Instance) -> tuple[BeyondPart, ...]:
    """The limits that facts exceed, but for money that is committed too low: no limit is exceeded by that."""
    return tuple(
        BeyondPart(
            constraint=fact.constraint,
            owner=fact.owner,
            week=None if fact.week is None else week_label(fact.week),
            limit=_short(fact.limit),
            load=_short(fact.load),
        )
        for fact in beyond_limits(instance)
        if fact.constraint != COMMITTED
    )


def _usual(usual: Usual) -> tuple[UsualPart, ...]:
    """Every plan of usual practice, with the rows of inputs/past_placements.csv that it leaves out."""
    return tuple(
        UsualPart(
            name=plan.name,
            placed=None if plan.chosen is None else len(placed_people(usual.instance, plan.chosen)),
            uplift=None if (gain := usual.gain(plan)) is None else _short(gain),
            # Row 1 is the header.
            left_out=tuple(LeftOutPart(row=one.row + 2, why=one.why) for one in plan.left_out),
        )
        for plan in usual.plans
    )


def _short(value: float) -> float:
    return round(value, 9) + 0.0
