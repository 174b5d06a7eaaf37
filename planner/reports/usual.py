"""A plan beside usual practice: the headline, and the past placements that the comparison leaves out."""

from __future__ import annotations

from planner.explanation import GATES, USUAL, gate_text, limit_text
from planner.formulation import GOALS
from planner.planning import Plan
from planner.planning.past import LeftOut
from planner.schema.plan import PlanFile, UsualPart
from planner.texts import N_, _, decimal, ngettext

LEFT_OUT_SHOWN = 10
# Values of a goal that differ by no more are noise apart.
SAME = 1e-6
GROUP_HEADS = {
    "longest_wait": N_("in queue"),
    "longest_wait_to_best": N_("queue to best"),
    "best_first": N_("best first"),
    "past_placements": N_("your own"),
}
_OTHER = {
    "purpose": N_("the legal form has another purpose"),
    "not_listed": N_("the pair is not listed"),
}


def usual_name(name: str) -> str:
    """A plan of usual practice as the first cell of a row."""
    said = _(USUAL[name])
    return said[0].upper() + said[1:]


def strongest(file: PlanFile) -> UsualPart | None:
    """The plan of usual practice with the greatest gain; None where pins or minimums leave none."""
    return next((part for part in file.usual if part.name == file.strongest_usual), None)


def against_strongest(plan: Plan) -> list[str]:
    """The headline: how much more the plan gains than the strongest plan of usual practice; if less, why."""
    file = plan.file
    other = strongest(file)
    if other is None or other.uplift is None or file.method == other.name:
        return []
    more = decimal(file.totals.uplift - other.uplift, 2, plus=True)
    headline = _("Against the strongest comparison ({usual}): {more}.", usual=_(USUAL[other.name]), more=more)
    return [f"  {headline}{_less(plan, other.uplift)}"]


def _less(plan: Plan, other: float) -> str:
    """Why a plan by goals is worse than usual practice: the search was not finished, or later goals cost it."""
    file = plan.file
    if file.method != "goals":
        return ""
    if (better := _better_than_found(plan)) is not None:
        return " " + _(
            "The search stopped too soon: by the first goal {usual} is better than the best plan found. Allow more: "
            "--time-limit.",
            usual=_(USUAL[better]),
        )
    if file.totals.uplift >= other:
        return ""
    if file.look_ahead is not None:
        return " " + _("Places and money are kept for the weeks to come.")
    given = decimal(file.best - file.value, 2)
    return " " + _("Of {best}, {given} was given for the later goals.", best=decimal(file.best, 2), given=given)


def _better_than_found(plan: Plan) -> str | None:
    """The plan of usual practice with more of goal outcome than any that the search found for it; None without one.

    What the weeks to come are charged is taken off both where the plan looks ahead.
    """
    score = GOALS["outcome"](plan.usual.instance).score
    known = [(score(one.chosen), one.name) for one in plan.usual.plans if one.chosen is not None]
    most, name = max(known, key=lambda one: round(one[0], 9), default=(0.0, None))
    return name if most > plan.file.best + SAME else None


def left_out(plan: Plan) -> list[str]:
    """The rows of past_placements that the comparison leaves out, the first of them with the reason."""
    found = next((one for usual in plan.usual.plans for one in [usual.left_out] if one), ())
    if not found:
        return []
    table = plan.instance.past_placements
    shown = [
        f"{table['jobseeker_id'].iloc[one.row]} {table['slot_id'].iloc[one.row]}: {_why(one)}"
        for one in found[:LEFT_OUT_SHOWN]
    ]
    more = len(found) - LEFT_OUT_SHOWN
    if more > 0:
        shown.append(ngettext("and {number} more (plan.json)", "and {number} more (plan.json)", more))
    said = ngettext(
        "Of your own {number} of {all} is left out: {pairs}.",
        "Of your own {number} of {all} are left out: {pairs}.",
        len(found),
        all=len(table),
        pairs="; ".join(shown),
    )
    return [f"  {said}"]


def _why(one: LeftOut) -> str:
    if one.limits:
        return limit_text(one.limits[0])
    return gate_text(one.why) if one.why in GATES else _(_OTHER[one.why])
