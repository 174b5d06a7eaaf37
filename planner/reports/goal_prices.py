"""What the goals of a plan and the restrictions inside them cost, as text and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from planner.explanation import GOALS
from planner.planning import Reopened
from planner.reports.layout import columns
from planner.schema.plan_money import GoalPricePart
from planner.solving import proposals_of
from planner.studies import ABOUT_PEOPLE, GoalPrices
from planner.texts import N_, _, decimal, listed, ngettext

_RESTRICTIONS = {
    "waiting_best_share": N_("how good a place must be"),
    "waiting_places_share": N_("the share of places that it may take"),
    "fair_share": N_("how far towards an equal share it counts"),
    "fair_share_min_people": N_("the smallest group that it looks at"),
    "may_cost": N_("what it may cost"),
    "may_cost_total": N_("what all goals together may cost"),
}
_DIGITS = {"people": 3}
PEOPLE_SHOWN = 8
LISTS = ("gains", "loses", "moves", "unfinished")


def goal_prices_lines(parts: Sequence[GoalPricePart], unit: str) -> list[str]:
    """A table of the prices, who would gain a place, and where a goal could act in full at no known cost."""
    title = _("What each goal costs, and each restriction inside it: the week planned anew without it")
    if not parts:
        return [title, "  " + _("No goal may cost anything of the outcome.")]
    digits = _DIGITS.get(unit, 2)
    if not any(_tells(part, digits) for part in parts):
        said = ngettext(
            "{number} was lifted: the outcome stays, the goal comes as far, and nobody gains or loses a place.",
            "{number} were lifted, one at a time: the outcome stays, each goal comes as far, and nobody gains or loses "
            "a place.",
            len(parts),
        )
        return [title, f"  {said}", *_unfinished(parts)]
    head = ("", _("outcome"), _("in 95% of futures"), _("the goal reaches"), _("gain / lose a place"))
    rows = [head, *(_row(part, digits) for part in parts)]
    return [
        title,
        *columns(rows, right=(1, 2, 3, 4)),
        *_free(parts),
        *_gaining(parts),
        *_unfinished(parts),
        "  " + _("Later goals are sought anew as well, so never add two of these."),
    ]


def replanned_lines(goals: GoalPrices, opened: Reopened) -> list[str]:
    """The same of a plan in a folder, and whether planning its week anew gave other proposals than it has."""
    plan = goals.plan
    own = proposals_of(opened.instance, opened.chosen)
    other = len(own ^ proposals_of(plan.instance, plan.solution.chosen))
    said = ngettext(
        "Planned anew for this, the week has {number} proposal that the folder has not, or the other way round.",
        "Planned anew for this, the week has {number} proposals that the folder has not, or the other way round.",
        other,
    )
    return [*goal_prices_lines(goals.parts, plan.file.unit), *([f"  {said}"] if other else [])]


def _tells(part: GoalPricePart, digits: int) -> bool:
    """Whether any figure of a row is other than nothing, as it would be shown."""
    figures = [figure for figure in (part.outcome, part.drawn_low, part.drawn_high) if figure is not None]
    now, then = (decimal(abs(value or 0.0), 1) for value in (part.reached, part.reached_then))
    return any(round(figure, digits) for figure in figures) or now != then or bool(part.gains or part.loses)


def _row(part: GoalPricePart, digits: int) -> tuple[str, ...]:
    drawn = "–"
    if part.drawn_low is not None and part.drawn_high is not None:
        low, high = (decimal(end, digits, plus=True) for end in (part.drawn_low, part.drawn_high))
        drawn = _("{low} to {high}", low=low, high=high)
    outcome = decimal(part.outcome, digits, plus=True)
    if 0 < part.doubt >= abs(part.outcome):
        outcome = _("{figure} (uncertain)", figure=outcome)
    people = f"{len(part.gains)} / {len(part.loses)}"
    return _lifted(part), outcome, drawn, _reaches(part), people


def _lifted(part: GoalPricePart) -> str:
    if part.setting is None:
        return _("without {goal}", goal=_goal(part))
    before, after = (decimal(end or 0.0, 4, trim=True) for end in (part.setting_before, part.setting_after))
    what = _(_RESTRICTIONS[part.setting])
    said = _("{what}: loosened from {before} to {after}", what=what, before=before, after=after)
    # What bounds all goals together stands below no goal.
    return said if part.goal is None else f"  {said}"


def _goal(part: GoalPricePart) -> str:
    return _("all goals") if part.goal is None else _(GOALS[part.goal])


def _reaches(part: GoalPricePart) -> str:
    """The goal in the plan and then; goals that minimise have values below 0."""
    if part.reached is None or part.reached_then is None:
        return "–"
    now, then = (decimal(abs(value), 1, trim=True) for value in (part.reached, part.reached_then))
    return now if now == then else _("{now}, then {then}", now=now, then=then)


def acts_freely(part: GoalPricePart) -> bool:
    """Whether a goal of fairness comes further with a restriction lifted, at a cost whose interval holds nothing."""
    if part.kind == "goal" or part.goal not in ABOUT_PEOPLE or part.reached is None or part.reached_then is None:
        return False
    if part.drawn_low is None or part.drawn_high is None:
        return False
    return part.reached_then > part.reached and part.outcome < 0 and part.drawn_low <= 0 <= part.drawn_high


def _free(parts: Sequence[GoalPricePart]) -> list[str]:
    """Where what a goal costs cannot be told from nothing."""
    lines = []
    for part in (part for part in parts if acts_freely(part)):
        assert part.setting is not None  # noqa: S101 - a restriction has a setting
        said = _(
            "{goal} could act in full at no known cost ({setting}): the interval under the model's draws holds zero.",
            goal=_capital(_goal(part)),
            setting=part.setting,
        )
        lines.append(f"  {said}")
    return lines


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _gaining(parts: Sequence[GoalPricePart]) -> list[str]:
    """Who would have gained a place, by id."""
    lines = []
    for part in parts:
        if not part.gains:
            continue
        names, more = list(part.gains[:PEOPLE_SHOWN]), len(part.gains) - PEOPLE_SHOWN
        if more > 0:
            names.append(ngettext("{number} more", "{number} more", more))
        lifted = _lifted(part).strip()
        if part.setting is not None:
            lifted = _("{goal}, {lifted}", goal=_goal(part), lifted=lifted)
        said = _("{lifted}: a place for {people}", lifted=lifted, people=listed(names))
        lines.append(f"  {_capital(said)}")
    return lines


def _unfinished(parts: Sequence[GoalPricePart]) -> list[str]:
    names = dict.fromkeys(name for part in parts for name in part.unfinished)
    if not names:
        return []
    goals = listed([_(GOALS[name]) for name in names])
    said = _("Not finished: {goals}. Small differences may come from the search alone (--time-limit).", goals=goals)
    return [f"  {said}"]


def goal_prices_table(parts: Sequence[GoalPricePart]) -> pd.DataFrame:
    """The prices with the columns of GOAL_PRICES_TABLE: a row for each, lists with | between their items."""
    rows: list[dict[str, Any]] = []
    for part in parts:
        row = part.model_dump()
        rows.append(row | {name: "|".join(row[name]) or None for name in LISTS})
    return pd.DataFrame(rows, columns=list(GoalPricePart.model_fields))
